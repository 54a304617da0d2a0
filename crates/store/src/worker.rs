//! Processes that work on connections, for whoever runs them. Nothing that is done depends on it: who may
//! work on what, leases say.

use std::time::Duration;

use jiff::Timestamp;
use sqlx::any::AnyRow;

use crate::columns::Columns;
use crate::instant::{millis, span};
use crate::sql::workers as sql;
use crate::{Error, Store, id};

id::id! {
    /// The id of a worker's run.
    WorkerId, "a worker"
}

/// A process, from its start to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worker {
    /// The id of this run.
    pub id: WorkerId,
    /// The outgoing address whose allowance it uses.
    pub address: String,
    /// How many requests Moneybird allows that address in a window.
    pub per_window: u32,
    /// How long a window is.
    pub window: Duration,
    /// When it began.
    pub began_at: Timestamp,
    /// When it last said that it is there.
    pub seen_at: Timestamp,
    /// When it ended by itself; one that died never did.
    pub ended_at: Option<Timestamp>,
    /// Requests to Moneybird since it began, without those of daily reconciliations.
    pub calls: u64,
    /// Orders booked since it began.
    pub booked: u64,
}

impl Worker {
    fn read(row: &AnyRow) -> Result<Self, Error> {
        Ok(Self {
            id: row.parsed("id", |text| text.parse().ok())?,
            address: row.text("address")?,
            per_window: u32::try_from(row.whole("per_window")?).unwrap_or(u32::MAX),
            window: Duration::from_millis(row.whole("window_ms")?.unsigned_abs()),
            began_at: row.instant("began_at")?,
            seen_at: row.instant("seen_at")?,
            ended_at: row.instant_if_any("ended_at")?,
            calls: row.whole("calls")?.unsigned_abs(),
            booked: row.whole("booked")?.unsigned_abs(),
        })
    }
}

impl Store {
    /// A worker begins, behind an address that has so many requests in any window.
    ///
    /// # Errors
    /// If the database fails, or there are no random bytes.
    pub async fn worker_begins(
        &self,
        address: &str,
        (per_window, window): (u32, Duration),
        now: Timestamp,
    ) -> Result<WorkerId, Error> {
        let id = WorkerId::new(now, self.entropy.as_ref())?;
        let query = sql::BEGIN.query().bind(id.to_string()).bind(address.to_owned());
        let query = query.bind(i64::from(per_window)).bind(span(window)).bind(millis(now));
        self.run(query).await?;
        Ok(id)
    }

    /// A worker is there, and did so much since it began. Whether it is known.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn worker_seen(
        &self,
        id: &WorkerId,
        (calls, booked): (u64, u64),
        now: Timestamp,
    ) -> Result<bool, Error> {
        let whole = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
        let query = sql::SEEN.query().bind(id.to_string()).bind(millis(now));
        Ok(self.run(query.bind(whole(calls)).bind(whole(booked))).await? == 1)
    }

    /// A worker ends by itself.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn worker_ends(&self, id: &WorkerId, now: Timestamp) -> Result<(), Error> {
        let query = sql::END.query().bind(id.to_string()).bind(millis(now));
        self.run(query).await.map(drop)
    }

    /// The workers that were there since then, who was there last in front.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn workers(&self, since: Timestamp) -> Result<Vec<Worker>, Error> {
        let rows = self.all(sql::SINCE.query().bind(millis(since))).await?;
        rows.iter().map(Worker::read).collect()
    }

    /// Forgets the workers that were not there since then; how many.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn forget_workers(&self, before: Timestamp) -> Result<u64, Error> {
        self.run(sql::FORGET.query().bind(millis(before))).await
    }
}
