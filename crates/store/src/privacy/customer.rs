//! What is kept of a customer besides their orders.

use jiff::Timestamp;

use crate::columns::Columns;
use crate::fact::fact;
use crate::sql::privacy as sql;
use crate::{ConnectionId, Error, Fact, Store};

impl Store {
    /// Forgets contacts of Moneybird in the mirror, and what was intended for customers, unless a request for
    /// it may be under way. Moneybird's next answer brings the contacts back that it still has, as a number and
    /// keyed hashes.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn forget_customer(
        &self,
        connection: &ConnectionId,
        (contacts, customers): (&[String], &[String]),
        now: Timestamp,
    ) -> Result<(), Error> {
        let mut write = self.write_unfenced(connection, now).await?;
        for contact in contacts {
            for statement in [sql::FORGET_EMAILS, sql::FORGET_CONTACT] {
                let query = statement.query().bind(connection.to_string());
                write.execute(query.bind(contact.clone())).await?;
            }
        }
        for customer in customers {
            let query = sql::FORGET_INTENT.query().bind(connection.to_string());
            write.execute(query.bind(customer.clone())).await?;
        }
        write.commit().await
    }

    /// Rewrites what the log tells of a shop, where `without` makes something else of it; how many entries.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn rewrite_audit(
        &self,
        shop_id: i64,
        without: impl Fn(&str) -> String,
    ) -> Result<u64, Error> {
        let mut rewritten = 0;
        for row in self.all(sql::TOLD.query().bind(shop_id)).await? {
            let detail = row.text("detail")?;
            let left = without(&detail);
            if left != detail {
                let query = sql::FORGET_IN_AUDIT.query().bind(row.text("id")?);
                rewritten += self.run(query.bind(left)).await?;
            }
        }
        Ok(rewritten)
    }

    /// The facts of a connection, by their names.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn facts(&self, connection: &ConnectionId) -> Result<Vec<(String, Fact)>, Error> {
        let rows = self.all(sql::FACTS.query().bind(connection.to_string())).await?;
        rows.iter().map(|row| Ok((row.text("name")?, fact(row)?))).collect()
    }

    /// Forgets a fact. One that is not there is no error.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn forget_fact(&self, connection: &ConnectionId, name: &str) -> Result<(), Error> {
        let query = sql::FORGET_FACT.query().bind(connection.to_string());
        self.run(query.bind(name.to_owned())).await?;
        Ok(())
    }
}
