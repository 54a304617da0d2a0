//! The questions to the shop. Only reads, and as few of them as will do.

mod amounts;
mod dates;
mod errors;
mod pages;
mod rounding;
mod signs;

use ccvshop::probe::Answer as Reply;
use serde_json::Value;

use super::{Answer, Finding, Probe, Question};
use crate::fault::Halt;
use crate::mishap;

/// What the shop said, unless it stopped us; `None` where it refused or cannot be read, which is
/// then a finding of its own.
pub(super) fn told<T>(
    result: Result<T, ccvshop::Error>,
    probe: &Probe,
) -> Result<Result<T, String>, Halt> {
    use ccvshop::Error as E;
    match result {
        Ok(told) => Ok(Ok(told)),
        Err(
            error @ (E::NotFound { .. }
            | E::Rejected { .. }
            | E::Unrenderable { .. }
            | E::Unknown { .. }
            | E::BadReply { .. }),
        ) => Ok(Err(error.to_string())),
        Err(error) => Err(mishap::ccvshop(&error, probe.service.language())),
    }
}

impl Probe {
    fn untold(&self, question: Question, nl: &str, en: &str) -> Finding {
        let why = crate::fault::say(self.service.language(), nl, en);
        self.finding(question, Answer::Untold, why)
    }
}

/// The items of a collection.
fn items(reply: &Reply) -> Option<&Vec<Value>> {
    reply.document.get("items")?.as_array()
}

/// A whole number, which may be written as text.
fn whole(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.parse().ok())
}

/// Whether an item of a collection has this id.
fn holds(reply: &Reply, id: i64) -> bool {
    let id = id.unsigned_abs();
    items(reply).into_iter().flatten().any(|item| item.get("id").and_then(whole) == Some(id))
}
