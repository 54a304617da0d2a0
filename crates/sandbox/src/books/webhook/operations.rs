//! The routes of webhooks (moneybird-api.md §5.1).

use serde_json::{Value, json};

use super::event::is_known;
use super::{Event, Webhook};
use crate::books::body::Attributes;
use crate::books::options::Verdict;
use crate::books::refusal::{Complaints, Refusal};
use crate::books::reply::{Outcome, Reply};
use crate::books::request::Request;
use crate::books::state::State;

/// `GET /webhooks`.
pub(in crate::books) fn list(state: &State) -> Reply {
    let of = &state.administration;
    Reply::ok(state.hooks.list.values().map(|hook| hook.show(of)).collect())
}

/// `POST /webhooks`: the one answer that holds the secret.
pub(in crate::books) fn create(state: &mut State, request: &Request) -> Outcome {
    let body = request.body();
    if body.get("events").is_some() {
        let text = "'events' has been removed from webhooks, use 'enabled_events'";
        return Err(Refusal::symbolic(400, text, json!({ "events": "removed" })));
    }
    let unknown = state.switches.unknown_keys;
    let attributes = Attributes::open(&body, &["url", "enabled_events"], unknown)?;
    let url = attributes.text("url")?.filter(|url| !url.is_empty());
    let url = url.ok_or_else(|| Refusal::required("url"))?.to_owned();
    let events = events(&attributes)?;
    let secret = state.secrets.draw();
    let token = state.secrets.draw().chars().take(24).collect();
    let id = state.ids.next(request.moment.now);
    let (last_status, last_body, deactivated) = (None, None, None);
    let hook = Webhook { id, url, events, token, secret, last_status, last_body, deactivated };
    let ping = Event::ping().body(&hook, state.administration.id);
    let key = state.secrets.draw();
    state.hooks.queue.add_once(&hook, ping, key, request.moment.now);
    reachable(state, &hook)?;
    let mut shown = hook.show(&state.administration);
    shown["secret"] = json!(hook.secret);
    state.hooks.list.insert(id, hook);
    Ok(Reply::created(shown))
}

/// What an address that does not answer gets is not known; this body is invented.
fn reachable(state: &State, hook: &Webhook) -> Result<(), Refusal> {
    let mut complaints = Complaints::default();
    if !["http://", "https://"].iter().any(|scheme| hook.url.starts_with(scheme)) {
        complaints.add("url", "is invalid", "invalid");
    } else if state.switches.webhook_ping == Verdict::Refuse {
        complaints.add("url", "did not respond with HTTP 200", "unreachable");
    }
    complaints.settle()
}

/// The names that were asked for. What an unknown one gets is not known; this is invented.
fn events(attributes: &Attributes<'_>) -> Result<Vec<String>, Refusal> {
    let bad = || Refusal::bad_value("enabled_events");
    let names = match attributes.raw("enabled_events") {
        None => return Ok(Vec::new()),
        Some(Value::Array(names)) => names,
        Some(_) => return Err(bad()),
    };
    let name = |name: &Value| name.as_str().filter(|name| is_known(name)).map(str::to_owned);
    names.iter().map(name).collect::<Option<_>>().ok_or_else(bad)
}

/// `DELETE /webhooks/{id}`. What is already on its way goes on.
pub(in crate::books) fn delete(state: &mut State, id: u64) -> Outcome {
    let gone = state.hooks.list.remove(&id);
    gone.map(|_| Reply::no_content()).ok_or_else(|| Refusal::no_record("Webhook"))
}

/// `PATCH /webhooks/{id}/activate`.
pub(in crate::books) fn activate(state: &mut State, id: u64) -> Outcome {
    let hook = found(state, id)?;
    hook.deactivated = None;
    let hook = hook.clone();
    Ok(Reply::ok(hook.show(&state.administration)))
}

/// `PATCH /webhooks/{id}/deactivate`: no new events, but what is on its way goes on.
pub(in crate::books) fn deactivate(state: &mut State, request: &Request, id: u64) -> Outcome {
    let hook = found(state, id)?;
    hook.deactivated = hook.deactivated.or(Some(request.moment.now));
    let hook = hook.clone();
    Ok(Reply::ok(hook.show(&state.administration)))
}

fn found(state: &mut State, id: u64) -> Result<&mut Webhook, Refusal> {
    state.hooks.list.get_mut(&id).ok_or_else(|| Refusal::no_record("Webhook"))
}
