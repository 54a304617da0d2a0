//! Payments, and what they keep in place.

use moneybird::{Invoice, Price, probe};
use rust_decimal::Decimal;

use super::ended::{Ended, ended};
use super::papers::odd;
use crate::fault::{Halt, say};
use crate::probe::{Answer, Finding, Probe, Question};

impl Probe {
    /// Twice what is open.
    pub(in crate::probe) async fn overpayment(&mut self) -> Result<Vec<Finding>, Halt> {
        let papers = self.papers()?;
        let draft = papers.draft(&[Decimal::ONE], true)?;
        let finding = match papers.create(&draft).await? {
            Ended::Done(invoice) => {
                let paid = papers.pay(&invoice.id, Decimal::TWO).await?;
                self.simple(Question::Overpayment, &paid)
            }
            other => self.unasked(Question::Overpayment, &other),
        };
        Ok(vec![finding])
    }

    /// Edits a paid invoice so that its total stays what it is, then deletes it.
    pub(in crate::probe) async fn paid(&mut self) -> Result<Vec<Finding>, Halt> {
        let language = self.service.language();
        let papers = self.papers()?;
        let draft = papers.draft(&[Decimal::ONE, Decimal::ONE], true)?;
        let made = papers.create(&draft).await?;
        let Ended::Done(invoice) = made else {
            let (edit, delete) = (Question::PaidEdit, Question::PaidDelete);
            return Ok(vec![self.unasked(edit, &made), self.unasked(delete, &made)]);
        };
        papers.pay(&invoice.id, Decimal::TWO).await?;
        let moved = [Decimal::new(60, 2), Decimal::new(140, 2)];
        let mut prices = Vec::new();
        for (line, price) in invoice.details.iter().zip(moved) {
            prices.push((line.id.clone(), Price::new(price).map_err(odd)?));
        }
        let edited = probe::edit_invoice(&papers.books, &invoice.id, &prices).await;
        let edited = ended(edited, language)?;
        let deleted = probe::delete_invoice(&papers.books, &invoice.id).await;
        let deleted = ended(deleted, language)?;
        if matches!(deleted, Ended::Done(())) {
            papers.made.retain(|own| own.invoice != invoice.id);
        }
        Ok(vec![
            self.simple(Question::PaidEdit, &edited),
            self.simple(Question::PaidDelete, &deleted),
        ])
    }

    /// A credit, and its refund.
    pub(in crate::probe) async fn negatives(&mut self) -> Result<Vec<Finding>, Halt> {
        let papers = self.papers()?;
        let draft = papers.draft(&[-Decimal::ONE], true)?;
        let made = papers.create(&draft).await?;
        let payment = match &made {
            Ended::Done(invoice) => {
                let paid = papers.pay(&invoice.id, -Decimal::ONE).await?;
                self.simple(Question::NegativePayment, &paid)
            }
            other => self.unasked(Question::NegativePayment, other),
        };
        Ok(vec![self.simple(Question::NegativeInvoice, &made), payment])
    }

    /// Not asked, because the invoice that it needs was not made.
    fn unasked(&self, question: Question, made: &Ended<Invoice>) -> Finding {
        let (_, said) = made.answer();
        let why = say(
            self.service.language(),
            "De factuur die ervoor nodig is, werd niet gemaakt",
            "The invoice that it needs was not made",
        );
        self.finding(question, Answer::NotAsked, format!("{why}: {said}"))
    }
}
