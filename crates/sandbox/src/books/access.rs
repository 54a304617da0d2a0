//! Who may do what (moneybird-api.md §2).

use axum::http::{HeaderMap, header};
use jiff::Timestamp;
use serde_json::json;

use super::refusal::Refusal;
use super::state::State;

/// The scopes that an operation needs (moneybird-api.md §2.3).
#[derive(Debug, Clone, Copy)]
pub(super) enum Need {
    Nothing,
    AnyOf(&'static [&'static str]),
    AllOf(&'static [&'static str]),
}

/// Checks the bearer token, and tells what it may do.
pub(super) fn authenticate<'a>(
    state: &'a State,
    headers: &HeaderMap,
    now: Timestamp,
) -> Result<&'a [String], Refusal> {
    let header = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    match header.and_then(|value| value.strip_prefix("Bearer ")) {
        Some(token) if token == state.token && state.revoked => Err(revoked()),
        Some(token) if token == state.token => Ok(&state.switches.scopes),
        Some(token) => state.grants.scopes(token, now),
        // The texts of these refusals are invented (moneybird-api.md §9.1 no. 8).
        None => Err(unauthorized("No access token provided")),
    }
}

/// The answer to a token that is not let in.
pub(super) fn unauthorized(text: &str) -> Refusal {
    Refusal::symbolic(401, text, json!({ "request": "invalid_token" }))
}

/// The answer to a token that was revoked.
pub(super) fn revoked() -> Refusal {
    Refusal::symbolic(401, "access token revoked", json!({ "request": "invalid_grant" }))
}

/// Checks what the token may do against what an operation needs.
pub(super) fn authorize(scopes: &[String], need: Need) -> Result<(), Refusal> {
    let has = |scope: &&str| scopes.iter().any(|own| own == scope);
    let (granted, names) = match need {
        Need::Nothing => return Ok(()),
        Need::AnyOf(wanted) => (wanted.iter().any(has), wanted.join(" or ")),
        Need::AllOf(wanted) => (wanted.iter().all(has), wanted.join(" and ")),
    };
    if granted { Ok(()) } else { Err(Refusal::plain(401, format!("No access to {names}"))) }
}
