//! Instants as CCV Shop writes them.

use jiff::Timestamp;
use serde::{Deserializer, de::Error as _};

/// An ISO 8601 instant that must be there; forms such as `+0000` are understood too.
pub(crate) fn required<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Timestamp, D::Error> {
    let text = remote::wire::text_or_empty(deserializer)?;
    text.parse().map_err(|_| D::Error::custom(format!("'{text}' is not an instant")))
}
