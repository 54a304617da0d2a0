//! How all connections together stand, for whoever runs the service. It names no shop and no person.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::columns::Columns;
use crate::engine::{Engine, is_standby};
use crate::instant::millis;
use crate::sql::census as sql;
use crate::sql::copies::COUNT_CONNECTIONS;
use crate::sql::engine::IS_STANDBY;
use crate::{Error, State, Store, Trouble};

/// Whether connections take part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// They are looked at when they are due.
    Active,
    /// They wait for a person.
    Broken,
    /// They have no settings yet.
    New,
}

impl Part {
    const ALL: [Self; 3] = [Self::Active, Self::Broken, Self::New];

    /// A word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Broken => "broken",
            Self::New => "new",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|own| own.as_str() == word)
    }
}

/// All connections together, at one moment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Census {
    /// How many connections there are of each kind, none included.
    pub connections: BTreeMap<Part, u64>,
    /// How many orders are ready, being booked, refused or changed, none included.
    pub orders: BTreeMap<State, u64>,
    /// Requests of which the outcome is not known.
    pub unsettled: u64,
    /// When the connection was due that has waited longest of those that nobody works on and that do not wait for an
    /// allowance, if it is due by now.
    pub overdue_since: Option<Timestamp>,
}

/// The orders on which somebody still has to work, and the others.
const OPEN: [State; 4] = [State::Ready, State::Booking, State::Refused, State::Changed];
const RESTING: [State; 3] = [State::Waiting, State::Booked, State::Ignored];

/// None of each. Of what is not told, nobody sees that it was nothing before it was something.
fn none_of<K: Ord>(all: impl IntoIterator<Item = K>) -> BTreeMap<K, u64> {
    all.into_iter().map(|own| (own, 0)).collect()
}

/// What there is to do.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Trade {
    /// New orders that are to be booked.
    pub ready: u64,
    /// Orders that are to be taken over.
    pub history: u64,
    /// Orders of all shops that were placed since a day.
    pub placed: u64,
}

impl Store {
    /// What there is to do, and how many orders were placed since that day.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn trade(&self, since: Date) -> Result<Trade, Error> {
        let mut trade = Trade::default();
        for row in self.all(sql::READY.query()).await? {
            let number = row.whole("number")?.unsigned_abs();
            if row.flag("backfill")? { trade.history = number } else { trade.ready = number }
        }
        if let Some(row) = self.find(sql::PLACED.query().bind(since.to_string())).await? {
            trade.placed = row.whole("number")?.unsigned_abs();
        }
        Ok(trade)
    }

    /// Asks the database something tiny, and whether it is still the one to work on.
    ///
    /// # Errors
    /// If the database fails or takes no changes, or the [installation has moved](Store::still_here).
    pub async fn answers(&self) -> Result<(), Error> {
        self.find(sql::ANSWERS.query()).await?;
        let answer = match self.engine {
            Engine::Sqlite => None,
            Engine::Postgres => self.find(IS_STANDBY.query()).await?,
        };
        match answer {
            Some(answer) if is_standby(&answer)? => {
                Err(Error::database(Trouble::Standby, "transaction_read_only is on"))
            }
            _ => self.still_here().await,
        }
    }

    /// How many connections there are.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn number_of_connections(&self) -> Result<u64, Error> {
        let row = self.find(COUNT_CONNECTIONS.query()).await?;
        Ok(row.map(|row| row.whole("number")).transpose()?.unwrap_or_default().unsigned_abs())
    }

    /// How many orders wait, are booked or are set aside: those on which nobody has to work. Each of them is
    /// counted, so this is not for every minute.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn resting(&self) -> Result<BTreeMap<State, u64>, Error> {
        let mut resting = none_of(RESTING);
        for row in self.all(sql::RESTING_ORDERS.query()).await? {
            resting.insert(row.parsed("state", State::parse)?, row.whole("number")?.unsigned_abs());
        }
        Ok(resting)
    }

    /// How all connections together stand.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn census(&self, now: Timestamp) -> Result<Census, Error> {
        let (connections, orders) = (none_of(Part::ALL), none_of(OPEN));
        let mut census = Census { connections, orders, ..Census::default() };
        for row in self.all(sql::CONNECTIONS.query()).await? {
            census
                .connections
                .insert(row.parsed("state", Part::parse)?, row.whole("number")?.unsigned_abs());
        }
        for row in self.all(sql::OPEN_ORDERS.query()).await? {
            census
                .orders
                .insert(row.parsed("state", State::parse)?, row.whole("number")?.unsigned_abs());
        }
        if let Some(row) = self.find(sql::UNSETTLED.query()).await? {
            census.unsettled = row.whole("number")?.unsigned_abs();
        }
        if let Some(row) = self.find(sql::MOST_OVERDUE.query().bind(millis(now))).await? {
            let since = row.instant_if_any("since")?;
            census.overdue_since = since.filter(|since| *since <= now);
        }
        Ok(census)
    }
}
