//! Who may do what (moneybird-api.md §2).

use axum::http::{HeaderMap, header};
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

/// Checks the bearer token.
pub(super) fn authenticate(state: &State, headers: &HeaderMap) -> Result<(), Refusal> {
    let header = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    match header.and_then(|value| value.strip_prefix("Bearer ")) {
        Some(token) if token == state.token && state.revoked => Err(revoked()),
        Some(token) if token == state.token => Ok(()),
        // The two texts are invented (moneybird-api.md §9.1 no. 8).
        Some(_) => Err(unauthorized("Access token is invalid")),
        None => Err(unauthorized("No access token provided")),
    }
}

fn unauthorized(text: &str) -> Refusal {
    Refusal::symbolic(401, text, json!({ "request": "invalid_token" }))
}

/// The answer to a token that was revoked.
pub(super) fn revoked() -> Refusal {
    Refusal::symbolic(401, "access token revoked", json!({ "request": "invalid_grant" }))
}

/// Checks the scopes of the token.
pub(super) fn authorize(state: &State, need: Need) -> Result<(), Refusal> {
    let has = |scope: &&str| state.switches.scopes.iter().any(|own| own == scope);
    let (granted, names) = match need {
        Need::Nothing => return Ok(()),
        Need::AnyOf(scopes) => (scopes.iter().any(has), scopes.join(" or ")),
        Need::AllOf(scopes) => (scopes.iter().all(has), scopes.join(" and ")),
    };
    if granted { Ok(()) } else { Err(Refusal::plain(401, format!("No access to {names}"))) }
}
