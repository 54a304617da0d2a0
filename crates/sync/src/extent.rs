//! How many orders a choice of history would take over, and how long that takes.
//!
//! The shop gives no totals, but it lists orders by id from any place on, and ids rise with the days. So
//! the end of a listing, and the place of a day in it, are found by asking for single orders, ever
//! closer; a listing of up to a hundred is read whole.

use std::collections::BTreeMap;

use bookkeeping::amsterdam_day;
use bookkeeping::settings::Orders;
use ccvshop::{Client, OrderQuery};
use jiff::civil::Date;
use store::ConnectionId;

use crate::Service;
use crate::fault::Fault;

/// Calls to the shop at most, for all statuses together.
const MOST_CALLS: u32 = 40;

/// A listing that is no longer than this is read in one call.
const PAGE: u32 = 100;

/// How much farther each step looks for the end.
const STRIDE: u32 = 4;

/// What is found is off by at most a twentieth.
const FINENESS: u32 = 20;

/// How well a number is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// Counted.
    Exact,
    /// Within a twentieth or so.
    About,
    /// There may be any number more: the calls that are allowed for this did not suffice.
    AtLeast,
}

/// A number of orders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    /// How many.
    pub orders: u64,
    /// How well that is known.
    pub certainty: Certainty,
}

impl Extent {
    const NONE: Self = Self { orders: 0, certainty: Certainty::Exact };

    fn and(self, other: Self) -> Self {
        Self { orders: self.orders + other.orders, certainty: self.certainty.max(other.certainty) }
    }

    /// What is not counted is not to look counted: two digits of it are told.
    fn told(self) -> Self {
        let mut unit = 1;
        while self.certainty != Certainty::Exact && self.orders / unit >= 100 {
            unit *= 10;
        }
        Self { orders: (self.orders + unit / 2) / unit * unit, ..self }
    }
}

impl Service {
    /// How many orders are ready under these settings from each of these days on; no day means all.
    ///
    /// # Errors
    /// If the shop cannot be asked.
    pub async fn extents(
        &self,
        id: &ConnectionId,
        chosen: &Orders,
        days: &[Option<Date>],
    ) -> Result<Vec<Extent>, Fault> {
        let connection = self.connection(id).await?;
        let (shop, _) = self.clients(&connection).await?;
        let mut calls = MOST_CALLS;
        let mut sums = vec![Extent::NONE; days.len()];
        for &status in &chosen.statuses {
            let query = OrderQuery {
                status: Some(status),
                is_paid: chosen.paid_only.then_some(true),
                ..OrderQuery::default()
            };
            let mut listing = Listing { shop: &shop, query, known: BTreeMap::new(), calls };
            let counted = listing.count(days).await;
            let counted = counted.map_err(|error| self.shop_fault(&error))?;
            for (sum, own) in sums.iter_mut().zip(counted) {
                *sum = sum.and(own);
            }
            calls = listing.calls;
        }
        Ok(sums.into_iter().map(Extent::told).collect())
    }
}

/// A listing of which some places are known.
struct Listing<'a> {
    shop: &'a Client,
    query: OrderQuery,
    /// The day of the order at a place; none where there is no order any more.
    known: BTreeMap<u32, Option<Date>>,
    calls: u32,
}

impl Listing<'_> {
    async fn count(&mut self, days: &[Option<Date>]) -> Result<Vec<Extent>, ccvshop::Error> {
        let least = |certainty| vec![Extent { orders: 0, certainty }; days.len()];
        if self.calls == 0 {
            return Ok(least(Certainty::AtLeast));
        }
        if self.read_first().await? {
            return Ok(days.iter().map(|day| self.exactly(*day)).collect());
        }
        let mut place = PAGE;
        while self.calls > 0 && self.ask(place).await?.is_some() {
            place = place.saturating_mul(STRIDE);
        }
        // The end is where nothing is; a day begins where it is reached.
        let end = self.narrow(|day| day.is_none()).await?;
        let mut counted = Vec::new();
        for day in days {
            let from = match day {
                None => Some((0, 0)),
                Some(first) => self.narrow(|own| own.is_none_or(|own| own >= *first)).await?,
            };
            counted.push(self.between(from, end));
        }
        Ok(counted)
    }

    /// Reads the first page, and says whether that is all.
    async fn read_first(&mut self) -> Result<bool, ccvshop::Error> {
        self.calls -= 1;
        let query = OrderQuery { size: PAGE, ..self.query.clone() };
        let page = self.shop.orders(&query).await?;
        for (place, order) in (0..).zip(&page.items) {
            self.known.insert(place, Some(amsterdam_day(order.create_date)));
        }
        Ok(!page.has_next)
    }

    /// The day of the order at a place, if there is one. One that cannot be read counts as of long ago.
    async fn ask(&mut self, place: u32) -> Result<Option<Date>, ccvshop::Error> {
        self.calls = self.calls.saturating_sub(1);
        let query = OrderQuery { start: place, size: 1, ..self.query.clone() };
        let page = self.shop.orders(&query).await?;
        let read = page.items.first().map(|order| amsterdam_day(order.create_date));
        let day = read.or_else(|| (!page.unreadable.is_empty()).then_some(Date::MIN));
        self.known.insert(place, day);
        Ok(day)
    }

    /// Between which places something begins to hold; nothing if it is not known to hold anywhere.
    async fn narrow(
        &mut self,
        holds: impl Fn(Option<Date>) -> bool,
    ) -> Result<Option<(u32, u32)>, ccvshop::Error> {
        let found = self.known.iter().find(|(_, day)| holds(**day)).map(|(place, _)| *place);
        let Some(mut high) = found else { return Ok(None) };
        // One past the last place at which it does not hold.
        let before = self.known.range(..high).next_back();
        let mut low = before.map_or(0, |(place, _)| place + 1);
        while high - low > high / FINENESS && self.calls > 0 {
            let middle = low + (high - low) / 2;
            if holds(self.ask(middle).await?) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        Ok(Some((low, high)))
    }

    fn exactly(&self, day: Option<Date>) -> Extent {
        let known = self.known.values().flatten();
        let orders = known.filter(|own| day.is_none_or(|first| **own >= first)).count();
        Extent { orders: orders as u64, certainty: Certainty::Exact }
    }

    /// How many lie between two places, each known as well as it is.
    fn between(&self, from: Option<(u32, u32)>, end: Option<(u32, u32)>) -> Extent {
        let middle = |(low, high): (u32, u32)| low + (high - low) / 2;
        let last = self.known.iter().rev().find(|(_, day)| day.is_some());
        let known = last.map_or(0, |(place, _)| place + 1);
        let to = end.map_or(known, middle);
        let orders = u64::from(from.map_or(0, |from| to.saturating_sub(middle(from))));
        let certainty = match (from, end) {
            (Some(from), Some(end)) if from.0 == from.1 && end.0 == end.1 => Certainty::Exact,
            (Some(_), Some(_)) => Certainty::About,
            _ => Certainty::AtLeast,
        };
        Extent { orders, certainty }
    }
}
