//! The synchronisation routes (moneybird-api.md §1.5).

use serde_json::{Value, json};

use super::body;
use super::options::UnknownKeys;
use super::refusal::Refusal;
use super::reply::Reply;

/// More records than this are never returned, even when more are asked.
const MOST: usize = 100;

/// The ids and versions of everything that matched.
pub(super) fn versions(pairs: impl Iterator<Item = (u64, i64)>) -> Reply {
    Reply::ok(
        pairs.map(|(id, version)| json!({ "id": id.to_string(), "version": version })).collect(),
    )
}

/// The ids that are asked for: the first hundred of them, newest first.
pub(super) fn ids(content: &Value, unknown: UnknownKeys) -> Result<Vec<u64>, Refusal> {
    let map = content.as_object().ok_or_else(|| Refusal::required("ids"))?;
    let stranger = map.keys().any(|key| key != "ids");
    let given = match map.get("ids") {
        None | Some(Value::Null) => return Err(Refusal::required("ids")),
        Some(Value::Array(given)) => given,
        Some(_) => {
            let symbolic = json!({ "ids": "array" });
            return Err(Refusal::symbolic(400, "Ids isn't an array", symbolic));
        }
    };
    if stranger && unknown == UnknownKeys::Refuse {
        return Err(Refusal::plain(400, "Body holds unknown attributes"));
    }
    let mut ids: Vec<_> = given.iter().filter_map(body::id).take(MOST).collect();
    ids.sort_unstable();
    ids.dedup();
    ids.reverse();
    Ok(ids)
}
