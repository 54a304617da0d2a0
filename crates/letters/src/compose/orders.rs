//! Orders that wait for a decision, by what stands in their way.

use bookkeeping::Language;

use super::first_of;
use crate::news::Orders;
use crate::part::Part;
use crate::texts::texts;

/// Causes that are told one by one. Few shops have more, and a letter is read on a phone.
const CAUSES: usize = 8;

/// Orders that are told one by one of each.
const EACH: usize = 4;

pub(super) fn composed(own: &Orders, shop: &str, language: Language) -> (String, Vec<Part>) {
    let t = texts(language);
    let mut parts = vec![Part::paragraph((t.orders_lead)(own.waiting, shop))];
    for cause in own.causes.iter().take(CAUSES) {
        parts.push(Part::Heading((t.cause)(cause.orders, &cause.text)));
        if !cause.hint.is_empty() {
            parts.push(Part::paragraph(cause.hint.as_str()));
        }
        parts.push(Part::link(t.explained, &cause.explained));
        parts.push(first_of(&cause.first, cause.orders, EACH, language));
        parts.push(Part::link((t.to_cause)(cause.orders).as_str(), &cause.list));
    }
    let others = own.causes.get(CAUSES..).unwrap_or_default();
    if !others.is_empty() {
        let orders = others.iter().map(|cause| cause.orders).sum();
        parts.push(Part::paragraph((t.more_causes)(others.len(), orders)));
    }
    parts.push(Part::link(t.to_orders, &own.list));
    ((t.orders_subject)(shop, own.waiting), parts)
}
