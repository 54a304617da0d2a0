//! The statement as text.

use bookkeeping::closing::{Amounts, Counted, Row, Statement};
use bookkeeping::{Language, Money};

use super::super::{Align, Table};
use crate::language::say;

/// The statement as text; its last line says whether it closes.
pub(crate) fn statement(own: &Statement, language: Language) -> String {
    let title = match language {
        Language::Nl => format!("Sluitende aansluiting over {}, in {}", own.period, own.currency),
        Language::En => format!("Closing statement of {}, in {}", own.period, own.currency),
    };
    let mut parts = vec![format!("{title}\n"), rows(own, language)];
    if !own.boxes.is_empty() {
        parts.push(boxes(own, language));
    }
    if !own.explanations.is_empty() {
        parts.push(explanations(own, language));
    }
    if !own.outside.is_empty() {
        parts.push(outside(own, language));
    }
    if !own.notes.is_empty() {
        parts.push(format!("- {}\n", own.notes.join("\n- ")));
    }
    parts.push(verdict(own, language));
    parts.join("\n")
}

fn rows(own: &Statement, language: Language) -> String {
    let [net, vat] = names(language);
    let mut table = Table::new(&[
        ("", Align::Left),
        ("", Align::Left),
        ("", Align::Right),
        ("", Align::Right),
        (say(language, "winkel", "shop"), Align::Right),
        ("", Align::Right),
        ("", Align::Right),
        (say(language, "geboekt", "books"), Align::Right),
        ("", Align::Right),
        ("Moneybird", Align::Right),
        ("", Align::Right),
        (say(language, "verschil", "difference"), Align::Right),
        ("", Align::Right),
    ]);
    let land = say(language, "land", "country");
    let names = [vat, land, "%", "#", net, vat, "#", net, vat, net, vat, net, vat];
    table.row(names.map(str::to_owned));
    for row in &own.rows {
        let country = row.country.map(|country| country.to_string()).unwrap_or_default();
        let percentage =
            row.percentage.map(|percentage| percentage.to_string()).unwrap_or_default();
        table.row(cells(case(row, language), country, percentage, row));
    }
    table.rule();
    let (all, none) = (total(&own.rows), String::new());
    let name = say(language, "totaal", "total").to_owned();
    let mut last = cells(name, none.clone(), none.clone(), &all);
    // An order with two rates counts in two rows, so the numbers do not add up.
    (last[3], last[6]) = (none.clone(), none);
    table.row(last);
    table.text()
}

fn case(row: &Row, language: Language) -> String {
    let case = match (row.case.as_str(), language) {
        ("unassigned", Language::Nl) => "niet in te delen",
        ("unexplained", Language::Nl) => "niet verklaard",
        (case, _) => case,
    };
    match &row.tax_rate {
        Some(name) => format!("{case}: {name}"),
        None => case.to_owned(),
    }
}

fn cells(case: String, country: String, percentage: String, row: &Row) -> [String; 13] {
    [
        case,
        country,
        percentage,
        row.shop.count.to_string(),
        row.shop.net.to_string(),
        row.shop.vat.to_string(),
        row.booked.count.to_string(),
        row.booked.net.to_string(),
        row.booked.vat.to_string(),
        row.moneybird.net.to_string(),
        row.moneybird.vat.to_string(),
        row.difference.net.to_string(),
        row.difference.vat.to_string(),
    ]
}

/// All rows added up.
fn total(rows: &[Row]) -> Row {
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

fn names(language: Language) -> [&'static str; 2] {
    [say(language, "netto", "net"), say(language, "btw", "VAT")]
}

fn boxes(own: &Statement, language: Language) -> String {
    let [net, vat] = names(language);
    let title = say(language, "aandeel in btw-rubriek", "share in VAT return box");
    let mut table = Table::new(&[(title, Align::Left), (net, Align::Right), (vat, Align::Right)]);
    for (name, amounts) in &own.boxes {
        table.row([name.clone(), amounts.net.to_string(), amounts.vat.to_string()]);
    }
    table.text()
}

fn explanations(own: &Statement, language: Language) -> String {
    let [net, vat] = names(language);
    let mut table = Table::new(&[
        (say(language, "bestelling", "order"), Align::Left),
        ("id", Align::Left),
        (say(language, "factuur", "invoice"), Align::Left),
        (net, Align::Right),
        (vat, Align::Right),
        (say(language, "wat het verschil verklaart", "what explains the difference"), Align::Left),
    ]);
    for own in &own.explanations {
        table.row([
            own.number.clone(),
            own.id.to_string(),
            own.invoice_id.clone().unwrap_or_default(),
            own.net.to_string(),
            own.vat.to_string(),
            format!("{}: {}", own.code, own.message),
        ]);
    }
    table.text()
}

fn outside(own: &Statement, language: Language) -> String {
    let [net, vat] = names(language);
    let title = say(language, "niet uit deze winkel", "not from this shop");
    let reference = say(language, "kenmerk", "reference");
    let mut table = Table::new(&[
        (title, Align::Left),
        (reference, Align::Left),
        (net, Align::Right),
        (vat, Align::Right),
    ]);
    for own in &own.outside {
        let (net, vat) = (own.net.to_string(), own.vat.to_string());
        table.row([own.invoice_id.clone(), own.reference.clone(), net, vat]);
    }
    table.text()
}

/// Whether it closes, in one sentence.
fn verdict(own: &Statement, language: Language) -> String {
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
            "Sluit niet: verschil {difference}; hierboven staat per bestelling waardoor ({number})."
        ),
        (Language::En, _) => {
            format!("Does not close: difference {difference}; the orders above say why ({number}).")
        }
    }
}
