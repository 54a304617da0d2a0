//! What whoever shows a statement says in the same words.

use std::collections::BTreeMap;

use bookkeeping::closing::{Amounts, Counted, Row, Statement};
use bookkeeping::{Language, Money};

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

/// The id of an order; nothing for what is no single order of the shop, which has none there.
pub fn order_id(id: i64) -> String {
    if id > 0 { id.to_string() } else { String::new() }
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
    let difference = own.difference;
    if own.closes && own.rows.is_empty() {
        let nothing = "Nothing was sold or booked in this period.";
        return say(language, "In deze periode is niets verkocht of geboekt.", nothing).to_owned();
    }
    if own.closes {
        return match language {
            Language::Nl => format!("Sluit: verschil {}.", Money::ZERO),
            Language::En => format!("Closes: difference {}.", Money::ZERO),
        };
    }
    let number = own.explanations.len();
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
