//! A call of Moneybird (moneybird-api.md §5.2).

use axum::http::{HeaderMap, StatusCode};
use jiff::Timestamp;
use secrecy::SecretString;
use serde::Deserialize;
use sync::{check_signature, fact_of};

use super::{Told, header};

/// What somebody changes in Moneybird comes in several calls.
const REST: i64 = 10;

#[derive(Deserialize)]
struct Body {
    #[serde(default)]
    action: Option<String>,
}

/// Reads one; nothing if it tells of nothing that was asked for. The first comes while the hook is being
/// made, before anybody knows its secret: it is answered and means nothing.
///
/// # Errors
/// 403 for what is not signed by Moneybird within the last five minutes, 400 for what is no JSON object.
pub(super) fn read(
    key: Option<&SecretString>,
    headers: &HeaderMap,
    body: &[u8],
    now: Timestamp,
) -> Result<Option<Told>, StatusCode> {
    let Some(key) = key else { return Ok(None) };
    let signature = header(headers, "moneybird-signature").unwrap_or_default();
    check_signature(signature, body, key, now).map_err(|forged| {
        tracing::debug!(%forged, "a call in Moneybird's name");
        StatusCode::FORBIDDEN
    })?;
    let read: Body = serde_json::from_slice(body).map_err(|_| StatusCode::BAD_REQUEST)?;
    let fact = read.action.as_deref().and_then(fact_of);
    let again = header(headers, "idempotency-key").unwrap_or(signature);
    Ok(fact.map(|fact| Told { delivery: again.to_owned(), rest: REST, fact: Some(fact) }))
}
