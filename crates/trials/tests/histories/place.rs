//! A shop and the administration that it is connected to, and what the merchant does there.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use rust_decimal::Decimal;
use sandbox::books::Books;
use sandbox::generate::{Kinds, Plan};
use sandbox::shop::model::{Charges, InvoiceStatus, Order, PaymentChoice};
use sandbox::shop::{Shop, ShopOptions};
use store::ConnectionId;

use crate::world::{Form, Kind, SHOP_KEY, SHOP_SECRET, port};

/// A credit invoice of the shop.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Credit {
    pub(crate) order: i64,
    /// What it takes off, VAT included.
    pub(crate) amount: Decimal,
    /// Whether the order was lowered by it as well.
    pub(crate) lowers: bool,
}

pub(crate) struct Place {
    pub(crate) shop: Shop,
    pub(crate) books: Books,
    pub(crate) connection: ConnectionId,
    /// By its id in the shop.
    pub(crate) credits: BTreeMap<i64, Credit>,
    /// What orders came to before they came to something else.
    before: BTreeMap<i64, Vec<Decimal>>,
}

impl Place {
    pub(crate) fn new(shop: Shop, books: Books, connection: ConnectionId) -> Self {
        let (credits, before) = (BTreeMap::new(), BTreeMap::new());
        Self { shop, books, connection, credits, before }
    }

    /// What an order comes to now, VAT included.
    pub(crate) fn comes_to(&self, order: i64) -> Option<Decimal> {
        let switches = &self.shop.options().switches;
        self.shop.order(order).map(|own| own.totals(switches).price)
    }

    /// All that an order has come to: it may have been booked as any of it.
    pub(crate) fn came_to(&self, order: i64) -> Vec<Decimal> {
        let before = self.before.get(&order).into_iter().flatten().copied();
        before.chain(self.comes_to(order)).collect()
    }

    /// Whether an order was edited or credited.
    pub(crate) fn is_touched(&self, order: i64) -> bool {
        self.before.contains_key(&order) || self.credits.values().any(|own| own.order == order)
    }

    /// The price of an order's first row rises by so much.
    pub(crate) fn edit(&mut self, order: i64, by: Decimal) {
        let before = self.comes_to(order);
        self.before.entry(order).or_default().extend(before);
        self.shop.edit_order(order, |own| own.rows[0].price += by);
    }

    /// Takes the first row of an order back, with a credit invoice.
    pub(crate) fn credit(&mut self, order: i64, lowers: bool, status: InvoiceStatus) {
        let before = self.came_to(order);
        let row = self.shop.order(order).unwrap().rows.remove(0);
        let amount = row.totals(&self.shop.options().switches).total;
        let id = self.shop.credit_row(order, 0, lowers, status).unwrap();
        if lowers {
            // One that is not known yet when the order is booked is taken off it there, though another
            // may be booked apart.
            let without: Vec<Decimal> = before.iter().map(|own| own - amount).collect();
            self.before.insert(order, [before, without].concat());
        }
        self.credits.insert(id, Credit { order, amount, lowers });
    }

    /// The money of every credit invoice goes back.
    pub(crate) fn repay(&self) {
        for id in self.credits.keys() {
            self.shop.set_invoice_status(*id, InvoiceStatus::Reimbursed);
        }
    }
}

/// A shop of which all orders are completed and paid.
pub(crate) fn shop(
    form: &Form,
    place: u16,
    shop_id: i64,
    now: Timestamp,
    clock: Arc<dyn sandbox::Clock>,
) -> Shop {
    let seed = form.seed.wrapping_add(u64::from(place) * 1_000_003);
    let plan = Plan { orders: form.orders, seed, now, kinds: Kinds::plain() };
    let mut generated = sandbox::generate::shop(&plan);
    for order in generated.orders.iter_mut().filter(|order| order.is_completed) {
        order.status = Some(7);
        order.paid = true;
    }
    if form.kind == Kind::Daily {
        of_few_days(&mut generated.orders, now);
    }
    if form.kind != Kind::Single {
        // Those that the merchant of a history makes are all that there are.
        generated.invoices.clear();
        let orders = generated.orders.iter_mut().filter(|order| order.is_completed);
        orders.for_each(of_three_rows);
    }
    let options = ShopOptions {
        api_public: SHOP_KEY.to_owned(),
        api_secret: SHOP_SECRET.to_owned(),
        shop_id,
        ..ShopOptions::demo(clock, format!("http://localhost:{}", port(place)))
    };
    Shop::new(options, generated)
}

/// Most are of yesterday and some of today; most are paid in one way and some in another.
fn of_few_days(orders: &mut [Order], now: Timestamp) {
    let Some(usual) = orders.first().map(|order| order.payment.clone()) else { return };
    let other = PaymentChoice { id: usual.id + 1, ..usual.clone() };
    for (number, order) in orders.iter_mut().enumerate() {
        let hours = if number % 5 == 4 { 0 } else { 24 };
        order.create_date = now.checked_sub(Duration::from_hours(hours)).unwrap();
        order.payment = if number % 3 == 2 { other.clone() } else { usual.clone() };
    }
}

/// So that a row can be taken back, and another, and one is left. A discount on the whole order would
/// fall upon fewer rows then.
fn of_three_rows(order: &mut Order) {
    order.charges = Charges { shipping: order.charges.shipping, ..Charges::default() };
    order.coupon = None;
    while order.rows.len() < 3 {
        let mut row = order.rows[order.rows.len() - 1].clone();
        row.id += 1;
        row.price += Decimal::ONE;
        order.rows.push(row);
    }
}

/// The ids of the orders that are to be booked.
pub(crate) fn due(shop: &Shop) -> Vec<i64> {
    let orders = shop.orders();
    let due = orders.iter().filter(|order| order.status == Some(7) && order.paid);
    due.map(|order| order.id).collect()
}
