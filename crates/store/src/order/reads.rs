//! Reading orders one by one, in lists, and by what is to be done with them.

use jiff::Timestamp;

use super::{OrderRecord, OrderSummary, Stage, State};
use crate::columns::Columns;
use crate::instant::millis;
use crate::sql::orders as sql;
use crate::statement::Query;
use crate::{ConnectionId, Error, Store};

impl Store {
    /// One order.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn order(
        &self,
        connection: &ConnectionId,
        order: i64,
    ) -> Result<Option<OrderRecord>, Error> {
        let query = sql::ONE.query().bind(connection.as_str()).bind(order);
        let row = self.find(query).await?;
        row.as_ref().map(OrderRecord::read).transpose()
    }

    /// The orders of one connection or of all, in one state or in any, by connection and id.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn orders(
        &self,
        connection: Option<&ConnectionId>,
        state: Option<State>,
    ) -> Result<Vec<OrderSummary>, Error> {
        let query = match (connection, state) {
            (None, None) => sql::EVERY.query(),
            (None, Some(state)) => sql::EVERY_IN_STATE.query().bind(state.as_str()),
            (Some(connection), None) => sql::OF_CONNECTION.query().bind(connection.to_string()),
            (Some(connection), Some(state)) => sql::OF_CONNECTION_IN_STATE
                .query()
                .bind(connection.to_string())
                .bind(state.as_str()),
        };
        let rows = self.all(query).await?;
        rows.iter().map(OrderSummary::read).collect()
    }

    /// The orders with this id; two shops may both have one.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn find_order(&self, order: i64) -> Result<Vec<OrderRecord>, Error> {
        self.records(sql::FIND.query().bind(order)).await
    }

    /// The ids of all orders of a connection, ascending.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn order_ids(&self, connection: &ConnectionId) -> Result<Vec<i64>, Error> {
        let query = sql::IDS.query().bind(connection.as_str());
        let rows = self.all(query).await?;
        rows.iter().map(|row| row.whole("order_id")).collect()
    }

    /// At most `limit` ready orders: new ones before those from before the connection, each in
    /// the order of their ids.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn next_ready(
        &self,
        connection: &ConnectionId,
        limit: u32,
    ) -> Result<Vec<OrderRecord>, Error> {
        let query = sql::NEXT_READY.query().bind(connection.to_string());
        self.records(query.bind(i64::from(limit))).await
    }

    /// What is not an order and is in `state`: credit invoices, corrections and summaries.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn others(
        &self,
        connection: &ConnectionId,
        state: State,
    ) -> Result<Vec<OrderRecord>, Error> {
        let query = sql::OTHERS.query().bind(connection.to_string());
        self.records(query.bind(state.as_str())).await
    }

    /// The credit invoices and corrections of an order.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn of_order(
        &self,
        connection: &ConnectionId,
        order: i64,
    ) -> Result<Vec<OrderRecord>, Error> {
        let query = sql::OF_ORDER.query().bind(connection.to_string());
        self.records(query.bind(order)).await
    }

    /// At most `limit` booked orders that the shop shows differently since they were booked.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn to_review(
        &self,
        connection: &ConnectionId,
        limit: u32,
    ) -> Result<Vec<OrderRecord>, Error> {
        let query = sql::TO_REVIEW.query().bind(connection.to_string());
        self.records(query.bind(i64::from(limit))).await
    }

    /// At most `limit` bookings that are at `stage`, in the order of their ids. Refused orders are
    /// not among them.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn with_stage(
        &self,
        connection: &ConnectionId,
        stage: Stage,
        limit: u32,
    ) -> Result<Vec<OrderRecord>, Error> {
        let query = sql::WITH_STAGE.query().bind(connection.to_string());
        let query = query.bind(stage.as_str()).bind(i64::from(limit));
        self.records(query).await
    }

    /// The bookings whose outcome is not known and can be looked up at `now`, the longest waiting
    /// first.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn settled(
        &self,
        connection: &ConnectionId,
        now: Timestamp,
    ) -> Result<Vec<OrderRecord>, Error> {
        let query = sql::SETTLED.query().bind(connection.to_string());
        self.records(query.bind(millis(now))).await
    }

    /// The first instant after `now` at which the outcome of a booking can be looked up.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn unsettled_until(
        &self,
        connection: &ConnectionId,
        now: Timestamp,
    ) -> Result<Option<Timestamp>, Error> {
        let query = sql::UNSETTLED_UNTIL.query().bind(connection.as_str());
        let row = self.find(query.bind(millis(now))).await?;
        row.map_or(Ok(None), |row| row.instant_if_any("settle_at"))
    }

    /// The orders that are or were being booked under `reference`.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn orders_with_reference(
        &self,
        connection: &ConnectionId,
        reference: &str,
    ) -> Result<Vec<OrderRecord>, Error> {
        let query = sql::WITH_REFERENCE.query().bind(connection.to_string());
        self.records(query.bind(reference.to_owned())).await
    }

    pub(super) async fn records(&self, query: Query) -> Result<Vec<OrderRecord>, Error> {
        let rows = self.all(query).await?;
        rows.iter().map(OrderRecord::read).collect()
    }
}
