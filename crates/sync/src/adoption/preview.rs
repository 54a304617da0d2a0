//! What would be done, before anything is.

use std::collections::{BTreeMap, HashMap, HashSet};

use bookkeeping::switching::{
    Claim, Elsewhere, Matched, Paper, Proposal, Template, adopted, digest, matched, propose,
};
use bookkeeping::{
    Administration, Invoice, Money, Order, Readiness, Refusal, Settings, amsterdam_day, decide,
};
use ccvshop::Client;
use jiff::civil::Date;
use moneybird::Currency;
use store::{Connection, OrderRecord, OrderSummary, State};

use super::papers::Held;
use super::{Adoption, Verdict, What};
use crate::fault::{Fault, Halt};
use crate::{mishap, translate};

/// What would be done.
#[derive(Debug, Clone)]
pub struct AdoptionPreview {
    /// The name of exactly this, to be repeated by whoever agrees.
    pub digest: String,
    /// The id and the number of the order up to which the books are filled.
    pub up_to: (i64, String),
    /// The first day that is looked at; none for the shop's first.
    pub from: Option<Date>,
    /// How references are read.
    pub templates: Vec<Template>,
    /// Whether that is only proposed.
    pub is_proposed: bool,
    /// What else fits, the best first.
    pub proposals: Vec<Proposal>,
    /// By month of the order.
    pub months: Vec<AdoptionMonth>,
    /// Every order that is adopted or asked about, the oldest first.
    pub orders: Vec<Verdict>,
    /// Orders that are left alone: booked by us, on their way, or decided about by a person.
    pub left_alone: u64,
    /// Orders that are not sold and of which there is no invoice.
    pub unsold: u64,
    /// The ids of orders that the shop cannot show.
    pub unreadable: Vec<i64>,
    /// Later orders that have an invoice of the same amount as well: the books are filled farther, it seems.
    pub beyond: Option<Beyond>,
}

/// Later orders that another program seems to have booked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beyond {
    /// How many.
    pub orders: u64,
    /// The number of the last of them.
    pub last: String,
}

/// One month of a preview.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AdoptionMonth {
    /// Its first day.
    pub first: Date,
    /// What is adopted.
    pub adopt: AdoptionSum,
    /// What asks a person.
    pub ask: AdoptionSum,
}

/// A number of orders, and what they come to, VAT included.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct AdoptionSum {
    /// How many.
    pub orders: u64,
    /// How much.
    pub total: Money,
}

impl AdoptionSum {
    fn add(&mut self, total: Money) {
        self.orders += 1;
        self.total += total;
    }
}

impl AdoptionPreview {
    /// What is adopted of which Moneybird has no payment, or not all of it.
    pub fn unpaid(&self) -> AdoptionSum {
        let mut sum = AdoptionSum::default();
        for own in &self.orders {
            if matches!(own.what, What::Adopt { is_paid: false, .. }) && !own.total.is_zero() {
                sum.add(own.total);
            }
        }
        sum
    }

    /// Whether there is anything left to do.
    pub fn is_done(&self) -> bool {
        self.orders.iter().all(|own| own.is_done)
    }
}

/// What every verdict of a preview is made with.
struct Judge<'a> {
    connection: &'a Connection,
    settings: &'a Settings,
    currency: &'a Currency,
    up_to: &'a str,
    papers: &'a [Paper],
    known: &'a HashMap<i64, OrderSummary>,
    /// The invoices that orders are booked as.
    booked: HashSet<&'a str>,
}

impl Adoption {
    pub(super) fn settings(&self, connection: &Connection) -> Result<Settings, Fault> {
        match &self.request.settings {
            Some(settings) => Ok(settings.clone()),
            None => self.service.settings(connection),
        }
    }

    /// The first day that is looked at.
    fn from(&self, connection: &Connection, settings: &Settings) -> Option<Date> {
        use bookkeeping::settings::History;
        let history = match settings.orders.history {
            History::None => History::BookYear,
            other => other,
        };
        let first = || history.first_day(amsterdam_day(connection.created_at));
        self.request.from.or_else(first)
    }

