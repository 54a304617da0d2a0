//! How the newest orders would be booked under settings that are not saved yet.

use bookkeeping::settings::{Mismatch, ReferenceFrom};
use bookkeeping::{Administration, Invoice, Order, Readiness, Refusal, Settings};
use ccvshop::{Client, Direction, OrderQuery, Unreadable};
use jiff::civil::Date;
use rust_decimal::Decimal;
use store::{Connection, ConnectionId, State};

use super::look;
use crate::fault::Fault;
use crate::waits::Waits;
use crate::{Service, book, mishap, translate};

/// How many orders are shown. Each costs the shop a call, or two where its invoice's number is wanted.
const MOST: u32 = 10;

/// What settings would do.
#[derive(Debug, Clone)]
pub struct Outlook {
    /// The administration that they were held against.
    pub administration: Administration,
    /// What of them does not fit it. Then no order was asked for.
    pub mismatches: Vec<Mismatch>,
    /// The first day that is taken over, if not all are.
    pub first_day: Option<Date>,
    /// The shop's newest orders, the newest first.
    pub orders: Vec<Outcome>,
}

/// What would become of an order.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// Its number.
    pub number: String,
    /// Where it stands here, if it is known already.
    pub state: Option<State>,
    /// The day on which it was placed; none if it cannot be read.
    pub placed_on: Option<Date>,
    /// What it comes to, and in which currency.
    pub total: Option<(Decimal, String)>,
    /// Whether it is ready.
    pub readiness: Readiness,
    /// What it waits for, if it waits.
    pub waits: Option<Waits>,
    /// What it would be booked as once it is ready; none if it is left alone.
    pub decided: Option<Result<Invoice, Refusal>>,
}

impl Service {
    /// Looks at the shop's newest orders under these settings. Nothing is saved and nothing booked; it
    /// takes at most 21 calls to the shop, and those for the administration.
    ///
    /// # Errors
    /// If a remote side cannot be asked.
    pub async fn outlook(&self, id: &ConnectionId, settings: &Settings) -> Result<Outlook, Fault> {
        let connection = self.connection(id).await?;
        let (shop, books) = self.clients(&connection).await?;
        let administration = self.to_choose_from(id, &books).await?;
        let mismatches = settings.check(&administration);
        let first_day = crate::first_day(&connection, settings);
        let mut outlook = Outlook { administration, mismatches, first_day, orders: Vec::new() };
        if !outlook.mismatches.is_empty() {
            return Ok(outlook);
        }
        let query =
            OrderQuery { size: MOST, direction: Direction::Descending, ..OrderQuery::default() };
        let page = shop.orders(&query).await.map_err(|error| self.shop_fault(&error))?;
        let known = self.known().await?;
        let most = usize::try_from(MOST).unwrap_or_default();
        for order in page.items.iter().take(most) {
            let mut outcome = self.outcome((&connection, &shop), settings, &outlook, order).await?;
            if let Some(Ok(invoice)) = &mut outcome.decided {
                known.expect(invoice);
            }
            outlook.orders.push(outcome);
        }
        outlook.orders.extend(page.unreadable.iter().filter_map(nameless));
        Ok(outlook)
    }

    async fn outcome(
        &self,
        (connection, shop): (&Connection, &Client),
        settings: &Settings,
        outlook: &Outlook,
        order: &ccvshop::Order,
    ) -> Result<Outcome, Fault> {
        let mut own = translate::order(connection.shop_id, order, &[]);
        let readiness = Readiness::of(&own, settings, outlook.first_day);
        let known = self.store.order(&connection.id, order.id).await;
        let known = known.map_err(|error| self.database(&error))?;
        let mut outcome = Outcome {
            number: own.number.clone(),
            state: known.map(|own| own.state),
            placed_on: Some(own.day()),
            total: Some((own.total_price, own.currency.clone())),
            readiness,
            waits: (readiness == Readiness::Waiting).then(|| waits(&own, settings)),
            decided: None,
        };
        if matches!(readiness, Readiness::TooOld | Readiness::Excluded) {
            return Ok(outcome);
        }
        outcome.decided = Some(match shop.order_rows(order.id).await {
            Ok(rows) => {
                own.rows = translate::rows(&rows);
                // What waits may yet get its invoice.
                if settings.invoice.reference == ReferenceFrom::InvoiceNumber {
                    let number = book::invoice_number(shop, &own).await;
                    own.invoice_number = number.map_err(|error| self.shop_fault(&error))?;
                }
                look(own, &connection.shop_url, settings, &outlook.administration).decided
            }
            Err(error) if mishap::concerns_one_order(&error) => {
                Err(Refusal::Unreadable { detail: error.to_string() })
            }
            Err(error) => return Err(self.shop_fault(&error)),
        });
        Ok(outcome)
    }
}

fn waits(order: &Order, settings: &Settings) -> Waits {
    Waits::of((order.status, order.paid), &settings.orders)
}

/// An order of which only the id can be read.
fn nameless(odd: &Unreadable) -> Option<Outcome> {
    Some(Outcome {
        number: odd.id?.to_string(),
        state: None,
        placed_on: None,
        total: None,
        readiness: Readiness::Ready,
        waits: None,
        decided: Some(Err(Refusal::Unreadable { detail: odd.reason.clone() })),
    })
}
