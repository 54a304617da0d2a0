//! Orders whose person is forgotten.

use jiff::{SignedDuration, Timestamp};

use crate::columns::Columns;
use crate::instant::millis;
use crate::sql::privacy as sql;
use crate::{ConnectionId, Error, OrderRecord, State, Step, Store};

/// How much older an order is taken to be than its forgetting: what was seen in the last minutes would be relied
/// on when it is booked or compared.
const OLD: SignedDuration = SignedDuration::from_hours(1);

/// Up to where orders were gone through, by when they last changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// When the last one changed, in milliseconds since the epoch.
    pub changed: i64,
    /// Its id.
    pub order: i64,
}

impl Place {
    /// Before all orders.
    pub const BEGIN: Self = Self { changed: i64::MIN, order: i64::MIN };

    /// At an order.
    pub fn of(order: &OrderRecord) -> Self {
        Self { changed: millis(order.updated_at), order: order.order_id }
    }
}

/// How orders stand, as far as it decides how long their persons are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Booked or set aside.
    Done,
    /// Still to be booked, or waiting for a person.
    Open,
}

/// A step and its number among those of its order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberedStep {
    /// The number.
    pub number: i64,
    /// What happened.
    pub step: Step,
}

/// An order as it is to be kept without its person, and as it must still stand for that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forgotten {
    /// The order's id in CCV Shop.
    pub order: i64,
    /// Where it stands.
    pub state: State,
    /// When its record last changed; it does not change by this.
    pub updated_at: Timestamp,
    /// The order (JSON, unread here).
    pub snapshot: String,
    /// The invoice (JSON, unread here), if there was one.
    pub plan: Option<String>,
    /// The refusal or change (JSON, unread here), if there was one.
    pub refusal: Option<String>,
    /// Why a person set it aside, if one did.
    pub why: Option<String>,
    /// What is now told of its steps, by their numbers.
    pub steps: Vec<(i64, String)>,
}

impl Store {
    /// At most `limit` orders that stand so, behind a place, that have not changed since an instant; the longest
    /// unchanged first. None that is being booked.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn unchanged_since(
        &self,
        connection: &ConnectionId,
        (standing, after): (Standing, Place),
        instant: Timestamp,
        limit: u32,
    ) -> Result<Vec<OrderRecord>, Error> {
        let statement = match standing {
            Standing::Done => sql::UNCHANGED,
            Standing::Open => sql::UNCHANGED_OPEN,
        };
        let query = statement.query().bind(connection.to_string());
        let query = query.bind(after.changed).bind(after.order).bind(millis(instant));
        let rows = self.all(query.bind(i64::from(limit))).await?;
        rows.iter().map(OrderRecord::read).collect()
    }

    /// At most `limit` orders of a connection with ids above another, and all else that is booked like one.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn orders_after(
        &self,
        connection: &ConnectionId,
        order: i64,
        limit: u32,
    ) -> Result<Vec<OrderRecord>, Error> {
        let query = sql::AFTER.query().bind(connection.to_string()).bind(order);
        let rows = self.all(query.bind(i64::from(limit))).await?;
        rows.iter().map(OrderRecord::read).collect()
    }

    /// What happened to an order, the oldest first, with the numbers of the steps.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn numbered_steps(
        &self,
        connection: &ConnectionId,
        order: i64,
    ) -> Result<Vec<NumberedStep>, Error> {
        let query = sql::STEPS.query().bind(connection.to_string()).bind(order);
        let rows = self.all(query).await?;
        rows.iter()
            .map(|row| Ok(NumberedStep { number: row.whole("seq")?, step: Step::read(row)? }))
            .collect()
    }

    /// Keeps orders without their persons. One that has changed meanwhile, or is being booked, stays as it is.
    /// The ids of those that were hit.
    ///
    /// # Errors
    /// If the database fails; then none is.
    pub async fn forget_persons(
        &self,
        connection: &ConnectionId,
        orders: &[Forgotten],
        now: Timestamp,
    ) -> Result<Vec<i64>, Error> {
        let mut write = self.write_unfenced(connection, now).await?;
        let old = millis(now.checked_sub(OLD).unwrap_or(now));
        let mut hit = Vec::new();
        for own in orders {
            let query = sql::FORGET.query().bind(connection.to_string()).bind(own.order);
            let query = query.bind(own.snapshot.clone()).bind(own.plan.clone());
            let query = query.bind(own.refusal.clone()).bind(own.why.clone()).bind(old);
            let query = query.bind(own.state.as_str()).bind(millis(own.updated_at));
            if write.execute(query).await? != 1 {
                continue;
            }
            for (number, detail) in &own.steps {
                let query = sql::FORGET_IN_STEP.query().bind(connection.to_string());
                write.execute(query.bind(own.order).bind(*number).bind(detail.clone())).await?;
            }
            hit.push(own.order);
        }
        write.commit().await?;
        Ok(hit)
    }
}
