//! What [`remote::wire`] does for single values, for objects and links.

use remote::wire;
use serde::Deserialize;
use serde::de::{Deserializer, Error as _};
use serde_json::value::RawValue;

use crate::reason::reason;

/// An object; null, absent, `""` and `[]` (PHP's object without members) are `None`.
pub(crate) fn object<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    let Some(raw) = Option::<&'de RawValue>::deserialize(deserializer)? else {
        return Ok(None);
    };
    let text = raw.get();
    if text.starts_with('{') {
        return serde_json::from_str(text)
            .map(Some)
            .map_err(|error| D::Error::custom(reason(text, &error)));
    }
    let inside = text.trim_start_matches(['[', '"']).trim_end_matches([']', '"']);
    if inside.trim().is_empty() { Ok(None) } else { Err(D::Error::custom("expected an object")) }
}

/// The id at the end of a link, which is a text or `{"href": …}`, with or without a slash at its end
/// (ccvshop-api.md §1.1).
pub(crate) fn linked_id<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<i64>, D::Error> {
    #[derive(Deserialize)]
    struct Link {
        #[serde(default, deserialize_with = "wire::text")]
        href: Option<String>,
    }
    let Some(raw) = Option::<&'de RawValue>::deserialize(deserializer)? else {
        return Ok(None);
    };
    let href = if raw.get().starts_with('{') {
        serde_json::from_str::<Link>(raw.get()).map_err(D::Error::custom)?.href
    } else {
        wire::text(raw).map_err(D::Error::custom)?
    };
    Ok(href.as_deref().and_then(last_segment).and_then(|id| id.parse().ok()))
}

/// The last part of a link's path.
pub(crate) fn last_segment(href: &str) -> Option<&str> {
    let path = href.split(['?', '#']).next()?.trim_end_matches('/');
    path.rsplit('/').next().filter(|segment| !segment.is_empty())
}
