//! How another program writes an order's number into its references.

use std::fmt;
use std::str::FromStr;

/// Where the number stands.
const NUMBER: &str = "{number}";

/// How a reference is made of an order's number, as `Order {number}`. Capitals do not count.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Template {
    before: String,
    after: String,
}

impl Template {
    /// What stands before and after the number.
    pub(super) fn around(before: &str, after: &str) -> Self {
        Self { before: before.to_owned(), after: after.to_owned() }
    }

    /// The reference of an order of this number, in the form in which references are compared.
    pub(super) fn key(&self, number: &str) -> String {
        key(&format!("{}{}{}", self.before, number.trim(), self.after))
    }

    /// Whether it has no other braces, so that it is read as it is written.
    pub(super) fn is_plain(&self) -> bool {
        ![&self.before, &self.after].iter().any(|part| part.contains(['{', '}']))
    }

    /// How much stands beside the number.
    pub(super) fn length(&self) -> usize {
        self.before.chars().count() + self.after.chars().count()
    }
}

/// A reference, in the form in which references are compared.
pub(super) fn key(reference: &str) -> String {
    reference.trim().to_lowercase()
}

impl FromStr for Template {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (before, after) = text
            .trim()
            .split_once(NUMBER)
            .ok_or_else(|| format!("'{text}' has no {NUMBER}, as in 'Order {NUMBER}'"))?;
        let own = Self::around(before, after);
        if !own.is_plain() {
            return Err(format!("'{text}' has other braces than those of one {NUMBER}"));
        }
        Ok(own)
    }
}

impl fmt::Display for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{NUMBER}{}", self.before, self.after)
    }
}
