//! From bytes to values, and the other way.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use crate::{BadReply, Error, Unreadable};

/// Reads a document.
pub(crate) fn document<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Error> {
    serde_json::from_slice(bytes).map_err(|error| bad(bytes, &error))
}

/// What is wrong with an answer that is no document of the kind wanted.
pub(crate) fn bad(bytes: &[u8], error: &serde_json::Error) -> Error {
    let starts_as_page = bytes.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'<');
    let kind = match error.classify() {
        _ if starts_as_page => BadReply::Html,
        serde_json::error::Category::Data => BadReply::Shape,
        _ => BadReply::BrokenJson,
    };
    // The error of the parser may quote what it read, but no more than a word of it.
    Error::BadReply { kind, detail: error.to_string() }
}

/// Reads the items of a collection one by one, so that an odd one does not spoil the others.
pub(crate) fn items<T: DeserializeOwned>(raw: &[Box<RawValue>]) -> (Vec<T>, Vec<Unreadable>) {
    let mut items = Vec::with_capacity(raw.len());
    let mut unreadable = Vec::new();
    for (position, item) in raw.iter().enumerate() {
        match serde_json::from_str(item.get()) {
            Ok(item) => items.push(item),
            Err(error) => unreadable.push(Unreadable {
                position,
                id: id_of(item.get()),
                reason: error.to_string(),
            }),
        }
    }
    (items, unreadable)
}

/// The id of an item whose other members cannot be read.
pub(crate) fn id_of(text: &str) -> Option<i64> {
    #[derive(serde::Deserialize)]
    struct OnlyId {
        #[serde(deserialize_with = "remote::wire::whole_required")]
        id: i64,
    }
    serde_json::from_str::<OnlyId>(text).ok().map(|only| only.id)
}

/// Writes a body.
pub(crate) fn write<B: Serialize>(body: &B) -> Result<Vec<u8>, Error> {
    serde_json::to_vec(body).map_err(|error| Error::Unwritten { reason: error.to_string() })
}
