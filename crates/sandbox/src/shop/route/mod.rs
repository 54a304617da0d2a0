//! Which resource a path names.

mod apps;
mod invoices;
mod order_changes;
mod orders;
mod webhooks;
mod webshops;

use super::answer::{Answer, Refusal};
use super::json::Json;
use super::page::whole;
use super::request::Call;
use super::state::State;

/// The resources of this shop.
const RESOURCES: [&str; 9] = [
    "apps",
    "invoicerows",
    "invoices",
    "merchant",
    "orderrows",
    "orders",
    "paymethods",
    "webhooks",
    "webshops",
];

/// Carries out a request.
pub(super) fn dispatch(call: &Call<'_>, state: &mut State) -> Result<Answer, Refusal> {
    match call.segments.first().copied() {
        None => root(call),
        Some("orders" | "orderrows") => orders::dispatch(call, state),
        Some("invoices" | "invoicerows") => invoices::dispatch(call, state),
        Some("webhooks") => webhooks::dispatch(call, state),
        Some("webshops" | "merchant" | "paymethods") => webshops::dispatch(call, state),
        Some("apps") => apps::dispatch(call, state),
        Some(_) => Err(Refusal::no_such_resource()),
    }
}

fn root(call: &Call<'_>) -> Result<Answer, Refusal> {
    if call.method != "GET" {
        return Err(Refusal::method());
    }
    let item = |name: &&str| {
        let title = Json::from(*name);
        Json::object([
            ("href", call.view.href(&format!("{name}/")).into()),
            ("title", title),
            ("description", "".into()),
            ("uri", format!("/api/rest/v1/{name}/").into()),
        ])
    };
    Ok(Answer::Found(whole(call, RESOURCES.iter().map(item).collect())))
}

/// The number that a part of a path is.
fn number(text: &str, resource: &str) -> Result<i64, Refusal> {
    text.parse().map_err(|_| Refusal::gone(resource, text))
}

/// What a method that the real API has, but this shop has not, gets.
fn not_implemented() -> Refusal {
    Refusal::new("501.10", "The sandbox does not implement this method here.")
}
