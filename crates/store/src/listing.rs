//! Listings: named sets of orders, such as the ones that the shop's last sweep named.

use std::collections::BTreeSet;

use crate::columns::Columns;
use crate::sql::listings as sql;
use crate::{ConnectionId, Error, Store, Write};

impl Store {
    /// The orders of a listing; empty when it was never written.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn listing(
        &self,
        connection: &ConnectionId,
        listing: &str,
    ) -> Result<BTreeSet<i64>, Error> {
        let query = sql::LISTING.query().bind(connection.as_str()).bind(listing);
        self.all(query).await?.iter().map(|row| row.whole("order_id")).collect()
    }
}

impl Write<'_> {
    /// Adds orders to a listing and takes others from it. What is there already, or gone already,
    /// is no error.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn change_listing(
        &mut self,
        listing: &str,
        add: &[i64],
        remove: &[i64],
    ) -> Result<(), Error> {
        let changes = add.iter().map(|order| (sql::LIST, *order));
        let changes = changes.chain(remove.iter().map(|order| (sql::UNLIST, *order)));
        for (statement, order) in changes {
            let query = statement.query().bind(self.connection.to_string());
            // Zero rows: a set holds each of its members once.
            self.execute(query.bind(listing).bind(order)).await?;
        }
        Ok(())
    }
}
