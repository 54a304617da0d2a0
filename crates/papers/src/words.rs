//! What whoever shows a statement says in the same words.

use std::collections::BTreeMap;

use bookkeeping::closing::{Amounts, Counted, Explanation, Row, Statement};
use bookkeeping::{Language, Money, VatCase};

/// Chooses between the two languages.
pub(crate) fn say<'a>(language: Language, nl: &'a str, en: &'a str) -> &'a str {
    match language {
        Language::Nl => nl,
        Language::En => en,
    }
}

/// What the statement is called.
pub fn title(own: &Statement, language: Language) -> String {
    match language {
        Language::Nl => format!("Sluitende aansluiting over {}, in {}", own.period, own.currency),
        Language::En => format!("Closing statement of {}, in {}", own.period, own.currency),
    }
}

/// A VAT case, as the settings call it. `tax_rate` is the name of one that nothing explains.
pub fn case(case: &str, tax_rate: Option<&str>, language: Language) -> String {
    let case = match (case, language) {
        ("unassigned", Language::Nl) => "niet in te delen",
        ("unexplained", Language::Nl) => "niet verklaard",
        (case, _) => case,
    };
    match tax_rate {
        Some(name) => format!("{case}: {name}"),
        None => case.to_owned(),
    }
}

/// A VAT case in words.
pub(crate) fn case_in_words(code: &str, tax_rate: Option<&str>, language: Language) -> String {
    let words = match (VatCase::parse(code), code, language) {
        (Some(case), ..) => case.said(language),
        (None, "unassigned", Language::En) => "cannot be placed",
        // What has no case the command line says in words as well.
        (None, ..) => return case(code, tax_rate, language),
    };
    words.to_owned()
}

/// Where an order stands, in words; the public code of a refusal stays one, as pages and command line
/// tell it too.
pub(crate) fn state(code: &str, language: Language) -> &str {
    match (code, language) {
        ("booked", _) => say(language, "geboekt", "booked"),
        ("underway", _) => say(language, "onderweg", "under way"),
        ("gone", _) => say(language, "factuur is weg", "invoice is gone"),
        ("moved", _) => say(language, "factuur van andere dag", "invoice of another day"),
        ("altered", _) => say(language, "factuur gewijzigd", "invoice altered"),
        ("doubled", _) => say(language, "dubbele factuur", "second invoice"),
        ("edited", _) => say(language, "bestelling gewijzigd", "order edited"),
        ("cancelled", _) => say(language, "vervallen in de winkel", "no longer sold"),
        ("ignored", _) => say(language, "terzijde gelegd", "set aside"),
        ("currency", _) => say(language, "andere valuta", "another currency"),
        ("rounding", _) => say(language, "afronding", "rounding"),
        (code, _) => code,
    }
}

/// The id of an order; nothing for what is no single order of the shop, which has none there.
pub fn order_id(id: i64) -> String {
    if id > 0 { id.to_string() } else { String::new() }
}

/// The explanations with one for an order and its invoice, where both what became of it and what was
/// edited in it is told: both sentences, and the amounts added up.
pub fn once(all: &[Explanation]) -> Vec<Explanation> {
    let mut once: Vec<Explanation> = Vec::with_capacity(all.len());
    for own in all {
        let is_same = |before: &&mut Explanation| {
            own.code == "edited" && (before.id, &before.invoice_id) == (own.id, &own.invoice_id)
        };
        let Some(before) = once.last_mut().filter(is_same) else {
            once.push(own.clone());
            continue;
        };
        if before.code == "rounding" {
            before.code.clone_from(&own.code);
        }
        let said = [before.message.as_str(), own.message.as_str()];
        before.message =
            said.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ");
        before.net += own.net;
        before.vat += own.vat;
    }
    once
}

/// All rows added up. The numbers of orders are not: an order with two rates is in two rows.
pub fn total(rows: &[Row]) -> Row {
    let mut all = Row {
        case: String::new(),
        country: None,
        percentage: None,
        tax_rate: None,
        shop: Counted::default(),
        booked: Counted::default(),
        moneybird: Amounts::default(),
        difference: Amounts::default(),
    };
    for row in rows {
        all.shop.net += row.shop.net;
        all.shop.vat += row.shop.vat;
        all.booked.net += row.booked.net;
        all.booked.vat += row.booked.vat;
        all.moneybird += row.moneybird;
        all.difference += row.difference;
    }
    all
}

/// Every box with our share in it, and what Moneybird reports of the whole administration.
pub fn boxes(own: &Statement) -> BTreeMap<&str, [Amounts; 2]> {
    let mut boxes: BTreeMap<&str, [Amounts; 2]> = BTreeMap::new();
    for (name, amounts) in &own.boxes {
        boxes.entry(name).or_default()[0] += *amounts;
    }
    for rate in &own.report {
        if let Some(name) = &rate.return_box {
            boxes.entry(name).or_default()[1] += rate.whole;
        }
    }
    boxes
}

/// Whether it closes, in one sentence.
pub fn verdict(own: &Statement, language: Language) -> String {
    let difference = own.difference.said(language);
    if own.closes && own.rows.is_empty() {
        let nothing = "Nothing was sold or booked in this period.";
        return say(language, "In deze periode is niets verkocht of geboekt.", nothing).to_owned();
    }
    if own.closes {
        return match language {
            Language::Nl => format!("Sluit: verschil {}.", Money::ZERO.said(language)),
            Language::En => format!("Closes: difference {}.", Money::ZERO.said(language)),
        };
    }
    let number = once(&own.explanations).len();
    match (language, number) {
        (Language::Nl, 0) => {
            format!("Sluit niet: verschil {difference}; geen bestelling verklaart dit.")
        }
        (Language::En, 0) => {
            format!("Does not close: difference {difference}; no order explains it.")
        }
        (Language::Nl, _) => format!(
            "Sluit niet: verschil {difference}; per bestelling staat vermeld waardoor ({number})."
        ),
        (Language::En, _) => {
            format!("Does not close: difference {difference}; the orders named say why ({number}).")
        }
    }
}
