//! Orders, one after the other.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp, Unit};
use rust_decimal::Decimal;

use super::Plan;
use super::basket::rows;
use super::buyer::{Buyer, buyer};
use super::calendar::{amsterdam, moments};
use super::charges::charges;
use super::kinds::Kind;
use super::payment::choose;
use super::progress::progress;
use super::random::Random;
use super::regime::Regime;
use crate::shop::Switches;
use crate::shop::model::{Delivery, Number, Order};

/// One basket with every so many orders.
const BASKETS: usize = 40;

/// All orders of a plan, and what they are examples of.
pub(super) fn orders(plan: &Plan) -> (Vec<Order>, BTreeMap<i64, Kind>) {
    let baskets = plan.orders / BASKETS;
    let mut made = Vec::with_capacity(plan.orders + baskets);
    let mut kinds = BTreeMap::new();
    let mut ids = Ids::new(plan.seed);
    let mut index = 0;
    for (turn, placed) in
        moments(plan.orders + baskets, plan.seed, plan.now).into_iter().enumerate()
    {
        let is_basket = turn % (BASKETS + 1) == BASKETS;
        let kind = if is_basket { Kind::Plain } else { plan.kinds.of(index) };
        let mut order = order(plan, kind, turn, index, placed);
        ids.give(&mut order);
        if is_basket {
            order.is_completed = false;
            order.status = None;
            order.paid = false;
            order.payment.transaction = None;
        } else {
            order.number = Some(ids.number(placed));
            kinds.insert(order.id, kind);
            index += 1;
        }
        made.push(order);
    }
    (made, kinds)
}

fn order(plan: &Plan, kind: Kind, turn: usize, index: usize, placed: Timestamp) -> Order {
    let wide = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
    let random = &mut Random::new(plan.seed, 6, wide(turn));
    let regime = Regime::of(kind, random);
    let Buyer { customer, account } =
        buyer(kind, &regime, plan.seed, (wide(turn), wide(plan.orders)), random);
    let rows = rows(kind, &regime, random);
    let switches = Switches::default();
    let sum: Decimal = rows.iter().map(|row| row.totals(&switches).total).sum();
    let (payment, surcharge) = choose(kind, &regime, sum, random);
    let (charges, coupon) = charges(kind, &regime, (sum, surcharge), placed, random);
    let (status, paid) = progress(index, &payment, random);
    Order {
        status: Some(status),
        paid,
        payment,
        delivery: delivery(kind, status, placed, random),
        sale: regime.sale,
        currency: regime.currency.to_owned(),
        taxes: regime.taxes,
        charges,
        coupon,
        account,
        customer,
        ..Order::of(rows, placed)
    }
}

fn delivery(kind: Kind, status: u8, placed: Timestamp, random: &mut Random) -> Delivery {
    let later = |hours: i64| {
        placed
            .round(Unit::Hour)
            .and_then(|hour| hour.checked_add(SignedDuration::from_hours(hours)))
            .unwrap_or(placed)
    };
    match kind {
        Kind::Pickup => Delivery::Pickup { from: later(24), until: later(26) },
        Kind::OwnDelivery => Delivery::Own { from: later(48), until: later(50) },
        _ => {
            let code = format!("3SVRBD{:09}", random.between(1, 999_999_999));
            let sent = matches!(status, 5..=7);
            Delivery::Shipping { track_and_trace: sent.then(|| ("PostNL".to_owned(), code)) }
        }
    }
}

/// Ids that rise with gaps, and numbers that start again every year.
struct Ids {
    random: Random,
    order: i64,
    row: i64,
    option: i64,
    year: Option<i16>,
    running: i64,
}

impl Ids {
    fn new(seed: u64) -> Self {
        Self {
            random: Random::new(seed, 7, 0),
            order: 339_000_000,
            row: 648_000_000,
            option: 91_000_000,
            year: None,
            running: 0,
        }
    }

    fn give(&mut self, order: &mut Order) {
        self.order += self.random.between(3, 900);
        order.id = self.order;
        for row in &mut order.rows {
            self.row += self.random.between(1, 40);
            row.id = self.row;
            for option in &mut row.options {
                self.option += self.random.between(1, 9);
                option.id = self.option;
            }
        }
    }

    fn number(&mut self, placed: Timestamp) -> Number {
        let year = placed.to_zoned(amsterdam()).year();
        self.running = match self.year {
            // The shop is older than its first order here.
            None => 412,
            Some(before) if before == year => self.running + 1,
            Some(_) => 1,
        };
        self.year = Some(year);
        Number::of_year(year, self.running)
    }
}
