//! Webhooks (ccvshop-api.md §7).

use super::number;
use crate::shop::answer::{Answer, Refusal};
use crate::shop::input::Input;
use crate::shop::page::page;
use crate::shop::request::Call;
use crate::shop::signature::sign;
use crate::shop::state::{State, Webhook};

/// Events that code or manuals mention. Any other is refused, which is an assumption.
const EVENTS: [&str; 15] = [
    "orders.created",
    "orders.updated.ispaid",
    "orders.updated.status",
    "orders.updated.trackandtrace",
    "orders.deleted",
    "invoices.updated.status",
    "products.created",
    "products.updated",
    "products.deleted",
    "categories.created",
    "categories.updated",
    "categories.deleted",
    "returns.created",
    "returns.updated",
    "returns.deleted",
];

pub(super) fn dispatch(call: &Call<'_>, state: &mut State) -> Result<Answer, Refusal> {
    match (call.method, call.segments.as_slice()) {
        ("GET", ["webhooks"]) => {
            let webhooks: Vec<&Webhook> = state.webhooks.values().collect();
            page(call, &webhooks, |webhook| call.view.webhook(webhook)).map(Answer::Found)
        }
        ("POST", ["webhooks"]) => subscribe(call, state),
        ("GET", ["webhooks", id]) => {
            find(state, id).map(|webhook| Answer::Found(call.view.webhook(webhook)))
        }
        ("PATCH", ["webhooks", id]) => change(call, find(state, id)?),
        ("DELETE", ["webhooks", id]) => {
            let id = find(state, id)?.id;
            state.webhooks.remove(&id);
            Ok(Answer::Done)
        }
        (_, ["webhooks"] | ["webhooks", _]) => Err(Refusal::method()),
        _ => Err(Refusal::no_such_resource()),
    }
}

fn find<'a>(state: &'a mut State, id: &str) -> Result<&'a mut Webhook, Refusal> {
    let number = number(id, "webhook")?;
    state.webhooks.get_mut(&number).ok_or_else(|| Refusal::gone("webhook", id))
}

fn subscribe(call: &Call<'_>, state: &mut State) -> Result<Answer, Refusal> {
    let input = Input::parse(call.body, &["event", "address", "is_active"])?;
    let event: String = input.required("event")?;
    if !EVENTS.contains(&event.as_str()) {
        return Err(Refusal::input(format!("There is no event {event:?}.")));
    }
    let id = state.new_id();
    // Nothing random: the same shop makes the same keys.
    let hash = sign(&call.view.options.api_secret, format!("webhook {id}").as_bytes());
    let webhook = Webhook {
        id,
        create_date: call.now,
        event,
        address: input.required("address")?,
        key: hash.chars().take(32).collect(),
        is_active: input.value("is_active")?.unwrap_or(true),
    };
    let json = call.view.webhook(&webhook);
    state.webhooks.insert(id, webhook);
    Ok(Answer::Made(json))
}

fn change(call: &Call<'_>, webhook: &mut Webhook) -> Result<Answer, Refusal> {
    let input = Input::parse(call.body, &["address", "is_active"])?;
    let (address, is_active) = (input.value("address")?, input.value("is_active")?);
    if let Some(address) = address {
        webhook.address = address;
    }
    if let Some(is_active) = is_active {
        webhook.is_active = is_active;
    }
    Ok(Answer::Done)
}
