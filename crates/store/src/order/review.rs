//! Comparing what is booked with what the shop shows now.

use jiff::Timestamp;

use super::SeenOrder;
use crate::sql::bookings as sql;
use crate::{ConnectionId, Error, Store, Write};

impl Write<'_> {
    /// booked or changed → changed: the shop shows another order than the one that was booked.
    ///
    /// # Errors
    /// [`Error::Conflict`] if the order is in another state, or if the database fails.
    pub async fn change(&mut self, order: i64, code: &str, change: &str) -> Result<(), Error> {
        let query = self.on(sql::CHANGE, order);
        let query = query.bind(code.to_owned()).bind(change.to_owned());
        self.advance(order, "booked or changed", query, "changed", code).await
    }

    /// changed → booked: the change was undone, or the books account for it.
    ///
    /// # Errors
    /// [`Error::Conflict`] if the order is in another state, or if the database fails.
    pub async fn settle_change(&mut self, order: i64) -> Result<(), Error> {
        let query = self.on(sql::SETTLE_CHANGE, order);
        self.advance(order, "changed", query, "booked", "").await
    }

    /// It was compared, and what is booked is right.
    ///
    /// # Errors
    /// [`Error::Conflict`] if it was not to be compared, or if the database fails.
    pub async fn reviewed(&mut self, order: i64) -> Result<(), Error> {
        let query = self.on(sql::REVIEWED, order);
        self.advance(order, "to be compared", query, "compared", "").await
    }

    /// Something of this order was booked besides it: compare them. Nothing for an order that is
    /// not booked by us.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn review(&mut self, order: i64) -> Result<(), Error> {
        let query = self.on(sql::REVIEW, order);
        self.execute(query).await?;
        Ok(())
    }

    /// booked → booking (invoice made): it is to be paid after all, as `plan` now says.
    ///
    /// # Errors
    /// [`Error::Conflict`] if it is not booked, or has a payment, or if the database fails.
    pub async fn owe_payment(&mut self, order: i64, plan: &str) -> Result<(), Error> {
        let query = self.on(sql::OWE_PAYMENT, order).bind(plan.to_owned());
        self.advance(order, "booked without a payment", query, "payment due", "").await
    }
}

impl Store {
    /// changed → booked: all that had changed is that it is paid, and a person registered the payment, of
    /// which `plan` tells.
    ///
    /// # Errors
    /// [`Error::Conflict`] if that is not what had changed, or if the database fails.
    pub async fn paid_by_hand(
        &self,
        connection: &ConnectionId,
        order: i64,
        plan: &str,
        why: &str,
        now: Timestamp,
    ) -> Result<(), Error> {
        let mut write = self.write_unfenced(connection, now).await?;
        let query = write.on(sql::PAID_BY_HAND, order).bind(plan.to_owned());
        write.advance(order, "changed by its payment", query, "paid by hand", why).await?;
        write.commit().await
    }

    /// A person agreed to correct a changed order, of which they were shown this `change`: the correction
    /// is ready to be booked.
    ///
    /// # Errors
    /// [`Error::Conflict`] if the order is not changed in that way, or is to be compared anew, or if
    /// something else of it is about to be booked; or if the database fails.
    pub async fn agree(
        &self,
        connection: &ConnectionId,
        (order, change): (i64, &str),
        correction: &SeenOrder,
        now: Timestamp,
    ) -> Result<(), Error> {
        let mut write = self.write_unfenced(connection, now).await?;
        let query = write.on(sql::AGREED, order).bind(change.to_owned());
        let expected = "changed as it was shown, and nothing else of it under way";
        write.advance(order, expected, query, "correction agreed", &correction.number).await?;
        write.see_order(correction).await?;
        write.commit().await
    }
}
