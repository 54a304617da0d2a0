//! The months side by side: what the shop sold, what Moneybird reports, and the difference.

use std::collections::BTreeSet;

use bookkeeping::closing::Statement;
use bookkeeping::{Language, Money};
use papers::total;

use crate::language::say;
use crate::output::{Align, Table};

/// A line per statement.
pub(super) fn months(statements: &[Statement], language: Language) -> String {
    let right = Align::Right;
    let [net, vat] = [say(language, "netto", "net"), say(language, "btw", "VAT")];
    let mut table = Table::new(&[
        (say(language, "maand", "month"), Align::Left),
        ("#", right),
        (net, right),
        (vat, right),
        (net, right),
        (vat, right),
        ("", right),
        ("", Align::Left),
    ]);
    table.group(3, say(language, "winkel", "shop"));
    table.group(5, "Moneybird");
    table.group(6, say(language, "verschil", "difference"));
    for own in statements {
        let all = total(&own.rows);
        table.row([
            own.period.clone(),
            orders(own).to_string(),
            all.shop.net.to_string(),
            all.shop.vat.to_string(),
            all.moneybird.net.to_string(),
            all.moneybird.vat.to_string(),
            own.difference.to_string(),
            verdict(own, language),
        ]);
    }
    table.text()
}

/// How many orders; one with two rates stands in two rows.
fn orders(own: &Statement) -> usize {
    own.orders.iter().map(|listed| listed.id).collect::<BTreeSet<_>>().len()
}

/// Whether it closes, and what was refused all the same.
fn verdict(own: &Statement, language: Language) -> String {
    let closes = match (own.closes, language) {
        (true, Language::Nl) => "sluit",
        (true, Language::En) => "closes",
        (false, Language::Nl) => "sluit niet",
        (false, Language::En) => "does not close",
    };
    let named = own.explanations.iter().filter(|named| named.net == Money::ZERO);
    let codes: BTreeSet<&str> = named.map(|named| named.code.as_str()).collect();
    let codes: Vec<&str> = codes.into_iter().collect();
    if codes.is_empty() { closes.to_owned() } else { format!("{closes} ({})", codes.join(", ")) }
}
