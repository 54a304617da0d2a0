//! What was told of connections. The mark that something was told and its letters are one transaction, so
//! that it is told once, whoever notices it.

use jiff::Timestamp;

use super::outbox::put;
use super::{LetterKind, NewLetter};
use crate::columns::Columns;
use crate::instant::millis;
use crate::sql::{outbox, told as sql};
use crate::statement::Query;
use crate::{ConnectionId, Error, Store};

/// Something that is told of a connection.
#[derive(Debug, Clone, Copy)]
pub struct Telling<'a> {
    /// Of which connection.
    pub connection: &'a ConnectionId,
    /// What kind of thing.
    pub kind: LetterKind,
    /// Which of that kind, so that it is told once: a day, a month and how it ended. Empty where there is
    /// only one.
    pub topic: &'a str,
}

impl Store {
    /// Tells something: marks it as told and puts its letters into the outbox, all of it or nothing. No
    /// letters: there is nothing to say, or nobody to say it to, and it is told all the same. Whether it was
    /// not told before; that a connection is broken is told while it is.
    ///
    /// # Errors
    /// If the database fails, or there are no random bytes.
    pub async fn tell_of(
        &self,
        telling: Telling<'_>,
        letters: &[NewLetter],
        now: Timestamp,
    ) -> Result<bool, Error> {
        let statement = match telling.kind {
            LetterKind::Broken => sql::MARK_BROKEN,
            _ => sql::MARK,
        };
        let mark = statement.query().bind(telling.connection.to_string());
        let mark = mark.bind(telling.kind.as_str()).bind(telling.topic.to_owned());
        let mark = mark.bind(millis(now)).bind(i64::try_from(letters.len()).unwrap_or(i64::MAX));
        let mut transaction = self.transaction().await?;
        if mark.execute(&mut *transaction).await?.rows_affected() != 1 {
            return Ok(false);
        }
        for letter in letters {
            let query = put(telling.connection, telling.kind, letter, now, self.entropy.as_ref())?;
            query.execute(&mut *transaction).await?;
        }
        self.commit(transaction).await?;
        Ok(true)
    }

    /// Broken connections of which it was not told, at most so many. What has been mended since it was told
    /// is forgotten first: it may break again.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn newly_broken(&self, limit: u32) -> Result<Vec<ConnectionId>, Error> {
        // Zero rows: nothing was mended.
        self.run(sql::MENDED.query()).await?;
        self.connection_ids(sql::BROKEN.query().bind(i64::from(limit))).await
    }

    /// Connections whose existing orders were taken over, of which it was not told, at most so many.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn newly_taken_over(
        &self,
        now: Timestamp,
        limit: u32,
    ) -> Result<Vec<ConnectionId>, Error> {
        self.connection_ids(sql::TAKEN_OVER.query().bind(millis(now)).bind(i64::from(limit))).await
    }

    /// Connections with orders that need a person, of which it was not told on that day (`topic`), at most
    /// so many. Not those that are being taken over, nor one that somebody works on.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn in_want(
        &self,
        topic: &str,
        now: Timestamp,
        limit: u32,
    ) -> Result<Vec<ConnectionId>, Error> {
        let query = sql::WAITING.query().bind(millis(now)).bind(topic.to_owned());
        self.connection_ids(query.bind(i64::from(limit))).await
    }

    /// Connections for which a fact of that name was noted after an instant, the oldest first, and when.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn facts_since(
        &self,
        name: &str,
        since: Timestamp,
        limit: u32,
    ) -> Result<Vec<(ConnectionId, Timestamp)>, Error> {
        let query = sql::FACTS_SINCE.query().bind(name.to_owned()).bind(millis(since));
        let rows = self.all(query.bind(i64::from(limit))).await?;
        rows.iter()
            .map(|row| {
                let id = row.parsed("connection_id", |text| text.parse().ok())?;
                Ok((id, row.instant("noted_at")?))
            })
            .collect()
    }

    /// When letters of a kind were last written about a connection.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn last_told(
        &self,
        connection: &ConnectionId,
        kind: LetterKind,
    ) -> Result<Option<Timestamp>, Error> {
        let query = sql::LAST.query().bind(kind.as_str()).bind(connection.to_string());
        self.find(query).await?.map(|row| row.instant("told_at")).transpose()
    }

    /// Everything of a kind that was told of a connection, by its topics.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn topics_told(
        &self,
        connection: &ConnectionId,
        kind: LetterKind,
    ) -> Result<Vec<String>, Error> {
        let query = sql::TOPICS.query().bind(kind.as_str()).bind(connection.to_string());
        self.all(query).await?.iter().map(|row| row.text("topic")).collect()
    }

    /// How many orders of a connection need a person that did not at that instant.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn in_want_since(
        &self,
        connection: &ConnectionId,
        since: Timestamp,
    ) -> Result<u64, Error> {
        let query = sql::SINCE.query().bind(connection.to_string()).bind(millis(since));
        self.number(query).await
    }

    /// Of how many letters of a kind about a connection nobody knows whether they arrived, of those since
    /// an instant.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn letters_in_doubt(
        &self,
        connection: &ConnectionId,
        kind: LetterKind,
        since: Timestamp,
    ) -> Result<u64, Error> {
        let query = outbox::IN_DOUBT.query().bind(connection.to_string()).bind(kind.as_str());
        self.number(query.bind(millis(since))).await
    }

    /// Forgets of which days orders were told, before an instant; how many.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn sweep_told(&self, before: Timestamp) -> Result<u64, Error> {
        self.run(sql::SWEEP.query().bind(millis(before))).await
    }

    async fn number(&self, query: Query) -> Result<u64, Error> {
        let row = self.find(query).await?;
        row.map_or(Ok(0), |row| Ok(row.whole("number")?.unsigned_abs()))
    }
}
