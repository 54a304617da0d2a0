//! What we keep of each contact: enough to recognise a customer, and no address in plain text.

use std::collections::BTreeMap;

use sqlx::any::AnyRow;

use crate::columns::Columns;
use crate::sql::contacts as sql;
use crate::{ConnectionId, Error, Store, Write};

/// A contact as Moneybird shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MirroredContact {
    /// The contact's id in Moneybird.
    pub contact_id: String,
    /// Moneybird's version of it; grows with every change.
    pub version: i64,
    /// The customer id that it was given.
    pub customer_id: Option<String>,
    /// Whether it was archived.
    pub archived: bool,
    /// Its addresses. Only their keyed hashes are kept.
    pub emails: Vec<String>,
}

/// What the mirror knows of a contact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// The contact's id in Moneybird.
    pub contact_id: String,
    /// Moneybird's version of it.
    pub version: i64,
    /// The customer id that it was given.
    pub customer_id: Option<String>,
    /// Whether it was archived.
    pub archived: bool,
}

impl Contact {
    pub(crate) fn read(row: &AnyRow) -> Result<Self, Error> {
        Ok(Self {
            contact_id: row.text("contact_id")?,
            version: row.whole("version")?,
            customer_id: row.text_if_any("customer_id")?,
            archived: row.flag("archived")?,
        })
    }
}

impl Store {
    /// The version of every contact in the mirror, archived ones too, by contact id.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn contact_versions(
        &self,
        connection: &ConnectionId,
    ) -> Result<BTreeMap<String, i64>, Error> {
        let query = sql::VERSIONS.query().bind(connection.as_str());
        let rows = self.all(query).await?;
        rows.iter().map(|row| Ok((row.text("contact_id")?, row.whole("version")?))).collect()
    }

    /// The contact that has this customer id; a live one before an archived one, then the one
    /// with the lowest id.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn contact_by_customer_id(
        &self,
        connection: &ConnectionId,
        customer_id: &str,
    ) -> Result<Option<Contact>, Error> {
        let query = sql::BY_CUSTOMER.query().bind(connection.as_str());
        let row = self.find(query.bind(customer_id)).await?;
        row.as_ref().map(Contact::read).transpose()
    }

    /// The ids of the contacts that have this address and are not archived, the lowest first.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn contacts_by_email(
        &self,
        connection: &ConnectionId,
        address: &str,
    ) -> Result<Vec<String>, Error> {
        let query = sql::BY_EMAIL.query().bind(connection.as_str());
        let query = query.bind(self.email_key(address));
        let rows = self.all(query).await?;
        rows.iter().map(|row| row.text("contact_id")).collect()
    }
}

impl Write<'_> {
    /// Notes contacts as Moneybird shows them; the addresses of each are replaced.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn save_contacts(&mut self, contacts: &[MirroredContact]) -> Result<(), Error> {
        for contact in contacts {
            let query = sql::SAVE.query().bind(self.connection.to_string());
            let query = query
                .bind(contact.contact_id.clone())
                .bind(contact.version)
                .bind(contact.customer_id.clone())
                .bind(i64::from(contact.archived));
            // An upsert always hits its row.
            self.execute(query).await?;
            self.forget_emails(&contact.contact_id).await?;
            for address in contact.emails.iter().filter(|address| !address.trim().is_empty()) {
                let query = sql::SAVE_EMAIL.query().bind(self.connection.to_string());
                let query = query.bind(contact.contact_id.clone());
                // Zero rows: the contact has the same address twice.
                self.execute(query.bind(self.store.email_key(address))).await?;
            }
        }
        Ok(())
    }

    /// Forgets contacts that are gone. One that is not in the mirror is no error.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn forget_contacts(&mut self, contact_ids: &[String]) -> Result<(), Error> {
        for contact_id in contact_ids {
            self.forget_emails(contact_id).await?;
            let query = sql::FORGET.query().bind(self.connection.to_string());
            self.execute(query.bind(contact_id.clone())).await?;
        }
        Ok(())
    }

    /// Any number of rows: a contact may have no address.
    async fn forget_emails(&mut self, contact_id: &str) -> Result<(), Error> {
        let query = sql::FORGET_EMAILS.query().bind(self.connection.to_string());
        self.execute(query.bind(contact_id.to_owned())).await?;
        Ok(())
    }
}
