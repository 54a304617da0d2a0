//! Looks what another program booked.

use std::collections::{HashMap, HashSet};

use bookkeeping::switching::{
    Claim, Elsewhere, Matched, Paper, Template, adopted, digest, matched, propose,
};
use bookkeeping::{
    Administration, Invoice, Order, Readiness, Refusal, Settings, amsterdam_day, decide,
};
use ccvshop::Client;
use jiff::civil::Date;
use moneybird::Currency;
use store::{Connection, OrderRecord, OrderSummary, State};

use super::orders::Upto;
use super::papers::Held;
use super::preview::{AdoptionPreview, Beyond, months};
use super::{Adoption, Verdict};
use crate::fault::{Fault, Halt};
use crate::{mishap, translate};

/// What every verdict of a preview is made with.
struct Judge<'a> {
    connection: &'a Connection,
    settings: &'a Settings,
    held: &'a Held,
    up_to: &'a str,
    known: &'a HashMap<i64, OrderSummary>,
    /// The invoices that orders are booked as, whichever connection of this administration booked them.
    booked: &'a HashSet<String>,
}

impl Judge<'_> {
    fn currency(&self) -> &Currency {
        &self.held.currency
    }

    /// Whether an order is one that might be booked, now or later.
    fn is_in(&self, order: &Order) -> bool {
        let readiness = Readiness::of(order, self.settings, None);
        readiness != Readiness::Excluded && !order.number.trim().is_empty()
    }

    fn claim(&self, order: &Order) -> Claim {
        Claim::of(order, Readiness::of(order, self.settings, None) == Readiness::Ready)
    }

    /// Whether an order is not to be adopted: it is about to be booked, Moneybird holds an invoice of ours of
    /// it, or a person has set it aside.
    fn is_left(&self, order: i64) -> bool {
        let is_out = |own: &OrderSummary| matches!(own.state, State::Booking | State::Ignored);
        self.held.ours.contains(&order) || self.known.get(&order).is_some_and(is_out)
    }

    /// What there is of that program after the order that was named, less what is booked by then.
    fn beyond(&self, later: &[Claim], templates: &[Template]) -> Option<Beyond> {
        let has_invoice = |own: &OrderSummary| own.invoice_id.is_some();
        let is_booked = |own: &Claim| self.known.get(&own.order).is_some_and(has_invoice);
        let found = matched(later, &self.held.papers, templates);
        let own: Vec<&Claim> = later
            .iter()
            .zip(&found)
            .filter(|(own, found)| matches!(found, Matched::One(_)) && !is_booked(own))
            .map(|(own, _)| own)
            .collect();
        let last = own.last()?.number.clone();
        Some(Beyond { orders: own.len() as u64, last })
    }
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
        let named = self.orders.read(&service, (shop, &client), &up_to, from).await?;
        let today = amsterdam_day(service.clock.now());
        let first = named.orders.iter().map(Order::day).min().unwrap_or(today);
        let held = self.papers.read(&service, &books, shop, first).await?;
        let known = service.store.orders(Some(&connection.id), None).await;
        let known = known.map_err(|error| service.database(&error))?;
        let known: HashMap<i64, OrderSummary> =
            known.into_iter().map(|own| (own.order_id, own)).collect();
        let booked = self.booked(&connection, &known).await?;
        let judge = Judge {
            connection: &connection,
            settings: &settings,
            held: &held,
            up_to: &named.number,
            booked: &booked,
            known: &known,
        };
        let preview = self.preview(&client, &judge, &named, from).await?;
        self.known = named.orders.into_iter().map(|order| (order.id, order)).collect();
        Ok(preview)
    }

    async fn preview(
        &mut self,
        client: &Client,
        judge: &Judge<'_>,
        named: &Upto,
        from: Option<Date>,
    ) -> Result<AdoptionPreview, Halt> {
        let papers = &judge.held.papers;
        let orders: Vec<&Order> = named.orders.iter().filter(|own| judge.is_in(own)).collect();
        let claims: Vec<Claim> = orders.iter().map(|order| judge.claim(order)).collect();
        let proposals = propose(&claims, papers);
        let is_proposed = self.request.templates.is_empty();
        let templates = match proposals.first() {
            Some(best) if is_proposed => vec![best.template.clone()],
            _ => self.request.templates.clone(),
        };
        let found = matched(&claims, papers, &templates);
        let later: Vec<Claim> = named.later.iter().map(|order| judge.claim(order)).collect();
        let beyond = judge.beyond(&later, &templates);
        let (mut verdicts, mut left_alone, mut unsold) = (Vec::new(), 0, 0);
        for (order, found) in orders.into_iter().zip(found) {
            if judge.is_left(order.id) {
                left_alone += 1;
            } else if found == Matched::Nothing {
                unsold += 1;
            } else if let Some(own) = self.judge(client, judge, order, found).await? {
                verdicts.push(own);
            } else {
                left_alone += 1;
            }
        }
        let currency = judge.currency().as_str();
        let head = [named.id.to_string(), judge.connection.id.to_string()];
        let lines = head.into_iter().chain(templates.iter().map(ToString::to_string));
        Ok(AdoptionPreview {
            digest: digest(lines.chain(verdicts.iter().map(Verdict::line))),
            up_to: (named.id, named.number.clone()),
            from,
            templates,
            is_proposed,
            proposals,
            months: months(&verdicts, currency),
            other_currency: verdicts.iter().filter(|own| own.currency != currency).count() as u64,
            currency: currency.to_owned(),
            orders: verdicts,
            left_alone,
            unsold,
            unreadable: named.unreadable.clone(),
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
            let (up_to, what) = (judge.up_to.to_owned(), Box::new(what));
            let refusal = Refusal::Elsewhere { up_to, what };
            Some(Verdict::ask(order, refusal, known))
        };
        let record = match known {
            Some(_) => self.record(order.id).await?,
            None => None,
        };
        let paper = match &found {
            Matched::One(at) => judge.held.papers.get(*at),
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
                let mapped = Administration::as_mapped(judge.settings, judge.currency().as_str());
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

    /// The invoices that orders of an administration are booked as: the known ones of this connection, and those
    /// of others.
    async fn booked(
        &self,
        connection: &Connection,
        known: &HashMap<i64, OrderSummary>,
    ) -> Result<HashSet<String>, Halt> {
        let service = &self.service;
        let all = service.store.connections().await.map_err(|error| service.database(&error))?;
        let mut booked: HashSet<String> =
            known.values().filter_map(|order| order.invoice_id.clone()).collect();
        let is_beside = |own: &&Connection| {
            own.administration_id == connection.administration_id && own.id != connection.id
        };
        for own in all.iter().filter(is_beside) {
            let orders = service.store.orders(Some(&own.id), None).await;
            let orders = orders.map_err(|error| service.database(&error))?;
            booked.extend(orders.into_iter().filter_map(|order| order.invoice_id));
        }
        Ok(booked)
    }

    pub(super) async fn record(&self, order: i64) -> Result<Option<OrderRecord>, Halt> {
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

/// What an order was adopted as before, if it was, and as this invoice.
fn before(record: &OrderRecord, paper: &Paper) -> Option<Invoice> {
    let own = record.booking.as_ref()?;
    let plan: Invoice = serde_json::from_str(&own.plan).ok()?;
    let is_same = own.invoice_id.as_deref() == Some(paper.id.as_str());
    (is_same && plan.foreign.is_some()).then_some(plan)
}
