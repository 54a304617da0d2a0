//! A month that is over.

use bookkeeping::{Language, said_month};

use super::first_of;
use crate::news::Month;
use crate::part::Part;
use crate::said::amount;
use crate::texts::texts;

/// Orders that are told one by one.
const EACH: usize = 10;

pub(super) fn composed(own: &Month, shop: &str, language: Language) -> (String, Vec<Part>) {
    let t = texts(language);
    let name = said_month(own.first, language);
    let difference = amount(own.difference, &own.currency, language);
    if own.closes {
        let parts = vec![
            Part::paragraph((t.closes_lead)(&name, shop, &difference)),
            Part::paragraph(t.closes_rest),
            Part::link(t.to_closing, &own.closing),
        ];
        return ((t.closes_subject)(shop, &name), parts);
    }
    let mut parts = vec![Part::paragraph((t.differs_lead)(&name, shop, &difference))];
    if own.waiting > 0 {
        parts.push(Part::Heading((t.differs_orders)(own.waiting)));
        parts.push(first_of(&own.orders, own.waiting, EACH, language));
    }
    parts.push(Part::paragraph(t.differs_rest));
    parts.push(Part::link(t.to_closing, &own.closing));
    ((t.differs_subject)(shop, &name), parts)
}
