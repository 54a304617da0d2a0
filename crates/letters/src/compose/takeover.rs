//! The existing orders are in the books.

use bookkeeping::{Language, said_month};

use crate::news::Takeover;
use crate::part::Part;
use crate::said::amount;
use crate::texts::texts;

/// Months that are told; of older ones the page does.
const MONTHS: usize = 24;

pub(super) fn composed(own: &Takeover, shop: &str, language: Language) -> (String, Vec<Part>) {
    let t = texts(language);
    let mut parts = vec![Part::paragraph((t.takeover_lead)(shop, own.booked))];
    parts.push(Part::paragraph(match own.waiting {
        0 => t.takeover_none.to_owned(),
        some => (t.takeover_waiting)(some),
    }));
    let from = own.months.len().saturating_sub(MONTHS);
    let told = own.months.get(from..).unwrap_or_default();
    if !told.is_empty() {
        parts.push(Part::Heading(t.sums.to_owned()));
        let rows = told.iter().map(|sum| {
            let said = |money| amount(money, &own.currency, language);
            [said_month(sum.first, language), said(sum.shop), said(sum.books)]
        });
        parts.push(Part::Sums(t.columns.map(str::to_owned), rows.collect()));
        parts.push(Part::paragraph(t.sums_hint));
    }
    parts.push(Part::link(t.to_closing, &own.closing));
    ((t.takeover_subject)(shop), parts)
}
