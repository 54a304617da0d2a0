//! What the merchant, and a customer, can do with orders on the page of orders.

use axum::extract::rejection::FormRejection;
use axum::extract::{Form, Path, State as Shared};
use axum::response::Response;
use rust_decimal::Decimal;

use super::ORDERS;
use crate::generate::passer_by;
use crate::html::{Fields, field, redirect};
use crate::shop::model::{Order, Row};
use crate::shop::{OrderEvent, Shop};

/// Status 7 (ccvshop-api.md §2.3).
const COMPLETED: u8 = 7;
const NEW: u8 = 1;
pub(super) const GONE: &str = "Deze bestelling is er niet.";
pub(super) const UNREADABLE: &str = "Dit formulier is niet te lezen.";
/// More than anybody buys, and far from where amounts overflow.
const MOST: i64 = 1_000_000;

pub(super) type Sent = Result<Form<Fields>, FormRejection>;

/// `POST /onderhoud/orders`: a customer orders something.
pub(in crate::shop) async fn place(Shared(shop): Shared<Shop>, form: Sent) -> Response {
    let row = form.ok().and_then(|Form(fields)| Some((row(&fields)?, ticked(&fields))));
    let Some((row, paid)) = row else { return shop.order_page(422, Some(UNREADABLE)) };
    let order = Order::of(vec![row], shop.options().clock.now());
    // Each time somebody else: two orders of one address are one contact in the books.
    let customer = passer_by(shop.state().last_id.unsigned_abs());
    let id = shop.add_order(Order { status: Some(NEW), paid, customer, ..order });
    shop.tell(OrderEvent::Created, id).await;
    redirect(ORDERS)
}

fn row(fields: &Fields) -> Option<Row> {
    let name = field(fields, "artikel").filter(|name| !name.trim().is_empty())?;
    let count = amount(field(fields, "aantal")?).filter(|count| *count > Decimal::ZERO)?;
    let price = amount(field(fields, "prijs")?)?;
    let tax = match field(fields, "btw")? {
        "21" => 21,
        "9" => 9,
        "0" => 0,
        _ => return None,
    };
    Some(Row::product(name.trim(), count, price, tax.into()))
}

fn amount(text: &str) -> Option<Decimal> {
    let amount: Decimal = text.trim().replace(',', ".").parse().ok()?;
    (amount.abs() <= Decimal::from(MOST) && amount.scale() <= 2).then_some(amount)
}

fn ticked(fields: &Fields) -> bool {
    field(fields, "betaald") == Some("ja")
}

/// `POST /onderhoud/orders/{id}/status`.
pub(in crate::shop) async fn set_status(
    Shared(shop): Shared<Shop>,
    Path(id): Path<i64>,
    form: Sent,
) -> Response {
    let status = form.ok().and_then(|Form(fields)| field(&fields, "status")?.parse::<u8>().ok());
    let Some(status) = status.filter(|status| (1..=14).contains(status)) else {
        return shop.order_page(422, Some(UNREADABLE));
    };
    shop.change_status(id, status).await.unwrap_or_else(|| shop.order_page(404, Some(GONE)))
}

/// `POST /onderhoud/orders/{id}/betaald`.
pub(in crate::shop) async fn set_paid(
    Shared(shop): Shared<Shop>,
    Path(id): Path<i64>,
    form: Sent,
) -> Response {
    let Ok(Form(fields)) = form else { return shop.order_page(422, Some(UNREADABLE)) };
    let changed = shop.change_paid(id, ticked(&fields)).await;
    changed.unwrap_or_else(|| shop.order_page(404, Some(GONE)))
}

/// `POST /onderhoud/orders/{id}/afronden`: completed and paid, one after the other.
pub(in crate::shop) async fn complete(Shared(shop): Shared<Shop>, Path(id): Path<i64>) -> Response {
    shop.change_status(id, COMPLETED).await;
    let changed = shop.change_paid(id, true).await;
    changed.unwrap_or_else(|| shop.order_page(404, Some(GONE)))
}

/// `POST /onderhoud/orders/{id}/aantal`: how many of the first row. No webhook tells of such an
/// edit (ccvshop-api.md §7).
pub(in crate::shop) async fn set_count(
    Shared(shop): Shared<Shop>,
    Path(id): Path<i64>,
    form: Sent,
) -> Response {
    let count = form.ok().and_then(|Form(fields)| amount(field(&fields, "aantal")?));
    let Some(count) = count else { return shop.order_page(422, Some(UNREADABLE)) };
    let edited = shop.edit_order(id, |order| {
        if let Some(row) = order.rows.first_mut() {
            row.count = count;
        }
    });
    if edited { redirect(ORDERS) } else { shop.order_page(404, Some(GONE)) }
}

/// `POST /onderhoud/orders/{id}/verwijderen`.
pub(in crate::shop) async fn delete(Shared(shop): Shared<Shop>, Path(id): Path<i64>) -> Response {
    let Some(order) = shop.order(id) else { return shop.order_page(404, Some(GONE)) };
    shop.delete_order(id);
    shop.tell_of(OrderEvent::Deleted, &order).await;
    redirect(ORDERS)
}

impl Shop {
    /// Sets the status, and tells of it if it is another. `None` if there is no such order.
    async fn change_status(&self, id: i64, status: u8) -> Option<Response> {
        let previous = self.order(id)?.status.unwrap_or(NEW);
        self.set_status(id, status);
        if previous != status {
            self.tell(OrderEvent::Status { previous }, id).await;
        }
        Some(redirect(ORDERS))
    }

    /// Sets the paid flag, and tells of it if it is another. `None` if there is no such order.
    async fn change_paid(&self, id: i64, paid: bool) -> Option<Response> {
        let before = self.order(id)?.paid;
        self.set_paid(id, paid);
        if before != paid {
            self.tell(OrderEvent::Paid, id).await;
        }
        Some(redirect(ORDERS))
    }
}
