//! Statements as they are kept: one fact per period, the newest only.

use bookkeeping::Language;
use bookkeeping::closing::Statement;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::{ConnectionId, Store};
use sync::Period;

/// A statement that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Kept {
    /// When it was made.
    pub(crate) at: Timestamp,
    /// The language of its sentences.
    pub(crate) language: Language,
    pub(crate) statement: Statement,
}

/// What is written down.
#[derive(Debug, Serialize, Deserialize)]
struct Body<S> {
    language: String,
    statement: S,
}

/// The statement of a period, if one was made.
///
/// # Errors
/// If the database fails.
pub(crate) async fn kept(
    store: &Store,
    connection: &ConnectionId,
    period: Period,
) -> Result<Option<Kept>, store::Error> {
    let fact = store.fact(connection, &name(period)).await?;
    Ok(fact.and_then(|fact| read(fact.at, &fact.body)))
}

/// Keeps a statement, in place of the one before.
///
/// # Errors
/// If the database fails.
pub(super) async fn keep(
    store: &Store,
    connection: &ConnectionId,
    period: Period,
    own: &Kept,
) -> Result<(), store::Error> {
    let language = crate::texts::texts(own.language).code.to_owned();
    let body = serde_json::to_string(&Body { language, statement: &own.statement });
    match body {
        Ok(body) => store.put_fact(connection, &name(period), &body, own.at).await,
        Err(error) => {
            tracing::error!(%error, %period, "a statement cannot be written down");
            Ok(())
        }
    }
}

fn name(period: Period) -> String {
    format!("closing {period}")
}

/// One that an older version kept in another shape is as good as none: it is made again.
fn read(at: Timestamp, body: &str) -> Option<Kept> {
    let body: Body<Statement> = serde_json::from_str(body).ok()?;
    let language = if body.language == "en" { Language::En } else { Language::Nl };
    Some(Kept { at, language, statement: body.statement })
}
