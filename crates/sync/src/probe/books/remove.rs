//! Removing what was made.

use std::num::NonZeroU32;

use moneybird::{InvoiceFilter, probe};

use super::ended::{Ended, ended};
use super::papers::{Document, MARK, Papers};
use crate::fault::Halt;
use crate::{Service, mishap};

impl Papers {
    /// Removes all test documents, those that an earlier probe left behind or whose making had no
    /// answer too, and then their contact. Gives the references of what Moneybird keeps.
    pub(in crate::probe) async fn remove_all(
        &mut self,
        service: &Service,
    ) -> Result<Vec<String>, Halt> {
        self.remove_made().await?;
        if !self.looked {
            self.made = self.forgotten(service).await?;
            self.looked = true;
        }
        self.remove_made().await?;
        // A contact in use stays; it is nobody, and the next probe takes it again.
        ended(probe::delete_contact(&self.books, &self.contact).await, self.language)?;
        Ok(self.left.clone())
    }

    /// What pauses part way goes on with what is left.
    async fn remove_made(&mut self) -> Result<(), Halt> {
        while let Some(document) = self.made.last().cloned() {
            let is_gone = self.remove(&document).await?;
            self.left.retain(|left| *left != document.reference);
            if !is_gone {
                self.left.push(document.reference);
            }
            self.made.pop();
        }
        Ok(())
    }

    /// Removes payments first: Moneybird may keep an invoice that has some.
    async fn remove(&self, document: &Document) -> Result<bool, Halt> {
        for payment in &document.payments {
            let gone = probe::delete_payment(&self.books, &document.invoice, payment).await;
            ended(gone, self.language)?;
        }
        let gone = probe::delete_invoice(&self.books, &document.invoice).await;
        Ok(match ended(gone, self.language)? {
            Ended::Done(()) => true,
            Ended::Refused { said, .. } => said.starts_with("404"),
            Ended::Unclear(_) => false,
        })
    }

    /// The test documents that are there: by their contact and by their reference.
    async fn forgotten(&self, service: &Service) -> Result<Vec<Document>, Halt> {
        let mut filter = InvoiceFilter::all_of(self.span()?);
        filter.contact = Some(self.contact.clone());
        let page = self.books.invoices(&filter, NonZeroU32::MIN).await;
        let page = page.map_err(|error| mishap::moneybird(&error, service.language()))?;
        let ours = page.items.into_iter().filter(|invoice| {
            let is_marked = invoice.reference.as_deref().is_some_and(|own| own.starts_with(MARK));
            is_marked && invoice.contact_id.as_ref() == Some(&self.contact)
        });
        let document = |invoice: moneybird::Invoice| Document {
            reference: invoice.reference.unwrap_or_default(),
            invoice: invoice.id,
            payments: invoice.payments.into_iter().map(|payment| payment.id).collect(),
        };
        Ok(ours.map(document).collect())
    }
}
