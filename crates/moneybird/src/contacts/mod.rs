//! Contacts (moneybird-api.md §7.1).

mod email;
mod known;
mod new;

use std::num::NonZeroU32;
use std::time::Duration;

use crate::{BadReply, Batch, Books, ContactId, CustomerId, Error, Page, Version};

pub use email::EmailAddress;
pub use known::Contact;
pub use new::{ContactName, DeliveryMethod, NewContact};

impl Books {
    /// Creates a contact. `fresh_until` is on the caller's monotonic clock: after that it is not
    /// sent any more.
    ///
    /// # Errors
    /// Any [`Error`]; see [`Error::is_customer_id_taken`] and [`Error::is_email_unreachable`].
    pub async fn create_contact(
        &self,
        contact: &NewContact,
        fresh_until: Option<Duration>,
    ) -> Result<Contact, Error> {
        let request = self.post("contacts", &contact.body(), fresh_until)?;
        self.client.create(&request).await
    }

    /// The contact with exactly this customer id, or `None`. Whether Moneybird finds archived ones
    /// this way is not documented; [`Books::search_contacts`] does.
    ///
    /// # Errors
    /// Any [`Error`] of a read. [`Error::NotFound`] is left for what is not about a contact, such
    /// as an administration that does not exist.
    pub async fn contact_by_customer_id(&self, id: &CustomerId) -> Result<Option<Contact>, Error> {
        let request = self.get(&format!("contacts/customer_id/{id}"), &[]);
        match self.client.read::<Contact>(&request).await {
            Ok(contact) if contact.has_customer_id(id) => Ok(Some(contact)),
            Ok(contact) => Err(Error::unreadable(
                BadReply::Shape,
                &format!("contact {} has another customer id than {id}", contact.id),
                &request.secrets,
            )),
            Err(Error::NotFound { message, fields }) => {
                let by_code = fields.iter().any(|field| field == "customer_id");
                // The other form that a 404 of Moneybird's takes names the kind of record.
                if by_code || message.contains("model name: Contact") {
                    Ok(None)
                } else {
                    Err(Error::NotFound { message, fields })
                }
            }
            Err(error) => Err(error),
        }
    }

    /// One page of the contacts, archived ones too, in which Moneybird finds `text`: it looks in
    /// names, addresses, e-mail addresses and numbers and may bring others than meant, so compare.
    /// An empty text finds all.
    ///
    /// # Errors
    /// Any [`Error`] of a read.
    pub async fn search_contacts(
        &self,
        text: &str,
        page: NonZeroU32,
    ) -> Result<Page<Contact>, Error> {
        let query = [("query", text), ("include_archived", "true")];
        self.page("contacts", &query, page).await
    }

    /// The versions of all contacts, archived ones too.
    ///
    /// # Errors
    /// Any [`Error`] of a read.
    pub async fn contact_versions(&self) -> Result<Vec<Version<ContactId>>, Error> {
        let query = [("include_archived", "true")];
        self.client.list(&self.get("contacts/synchronization", &query)).await
    }

    /// The contacts with these ids, in no particular order; those that do not exist are left out.
    ///
    /// # Errors
    /// Any [`Error`] of a read.
    pub async fn fetch_contacts(&self, batch: &Batch<ContactId>) -> Result<Vec<Contact>, Error> {
        let request = self.post("contacts/synchronization", batch, None)?;
        self.client.list(&request).await
    }
}
