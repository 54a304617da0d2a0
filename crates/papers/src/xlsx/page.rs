//! What a sheet says, before it is written: its columns and its rows of typed cells.

use bookkeeping::{Language, Money};
use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::words::say;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Texts, and ids, which are no numbers.
    Text,
    /// Sentences, over several lines where they are long.
    Sentence,
    /// Amounts in the administration's currency, added up below.
    Amount,
    /// Amounts that show where something does not close, added up below.
    Difference,
    /// Numbers that are no amounts.
    Number,
    /// Days.
    Day,
}

/// A column: its name, its width in characters, and what it holds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column(pub(super) &'static str, pub(super) u16, pub(super) Kind);

/// What one cell says.
#[derive(Debug, Clone)]
pub(super) enum Cell {
    Empty,
    Text(String),
    Amount(Money),
    Number(Decimal),
    Day(Date),
}

impl Cell {
    /// A text, written as one whatever it looks like: never a formula, never a number.
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// What may be missing.
    pub(super) fn maybe<T>(value: Option<T>, cell: impl FnOnce(T) -> Self) -> Self {
        value.map_or(Self::Empty, cell)
    }
}

/// What one sheet says.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) name: &'static str,
    /// Lines above the heading.
    pub(super) above: Vec<String>,
    pub(super) columns: Vec<Column>,
    /// As many cells as there are columns.
    pub(super) rows: Vec<Vec<Cell>>,
    /// Whether a reader can choose by what is in the columns.
    pub(super) is_filtered: bool,
    /// What the amounts added up below the rows are called; they are not added up if it is not.
    pub(super) total: Option<&'static str>,
}

impl Page {
    /// A page with a cell for each column in each row.
    pub(super) fn new<const CELLS: usize>(
        name: &'static str,
        columns: [Column; CELLS],
        rows: impl Iterator<Item = [Cell; CELLS]>,
    ) -> Self {
        Self {
            name,
            above: Vec::new(),
            columns: columns.into(),
            rows: rows.map(Vec::from).collect(),
            is_filtered: false,
            total: None,
        }
    }

    /// With lines above the heading.
    pub(super) fn below(self, above: [String; 2]) -> Self {
        Self { above: above.into(), ..self }
    }

    /// A reader can choose by what is in its columns.
    pub(super) fn filtered(self) -> Self {
        Self { is_filtered: true, ..self }
    }

    /// Its amounts are added up below.
    pub(super) fn with_total(self, language: Language) -> Self {
        Self { total: Some(say(language, "totaal", "total")), ..self }
    }
}