    pub(super) async fn look(&mut self) -> Result<AdoptionPreview, Halt> {
        let service = self.service.clone();
        let connection = service.connection(&self.connection).await?;
        let settings = self.settings(&connection)?;
        let from = self.from(&connection, &settings);
        let (client, books) = service.clients(&connection).await?;
        let shop = connection.shop_id;
        let up_to = self.request.up_to.clone();
        let upto = self.orders.read(&service, (shop, &client), &up_to, from).await?;
        let today = amsterdam_day(service.clock.now());
        let first = upto.orders.iter().map(Order::day).min().unwrap_or(today);
        let held = self.papers.read(&service, &books, shop, first).await?;
        let known = service.store.orders(Some(&connection.id), None).await;
        let known = known.map_err(|error| service.database(&error))?;
        let known: HashMap<i64, OrderSummary> =
            known.into_iter().map(|own| (own.order_id, own)).collect();
        let is_in = |order: &&Order| {
            let readiness = Readiness::of(order, &settings, None);
            readiness != Readiness::Excluded && !order.number.trim().is_empty()
        };
        let orders: Vec<&Order> = upto.orders.iter().filter(is_in).collect();
        let claim = |order: &Order| {
            Claim::of(order, Readiness::of(order, &settings, None) == Readiness::Ready)
        };
        let claims: Vec<Claim> = orders.iter().map(|order| claim(order)).collect();
        let proposals = propose(&claims, &held.papers);
        let is_proposed = self.request.templates.is_empty();
        let templates = match proposals.first() {
            Some(best) if is_proposed => vec![best.template.clone()],
            _ => self.request.templates.clone(),
        };
        let found = matched(&claims, &held.papers, &templates);
        let later: Vec<Claim> = upto.later.iter().map(claim).collect();
        let beyond = beyond(&later, &held, &templates, &known);
        let booked = known.values().filter_map(|own| own.invoice_id.as_deref());
        let judge = Judge {
            connection: &connection,
            settings: &settings,
            currency: &held.currency,
            up_to: &upto.number,
            papers: &held.papers,
            booked: booked.collect(),
            known: &known,
        };
        let (mut verdicts, mut left_alone, mut unsold) = (Vec::new(), 0, 0);
        for (order, found) in orders.into_iter().zip(found) {
            if is_left(order.id, &held, &known) {
                left_alone += 1;
            } else if found == Matched::Nothing {
                unsold += 1;
            } else if let Some(own) = self.judge(&client, &judge, order, found).await? {
                verdicts.push(own);
            } else {
                left_alone += 1;
            }
        }
        self.known = upto.orders.into_iter().map(|order| (order.id, order)).collect();
        let head = [upto.id.to_string(), connection.id.to_string()];
        let lines = templates.iter().map(ToString::to_string);
        let lines = head.into_iter().chain(lines).chain(verdicts.iter().map(Verdict::line));
        Ok(AdoptionPreview {
            digest: digest(lines),
            up_to: (upto.id, upto.number),
            from,
            templates,
            is_proposed,
            proposals,
            months: months(&verdicts),
            orders: verdicts,
            left_alone,
            unsold,
            unreadable: upto.unreadable,
            beyond,
        })
    }

