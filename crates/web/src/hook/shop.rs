//! A call of the shop (ccvshop-api.md §7.1).

use axum::http::{HeaderMap, StatusCode};
use secrecy::SecretString;
use serde::Deserialize;
use serde_json::value::RawValue;
use sync::{Delivery, is_delivery_signed};

use super::{Told, header};

/// An order may not show yet what a call says of it, and several calls come at once.
const REST: i64 = 3;

/// What makes two calls the same; anything else that it holds is passed over.
#[derive(Deserialize)]
struct Body<'a> {
    #[serde(borrow)]
    id: Option<&'a RawValue>,
    #[serde(borrow)]
    triggered_at: Option<&'a RawValue>,
}

/// Reads one. How the shop signs is an assumption that no source confirms, so a signature that is missing
/// or another is no reason to refuse: the address is the proof, and what the body says is not believed
/// anyway.
///
/// # Errors
/// 400 for what is no JSON object.
pub(super) fn read(
    address: &str,
    key: Option<&SecretString>,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<Option<Told>, StatusCode> {
    let read: Body<'_> = serde_json::from_slice(body).map_err(|_| StatusCode::BAD_REQUEST)?;
    let signature = match (header(headers, "x-hash"), key) {
        (None, _) => "absent",
        (Some(_), None) => "not checked",
        (Some(hash), Some(key)) => {
            let is_signed = is_delivery_signed(Delivery { address, body }, key, hash);
            if is_signed { "as assumed" } else { "another" }
        }
    };
    tracing::debug!(signature, "a webhook of the shop");
    let delivery = match (read.id, read.triggered_at) {
        (Some(id), Some(at)) => format!("{} {}", id.get(), at.get()),
        _ => String::from_utf8_lossy(body).into_owned(),
    };
    Ok(Some(Told { delivery, rest: REST, fact: None }))
}
