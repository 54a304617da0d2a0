//! What became of a customer who was erased, as text and as JSON.

use bookkeeping::Language;
use serde::Serialize;
use store::Scrubbed;
use sync::{Advice, Affected, Erased};

use crate::language::say;

/// `erase` as JSON.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct ErasedShape {
    dry_run: bool,
    connections: Vec<PlaceShape>,
    database: Option<&'static str>,
    todo: TodoShape,
}

/// One connection.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct PlaceShape {
    id: String,
    erased: Vec<OrderShape>,
    left: Vec<OrderShape>,
    contacts: Vec<String>,
}

/// An order.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct OrderShape {
    id: i64,
    number: String,
    state: &'static str,
}

/// What is still to be done, in sentences.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct TodoShape {
    ccvshop: &'static str,
    moneybird: &'static str,
    backups: &'static str,
    database: Option<&'static str>,
}

impl ErasedShape {
    /// Of what was done or, in a trial, would be.
    pub(crate) fn new(done: &Erased, advice: &Advice, is_trial: bool) -> Self {
        let place = |own: &sync::Erasure| PlaceShape {
            id: own.connection.id.to_string(),
            erased: own.erased.iter().map(order).collect(),
            left: own.left.iter().map(order).collect(),
            contacts: own.contacts.clone(),
        };
        Self {
            dry_run: is_trial,
            connections: done.places.iter().map(place).collect(),
            database: done.scrubbed.map(scrubbed),
            todo: TodoShape {
                ccvshop: advice.shop,
                moneybird: advice.books,
                backups: advice.backups,
                database: advice.database,
            },
        }
    }
}

/// The word for what became of what was removed.
pub(crate) fn scrubbed(own: Scrubbed) -> &'static str {
    match own {
        Scrubbed::Gone => "clean",
        Scrubbed::Busy => "busy",
        Scrubbed::ServersOwn => "server",
    }
}

fn order(own: &Affected) -> OrderShape {
    OrderShape { id: own.id, number: own.number.clone(), state: own.state.as_str() }
}

/// The same as text.
pub(crate) fn erased(done: &Erased, advice: &Advice, is_trial: bool, language: Language) -> String {
    let mut lines: Vec<String> = Vec::new();
    if done.places.is_empty() {
        let nothing =
            say(language, "Hier is niets van deze klant.", "Nothing of this customer is here.");
        lines.push(nothing.to_owned());
    }
    for place in &done.places {
        let own = &place.connection;
        lines.push(format!("{} ({} → {})", own.id, own.shop_name, own.administration_name));
        let what = if is_trial {
            say(language, "Zou zonder klant worden bewaard", "Would be kept without the customer")
        } else {
            say(language, "Nu zonder klant bewaard", "Now kept without the customer")
        };
        lines.push(format!("  {what}: {}", numbers(&place.erased, language)));
        if !place.left.is_empty() {
            let what = say(
                language,
                "Wordt nu geboekt; wis de klant daarna nog eens",
                "Being booked now; erase the customer again after it",
            );
            lines.push(format!("  {what}: {}", numbers(&place.left, language)));
        }
        if !place.contacts.is_empty() {
            lines.push(format!("  Contact in Moneybird: {}", place.contacts.join(", ")));
        }
    }
    lines.push(String::new());
    lines.push(say(language, "Wat u zelf nog doet:", "What is left to you:").to_owned());
    let todo = [Some(advice.shop), Some(advice.books), Some(advice.backups), advice.database];
    lines.extend(todo.into_iter().flatten().map(|own| format!("- {own}")));
    lines.join("\n")
}

fn numbers(all: &[Affected], language: Language) -> String {
    if all.is_empty() {
        return say(language, "niets (meer)", "nothing (any more)").to_owned();
    }
    all.iter().map(|own| own.number.as_str()).collect::<Vec<_>>().join(", ")
}
