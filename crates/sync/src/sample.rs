//! What the shop's newest orders would lack under settings that are not saved yet.
//!
//! An order's rows cost a call each, so they are read a few at a time and held by whoever asks: the next
//! look goes on where this one ended, and other settings are held against the same orders for nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use bookkeeping::settings::Orders;
use bookkeeping::{Administration, Order, Readiness, Refusal, Row, Settings, obstacles};
use ccvshop::{Client, Direction, OrderQuery};
use jiff::Timestamp;
use jiff::civil::Date;
use store::{Connection, ConnectionId};

use crate::fault::Fault;
use crate::{Service, mishap, translate};

/// How many orders are looked at: a page of the listing, and two thirds of the rows that a shop lets be
/// read in a minute, so that a preview and a first round are not kept waiting.
const MOST: u32 = 100;

/// A refusal is the same whatever the shop's address is.
const ANYWHERE: &str = "https://shop";

/// Orders of a shop as they were read, the newest first. Of a customer it holds only what decides.
#[derive(Default)]
pub struct Sample {
    chosen: Option<Orders>,
    listed: Vec<Listed>,
    /// By the order's id; why not, where they could not be read.
    rows: BTreeMap<i64, Result<Vec<Row>, String>>,
}

/// An order without its rows, or why it could not be read.
struct Listed {
    id: i64,
    own: Result<Order, String>,
}

/// What would become of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Forecast {
    /// How many orders were looked at.
    pub orders: usize,
    /// Of each that would be refused, all that it would be refused for.
    pub refused: Vec<Vec<Refusal>>,
    /// Whether some are from before the first day that is taken over.
    pub has_older: bool,
}

impl Sample {
    /// What would become of the orders whose rows were read. Those from before `first_day` count too: they
    /// tell what such orders need, but for a period that is locked.
    pub fn forecast(
        &self,
        settings: &Settings,
        administration: &Administration,
        first_day: Option<Date>,
    ) -> Forecast {
        let unlocked = Administration { locked_until: None, ..administration.clone() };
        let mut forecast = Forecast::default();
        for listed in &self.listed {
            let order = match (&listed.own, self.rows.get(&listed.id)) {
                (Ok(order), Some(Ok(rows))) => Order { rows: rows.clone(), ..order.clone() },
                (Err(detail), _) | (_, Some(Err(detail))) => {
                    forecast.orders += 1;
                    forecast.refused.push(vec![Refusal::Unreadable { detail: detail.clone() }]);
                    continue;
                }
                (Ok(_), None) => break,
            };
            let is_older = first_day.is_some_and(|first| order.day() < first);
            let administration = if is_older { &unlocked } else { administration };
            let found = obstacles(&order, ANYWHERE, settings, administration);
            forecast.orders += 1;
            forecast.has_older |= is_older;
            if !found.is_empty() {
                forecast.refused.push(found);
            }
        }
        forecast
    }
}

impl Service {
    /// Reads on in the newest orders that are ready under this choice, for about so long and at most a
    /// hundred. Where the shop lets no more be read now, what was read stands. A call may take longer than
    /// the time: whoever does not wait for it drops this, and what was read stands then too.
    ///
    /// # Errors
    /// If the shop cannot be asked which orders there are.
    pub async fn sample(
        &self,
        id: &ConnectionId,
        chosen: &Orders,
        sample: &mut Sample,
        time: Duration,
    ) -> Result<(), Fault> {
        let until = self.clock.steady().saturating_add(time);
        let connection = self.connection(id).await?;
        let secrets = self.store.secrets(id).await.map_err(|error| self.database(&error))?;
        let shop = self.shop(&connection.shop_url, &secrets)?;
        if !sample.chosen.as_ref().is_some_and(|own| is_same(own, chosen)) {
            (sample.chosen, sample.listed) = (None, Vec::new());
            let listed = list(&shop, &connection, chosen, self.clock.now()).await;
            sample.listed = listed.map_err(|error| self.shop_fault(&error))?;
            sample.chosen = Some(chosen.clone());
        }
        for listed in &sample.listed {
            if listed.own.is_err() || sample.rows.contains_key(&listed.id) {
                continue;
            }
            if self.clock.steady() >= until {
                break;
            }
            let rows = match shop.order_rows(listed.id).await {
                Ok(rows) => Ok(translate::rows(&rows)),
                Err(error) if mishap::concerns_one_order(&error) => Err(error.to_string()),
                Err(error) => {
                    tracing::info!(connection = %id, %error, "no more orders are looked at now");
                    break;
                }
            };
            sample.rows.insert(listed.id, rows);
        }
        Ok(())
    }
}

/// Whether they choose the same orders, but for their day.
fn is_same(one: &Orders, other: &Orders) -> bool {
    let of = |own: &Orders| {
        let statuses: BTreeSet<i64> = own.statuses.iter().copied().collect();
        (statuses, own.paid_only, own.excluded_payment_methods.clone())
    };
    of(one) == of(other)
}

/// The newest that are ready: a call for each status.
async fn list(
    shop: &Client,
    connection: &Connection,
    chosen: &Orders,
    now: Timestamp,
) -> Result<Vec<Listed>, ccvshop::Error> {
    let settings = Settings { orders: chosen.clone(), ..Settings::default() };
    let mut found: BTreeMap<i64, Listed> = BTreeMap::new();
    for &status in &chosen.statuses {
        let query = OrderQuery {
            status: Some(status),
            is_paid: chosen.paid_only.then_some(true),
            size: MOST,
            direction: Direction::Descending,
            ..OrderQuery::default()
        };
        let page = shop.orders(&query).await?;
        for order in &page.items {
            let own = needed(translate::order(connection.shop_id, order, &[]), now);
            if Readiness::of(&own, &settings, None) == Readiness::Ready {
                found.insert(own.id, Listed { id: own.id, own: Ok(own) });
            }
        }
        let unreadable = page.unreadable.into_iter();
        found.extend(unreadable.filter_map(|odd| {
            let id = odd.id?;
            Some((id, Listed { id, own: Err(odd.reason) }))
        }));
    }
    let most = usize::try_from(MOST).unwrap_or_default();
    Ok(found.into_values().rev().take(most).collect())
}

/// Who somebody is decides nothing; where they live, and whether it is a business, does.
fn needed(mut order: Order, now: Timestamp) -> Order {
    let customer = &mut order.customer;
    for text in [
        &mut customer.first_name,
        &mut customer.last_name,
        &mut customer.email,
        &mut customer.phone,
        &mut customer.address1,
        &mut customer.address2,
    ] {
        text.clear();
    }
    order.ready_at = Some(now);
    order
}
