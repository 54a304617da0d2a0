//! What a person should look at in an invoice, as text and as JSON.

use std::fmt::Write as _;

use bookkeeping::{Language, Warning};
use serde::Serialize;

use crate::language::say;

/// A warning as JSON.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct WarningShape {
    code: &'static str,
    message: String,
}

impl WarningShape {
    /// All warnings of an invoice.
    pub(crate) fn all(warnings: &[Warning], language: Language) -> Vec<Self> {
        let shape = |own: &Warning| Self { code: own.code(), message: own.sentence(language) };
        warnings.iter().map(shape).collect()
    }
}

/// The same as text, a paragraph each; empty without warnings.
pub(crate) fn warnings(all: &[Warning], language: Language) -> String {
    let name = say(language, "Let op", "Mind");
    let mut text = String::new();
    for warning in all {
        let _infallible = writeln!(text, "\n{name}: {}", warning.sentence(language));
    }
    text
}