    /// What would become of an order for which something was found; nothing if it is left alone.
    async fn judge(
        &mut self,
        client: &Client,
        judge: &Judge<'_>,
        order: &Order,
        found: Matched,
    ) -> Result<Option<Verdict>, Halt> {
        let known = judge.known.get(&order.id);
        let ask = |what: Elsewhere| {
            let refusal = Refusal::Elsewhere { up_to: judge.up_to.to_owned(), what };
            Some(Verdict::ask(order, refusal, known))
        };
        let record = match known {
            Some(_) => self.record(order.id).await?,
            None => None,
        };
        let paper = match &found {
            Matched::One(at) => judge.papers.get(*at),
            Matched::Nothing | Matched::Asks(_) => None,
        };
        if let Some(record) = record.filter(|own| own.has_invoice() || own.attempt > 0) {
            let adopted = paper.and_then(|paper| Some((paper, before(&record, paper)?)));
            return Ok(adopted.map(|(paper, plan)| Verdict::adopt(order, paper, plan, true)));
        }
        let paper = match (found, paper) {
            (Matched::Asks(what), _) => return Ok(ask(what)),
            (_, None) => return Ok(None),
            (_, Some(paper)) => paper,
        };
        if judge.booked.contains(paper.id.as_str()) {
            return Ok(ask(Elsewhere::Shared { invoice: paper.id.clone() }));
        }
        let decided = match self.rows(client, order).await? {
            Ok(rows) => {
                let mapped = Administration::as_mapped(judge.settings, judge.currency.as_str());
                // What it is called is known: the shop's own invoices need not be asked for.
                let invoice_number = Some(order.number.clone());
                let whole = Order { rows, invoice_number, ..order.clone() };
                decide(&whole, &judge.connection.shop_url, judge.settings, &mapped)
            }
            Err(detail) => Err(Refusal::Unreadable { detail }),
        };
        Ok(match adopted(decided, paper) {
            Ok(plan) => Some(Verdict::adopt(order, paper, plan, false)),
            Err(what) => ask(what),
        })
    }

    async fn record(&self, order: i64) -> Result<Option<OrderRecord>, Halt> {
        let record = self.service.store.order(&self.connection, order).await;
        Ok(record.map_err(|error| self.service.database(&error))?)
    }

    /// The rows of an order; why not, if the shop cannot show them.
    async fn rows(
        &mut self,
        client: &Client,
        order: &Order,
    ) -> Result<Result<Vec<bookkeeping::Row>, String>, Halt> {
        if let Some((_, rows)) = self.rows.get(&order.id).filter(|(own, _)| own == order) {
            return Ok(rows.clone());
        }
        let rows = match client.order_rows(order.id).await {
            Ok(rows) => Ok(translate::rows(&rows)),
            Err(error) if mishap::concerns_one_order(&error) => Err(error.to_string()),
            Err(error) => return Err(mishap::ccvshop(&error, self.service.language())),
        };
        self.rows.insert(order.id, (order.clone(), rows.clone()));
        Ok(rows)
    }
}

/// What there is of that program after the order that was named, less what is booked by then.
fn beyond(
    later: &[Claim],
    held: &Held,
    templates: &[Template],
    known: &HashMap<i64, OrderSummary>,
) -> Option<Beyond> {
    let is_booked = |own: &Claim| known.get(&own.order).is_some_and(|own| own.invoice_id.is_some());
    let found = matched(later, &held.papers, templates);
    let own: Vec<&Claim> = later
        .iter()
        .zip(&found)
        .filter(|(own, found)| matches!(found, Matched::One(_)) && !is_booked(own))
        .map(|(own, _)| own)
        .collect();
    let last = own.last()?.number.clone();
    Some(Beyond { orders: own.len() as u64, last })
}

/// Whether an order is not to be adopted: it is about to be booked, Moneybird holds an invoice of ours of it, or
/// a person has set it aside.
fn is_left(order: i64, held: &Held, known: &HashMap<i64, OrderSummary>) -> bool {
    let is_out = |own: &OrderSummary| matches!(own.state, State::Booking | State::Ignored);
    held.ours.contains(&order) || known.get(&order).is_some_and(is_out)
}

/// What an order was adopted as before, if it was, and as this invoice.
fn before(record: &OrderRecord, paper: &Paper) -> Option<Invoice> {
    let own = record.booking.as_ref()?;
    let plan: Invoice = serde_json::from_str(&own.plan).ok()?;
    let is_same = own.invoice_id.as_deref() == Some(paper.id.as_str());
    (is_same && plan.foreign.is_some()).then_some(plan)
}

fn months(verdicts: &[Verdict]) -> Vec<AdoptionMonth> {
    let mut months: BTreeMap<Date, AdoptionMonth> = BTreeMap::new();
    for own in verdicts {
        let first = own.date.first_of_month();
        let empty = AdoptionSum::default();
        let month =
            months.entry(first).or_insert(AdoptionMonth { first, adopt: empty, ask: empty });
        match own.what {
            What::Adopt { .. } => month.adopt.add(own.total),
            What::Ask(_) => month.ask.add(own.total),
        }
    }
    months.into_values().collect()
}
