//! Allowances: at most so many requests in any window, counted together by all processes that
//! share an outgoing address (moneybird-api.md §4: the remote counts by address).

use std::time::Duration;

use jiff::Timestamp;

use crate::columns::Columns;
use crate::instant::{instant, millis, millis_after, span};
use crate::sql::allowances as sql;
use crate::{Error, Store, Trouble};

/// An instant before all others, for an allowance that was never blocked.
const NEVER: i64 = i64::MIN;

impl Store {
    /// Takes one of `limit` places in any `window`, and returns its number. Until
    /// [`Store::allowance_landed`] says better, the request counts as made at `latest`, the
    /// instant at which it is given up. When there is no place, the inner error is the first
    /// instant at which there may be one.
    ///
    /// Everything is rounded to the millisecond on the careful side. A limit of 0 has no place for
    /// a window to come.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn allowance_take(
        &self,
        name: &str,
        limit: u32,
        window: Duration,
        now: Timestamp,
        latest: Timestamp,
    ) -> Result<Result<u64, Timestamp>, Error> {
        let (window, now, latest) = (span(window), millis(now), millis_after(latest));
        let mut transaction = self.transaction().await?;
        let query = sql::HOLD.query().bind(name).bind(NEVER);
        query.execute(&mut *transaction).await?;
        // Any number of rows: there are some only after the clock was set back.
        let query = sql::SET_BACK.query().bind(name).bind(latest);
        query.execute(&mut *transaction).await?;
        let query = sql::SHORTEN.query().bind(name).bind(now.saturating_add(window));
        query.execute(&mut *transaction).await?;
        let query = sql::ONE.query().bind(name);
        let row = query.fetch_one(&mut *transaction).await?;
        let (number, blocked) = (row.whole("next_number")?, row.whole("blocked_until")?);
        if blocked > now {
            self.commit(transaction).await?;
            return Ok(Err(instant(blocked)));
        }
        let Some(before_last) = limit.checked_sub(1) else {
            return Ok(Err(instant(now.saturating_add(window))));
        };
        let query = sql::OLDEST_IN_THE_WAY.query().bind(name);
        let query = query.bind(i64::from(before_last));
        if let Some(row) = query.fetch_optional(&mut *transaction).await? {
            let free = row.whole("counted_by")?.saturating_add(window);
            if free > now {
                self.commit(transaction).await?;
                return Ok(Err(instant(free)));
            }
        }
        let query = sql::PRUNE.query().bind(name);
        let query = query.bind(now.saturating_sub(window));
        // Any number of rows: those that no later answer depends on.
        query.execute(&mut *transaction).await?;
        let query = sql::TAKE.query().bind(name).bind(number);
        let query = query.bind(latest);
        query.execute(&mut *transaction).await?;
        let query = sql::NEXT.query().bind(name);
        let query = query.bind(number.saturating_add(1));
        query.execute(&mut *transaction).await?;
        self.commit(transaction).await?;
        u64::try_from(number).map(Ok).map_err(|error| Error::database(Trouble::Damaged, error))
    }

    /// The answer to request `number` came in at `at`, so the remote counted it no later than that.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn allowance_landed(
        &self,
        name: &str,
        number: u64,
        at: Timestamp,
    ) -> Result<(), Error> {
        let number = i64::try_from(number).unwrap_or(i64::MAX);
        let query = sql::LANDED.query().bind(name.to_owned()).bind(number);
        // Zero rows: it left the window meanwhile.
        self.run(query.bind(millis_after(at))).await?;
        Ok(())
    }

    /// How many places of an allowance are taken in the window that ends now.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn allowance_used(
        &self,
        name: &str,
        window: Duration,
        now: Timestamp,
    ) -> Result<u64, Error> {
        let since = millis(now).saturating_sub(span(window));
        let row = self.find(sql::USED.query().bind(name).bind(since)).await?;
        let used = row.map(|row| row.whole("used")).transpose()?.unwrap_or_default();
        Ok(u64::try_from(used).unwrap_or_default())
    }

    /// Nothing leaves under this allowance before `until`. An earlier instant than one that was
    /// said before changes nothing.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn allowance_block(&self, name: &str, until: Timestamp) -> Result<(), Error> {
        let query = sql::BLOCK.query().bind(name.to_owned());
        // An upsert always hits its row.
        self.run(query.bind(millis_after(until))).await?;
        Ok(())
    }
}
