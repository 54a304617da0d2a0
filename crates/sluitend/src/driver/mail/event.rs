//! What is told by a request: the same news as JSON.

use jiff::Timestamp;
use letters::{Cause, News, Sum};
use serde_json::{Value, json};
use store::{Connection, LetterKind};

/// An event, as it is sent.
pub(super) fn event(
    kind: LetterKind,
    (connection, page): (&Connection, &str),
    news: &News,
    at: Timestamp,
) -> Value {
    json!({
        "event": kind.as_str(),
        "at": at,
        "connection": connection.id.to_string(),
        "shop": { "id": connection.shop_id, "name": connection.shop_name },
        "administration": {
            "id": connection.administration_id,
            "name": connection.administration_name,
        },
        "page": page,
        "data": data(news),
    })
}

/// What is particular to a kind.
fn data(news: &News) -> Value {
    match news {
        News::Orders(own) => {
            let cause = |own: &Cause| json!({ "orders": own.orders, "message": own.text, "hint": own.hint, "page": own.list });
            let causes: Vec<Value> = own.causes.iter().map(cause).collect();
            json!({ "waiting": own.waiting, "causes": causes })
        }
        News::Broken(own) => json!({ "message": own.said }),
        News::Takeover(own) => {
            let month = |own: &Sum| json!({ "month": own.first.strftime("%Y-%m").to_string(), "shop": own.shop.to_string(), "booked": own.books.to_string() });
            let months: Vec<Value> = own.months.iter().map(month).collect();
            json!({ "booked": own.booked, "waiting": own.waiting, "currency": own.currency, "months": months })
        }
        News::Month(own) => json!({
            "month": own.first.strftime("%Y-%m").to_string(),
            "closes": own.closes,
            "difference": own.difference.to_string(),
            "currency": own.currency,
            "waiting": own.waiting,
        }),
        News::Trial(own) => json!({
            "last": own.last,
            "price": own.price.to_string(),
            "currency": own.currency,
            "vat": if own.includes_vat { "included" } else { "excluded" },
        }),
        // Told to one person alone.
        News::Confirm(_) | News::Test => json!({}),
    }
}
