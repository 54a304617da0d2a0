//! What happened to subscriptions.

use billing::{Event, History, Month, Subscriber, What};
use jiff::Timestamp;
use sqlx::any::AnyRow;

use crate::columns::Columns;
use crate::instant::millis;
use crate::sql::subscriptions as sql;
use crate::statement::Query;
use crate::{ConnectionId, Error, Store};

/// A connection whose subscription has ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndedSubscription {
    /// The connection.
    pub connection: ConnectionId,
    /// Whether it takes part all the same.
    pub is_active: bool,
}

/// That a connection is installed from now on, for the transaction that makes it so.
pub(crate) fn installed(id: &ConnectionId, now: Timestamp) -> Query {
    sql::INSTALLED.query().bind(id.to_string()).bind(millis(now))
}

/// That it is not any more.
pub(crate) fn uninstalled(id: &ConnectionId, now: Timestamp) -> Query {
    sql::UNINSTALLED.query().bind(id.to_string()).bind(millis(now))
}

impl Store {
    /// Everything that happened, by the ids of shop and administration.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn subscription_histories(&self) -> Result<Vec<History>, Error> {
        grouped(&self.all(sql::HISTORIES.query()).await?)
    }

    /// What happened to a connection.
    ///
    /// # Errors
    /// [`Error::NoConnection`], or if the database fails.
    pub async fn subscription_history(&self, id: &ConnectionId) -> Result<History, Error> {
        let rows = self.all(sql::HISTORY.query().bind(id.to_string())).await?;
        let found = grouped(&rows)?.pop();
        found.ok_or_else(|| Error::NoConnection(id.clone()))
    }

    /// From the first day of a month on nothing is to be booked for a connection. Said again before that
    /// day, what was said last counts; whether it was heard: what has ended ends no other time.
    ///
    /// # Errors
    /// [`Error::NoConnection`], or if the database fails.
    pub async fn end_subscription(
        &self,
        id: &ConnectionId,
        from: Month,
        now: Timestamp,
    ) -> Result<bool, Error> {
        self.connection(id).await?;
        let query = sql::END.query().bind(id.to_string()).bind(millis(now));
        let query = query.bind(from.to_string()).bind(Month::of(now).to_string());
        Ok(self.run(query).await? == 1)
    }

    /// A subscription goes on; whether it had ended or was to. A connection that was set aside under this
    /// code takes part again, and is due.
    ///
    /// # Errors
    /// [`Error::NoConnection`], or if the database fails.
    pub async fn resume_subscription(
        &self,
        id: &ConnectionId,
        code: &str,
        now: Timestamp,
    ) -> Result<bool, Error> {
        self.connection(id).await?;
        let mut transaction = self.transaction().await?;
        let query = sql::RESUME.query().bind(id.to_string()).bind(millis(now));
        let hit = query.execute(&mut *transaction).await?.rows_affected();
        let query = sql::LET_ON.query().bind(id.to_string()).bind(code.to_owned());
        query.bind(millis(now)).execute(&mut *transaction).await?;
        self.commit(transaction).await?;
        Ok(hit == 1)
    }

    /// The connections whose subscription has ended.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn ended_subscriptions(
        &self,
        now: Timestamp,
    ) -> Result<Vec<EndedSubscription>, Error> {
        let rows = self.all(sql::ENDED.query().bind(Month::of(now).to_string())).await?;
        let read = |row: &AnyRow| {
            Ok(EndedSubscription {
                connection: row.parsed("id", |text| text.parse().ok())?,
                is_active: row.text("state")? == "active",
            })
        };
        rows.iter().map(read).collect()
    }

    /// Connections that are installed, for the first time since an instant, at most so many; but for those of
    /// which the end of their free month was told, and those whose subscription ends with it.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn in_free_month(
        &self,
        (month, since): (Month, Timestamp),
        limit: u32,
    ) -> Result<Vec<ConnectionId>, Error> {
        let Some(next) = month.next() else { return Ok(Vec::new()) };
        let query = sql::IN_FREE_MONTH.query().bind(millis(since)).bind(month.to_string());
        self.connection_ids(query.bind(next.to_string()).bind(i64::from(limit))).await
    }

    /// Takes a connection out, like [`Store::mark_broken`], unless something else stopped it already;
    /// whether it took part until now.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn set_aside(
        &self,
        id: &ConnectionId,
        code: &str,
        message: &str,
    ) -> Result<bool, Error> {
        let query = sql::SET_ASIDE.query().bind(id.to_string()).bind(code.to_owned());
        Ok(self.run(query.bind(message.to_owned())).await? == 1)
    }
}

/// Rows by subscriber, with the names that each had last.
fn grouped(rows: &[AnyRow]) -> Result<Vec<History>, Error> {
    let mut all: Vec<History> = Vec::new();
    for row in rows {
        let (of, event) = (subscriber(row)?, event(row)?);
        let is_same = |own: &&mut History| {
            (own.of.shop_id, &own.of.administration_id) == (of.shop_id, &of.administration_id)
        };
        match all.last_mut().filter(is_same) {
            Some(own) => {
                own.of = of;
                own.events.push(event);
            }
            None => all.push(History { of, events: vec![event] }),
        }
    }
    Ok(all)
}

/// Who a row is about.
pub(super) fn subscriber(row: &AnyRow) -> Result<Subscriber, Error> {
    Ok(Subscriber {
        connection: row.text_if_any("connection_id")?,
        shop_id: row.whole("shop_id")?,
        shop_name: row.text("shop_name")?,
        administration_id: row.text("administration_id")?,
        administration_name: row.text("administration_name")?,
    })
}

fn event(row: &AnyRow) -> Result<Event, Error> {
    let month = row.parsed_if_any("month", |text| text.parse().ok())?;
    let what = |word: &str| match word {
        "installed" => Some(What::Installed),
        "uninstalled" => Some(What::Uninstalled),
        "ended" => month.map(What::Ended),
        "resumed" => Some(What::Resumed),
        _ => None,
    };
    Ok(Event { at: row.instant("happened_at")?, what: row.parsed("what", what)? })
}
