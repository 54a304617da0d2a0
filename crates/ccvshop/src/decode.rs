//! From bytes to values, and the other way.

use remote::{redact, wire};
use secrecy::SecretString;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::error::Category;
use serde_json::value::RawValue;

use crate::reason::reason;
use crate::{BadReply, Error, Unreadable};

/// Reads a document.
pub(crate) fn document<T: DeserializeOwned>(
    bytes: &[u8],
    secrets: &[SecretString],
) -> Result<T, Error> {
    remote::measure(bytes)
        .map_err(|error| Error::BadReply { kind: BadReply::Shape, detail: error.to_string() })?;
    serde_json::from_slice(bytes).map_err(|error| {
        let kind = match error.classify() {
            _ if is_page(bytes) => BadReply::Html,
            Category::Data => BadReply::Shape,
            Category::Io | Category::Syntax | Category::Eof => BadReply::BrokenJson,
        };
        let detail = reason(&String::from_utf8_lossy(bytes), &error);
        Error::BadReply { kind, detail: redact::excerpt(detail.as_bytes(), secrets) }
    })
}

/// Whether an answer is a web page.
pub(crate) fn is_page(bytes: &[u8]) -> bool {
    bytes.trim_ascii_start().starts_with(b"<")
}

/// The frame around the items of a collection (ccvshop-api.md §1.7).
#[derive(Debug, Deserialize)]
pub(crate) struct Envelope {
    /// Offset of the first item; only in paged collections.
    #[serde(default, deserialize_with = "wire::whole")]
    pub(crate) start: Option<i64>,
    #[serde(default, deserialize_with = "wire::whole")]
    size: Option<i64>,
    /// Link to the next page.
    #[serde(default, deserialize_with = "wire::text")]
    pub(crate) next: Option<String>,
    items: Option<Vec<Box<RawValue>>>,
}

impl Envelope {
    /// The items. A page of rows without any may leave them out; what is no page at all must not
    /// pass for an empty one.
    pub(crate) fn items(&self) -> Option<&[Box<RawValue>]> {
        let is_page = self.start.is_some() || self.size.is_some();
        self.items.as_deref().or(is_page.then_some(&[]))
    }
}

/// Reads the items of a collection one by one, so that an odd one does not spoil the others.
pub(crate) fn items<T: DeserializeOwned>(
    raw: &[Box<RawValue>],
    secrets: &[SecretString],
) -> (Vec<T>, Vec<Unreadable>) {
    let mut items = Vec::with_capacity(raw.len());
    let mut unreadable = Vec::new();
    for (position, item) in raw.iter().enumerate() {
        match one(item.get(), position, secrets) {
            Ok(item) => items.push(item),
            Err(odd) => unreadable.push(odd),
        }
    }
    (items, unreadable)
}

/// Reads one item.
pub(crate) fn one<T: DeserializeOwned>(
    text: &str,
    position: usize,
    secrets: &[SecretString],
) -> Result<T, Unreadable> {
    serde_json::from_str(text).map_err(|error| Unreadable {
        position,
        id: id_of(text),
        reason: redact::excerpt(reason(text, &error).as_bytes(), secrets),
    })
}

/// The text of a file, without a byte order mark.
pub(crate) fn text(bytes: &[u8]) -> Result<&str, Unreadable> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let unreadable = |reason| Unreadable { position: 0, id: None, reason };
    remote::measure(bytes).map_err(|error| unreadable(error.to_string()))?;
    std::str::from_utf8(bytes).map_err(|error| unreadable(error.to_string()))
}

/// The id of an item whose other members cannot be read.
fn id_of(text: &str) -> Option<i64> {
    #[derive(Deserialize)]
    struct OnlyId {
        #[serde(deserialize_with = "wire::whole_required")]
        id: i64,
    }
    // What is wrong with the item is being reported already.
    serde_json::from_str::<OnlyId>(text).ok().map(|only| only.id)
}

/// Writes a body.
pub(crate) fn write<B: Serialize>(body: &B) -> Result<Vec<u8>, Error> {
    serde_json::to_vec(body).map_err(|error| Error::Unwritten { reason: error.to_string() })
}
