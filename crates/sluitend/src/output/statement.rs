//! The closing statement as a shopkeeper reads it. As JSON it is its own shape, and as a file it is one of
//! `papers`. An ordinary one is less than a hundred characters wide.

use bookkeeping::closing::{Row, Statement};
use bookkeeping::{Language, Money};

use papers::{boxes, case, once, order_id, title, verdict};

use super::{Align, Table, wrapped};
use crate::language::say;

/// The statement as text; its last line says whether it closes.
pub(crate) fn statement(own: &Statement, language: Language) -> String {
    let mut parts = vec![format!("{}\n", title(own, language)), rows(own, language)];
    if !own.boxes.is_empty() {
        parts.push(of_boxes(own, language));
    }
    if own.report.iter().any(|rate| rate.whole != rate.ours) {
        parts.push(report(own, language));
    }
    if !own.clearing.is_empty() {
        parts.push(clearing(own, language));
    }
    if !own.explanations.is_empty() {
        parts.push(explanations(own, language));
    }
    if !own.outside.is_empty() {
        parts.push(outside(own, language));
    }
    if !own.notes.is_empty() {
        parts.push(own.notes.iter().map(|note| wrapped("- ", note)).collect());
    }
    parts.push(verdict(own, language));
    parts.join("\n")
}

fn rows(own: &Statement, language: Language) -> String {
    let [net, vat] = names(language);
    let (left, right) = (Align::Left, Align::Right);
    let mut table = Table::new(&[
        (vat, left),
        ("#", right),
        (net, right),
        (vat, right),
        (net, right),
        (vat, right),
        (net, right),
        (vat, right),
        (net, right),
        (vat, right),
    ]);
    table.group(3, say(language, "winkel", "shop"));
    table.group(5, say(language, "geboekt", "books"));
    table.group(7, "Moneybird");
    table.group(9, say(language, "verschil", "difference"));
    for row in &own.rows {
        table.row(cells(label(row, language), row, language));
    }
    table.rule();
    let name = say(language, "totaal", "total").to_owned();
    let mut last = cells(name, &papers::total(&own.rows), language);
    // An order with two rates is in two rows.
    last[1].clear();
    table.row(last);
    if own.rows.iter().all(|row| row.shop.count == row.booked.count) {
        return table.text();
    }
    let note = say(
        language,
        "Bij # staat het aantal bestellingen; waar er twee staan, eerst dat van de winkel en dan dat van de boeken.",
        "# is the number of orders; where there are two, first the shop's and then that of the books.",
    );
    format!("{}{}", table.text(), wrapped("", note))
}

/// An amount in a column, where there is no room for more than its digits.
fn figure(own: Money, language: Language) -> String {
    let text = own.to_string();
    if language == Language::Nl { text.replace('.', ",") } else { text }
}

/// Case, country and percentage.
fn label(row: &Row, language: Language) -> String {
    let mut label = case(&row.case, row.tax_rate.as_deref(), language);
    // The name of a tax rate says the rest.
    if row.tax_rate.is_none() {
        for part in [
            row.country.map(|country| country.to_string()),
            row.percentage.map(|percentage| format!("{}%", percentage.said(language))),
        ] {
            label.extend(part.map(|part| format!(" {part}")));
        }
    }
    label
}

/// Number of orders; of the shop and of the books where they differ.
fn count(row: &Row) -> String {
    let (shop, booked) = (row.shop.count, row.booked.count);
    if shop == booked { shop.to_string() } else { format!("{shop}/{booked}") }
}

fn cells(label: String, row: &Row, language: Language) -> [String; 10] {
    [
        label,
        count(row),
        figure(row.shop.net, language),
        figure(row.shop.vat, language),
        figure(row.booked.net, language),
        figure(row.booked.vat, language),
        figure(row.moneybird.net, language),
        figure(row.moneybird.vat, language),
        figure(row.difference.net, language),
        figure(row.difference.vat, language),
    ]
}

fn names(language: Language) -> [&'static str; 2] {
    [say(language, "netto", "net"), say(language, "btw", "VAT")]
}

fn of_boxes(own: &Statement, language: Language) -> String {
    let [net, vat] = names(language);
    let right = Align::Right;
    let mut table = Table::new(&[
        (say(language, "btw-rubriek", "VAT return box"), Align::Left),
        (net, right),
        (vat, right),
        (net, right),
        (vat, right),
    ]);
    table.group(2, say(language, "deze winkel", "this shop"));
    table.group(4, say(language, "hele administratie", "whole administration"));
    for (name, [ours, whole]) in boxes(own) {
        table.row([
            name.to_owned(),
            figure(ours.net, language),
            figure(ours.vat, language),
            figure(whole.net, language),
            figure(whole.vat, language),
        ]);
    }
    table.text()
}

fn report(own: &Statement, language: Language) -> String {
    let [net, vat] = names(language);
    let right = Align::Right;
    let mut table = Table::new(&[
        (say(language, "tarief in Moneybird", "rate in Moneybird"), Align::Left),
        (net, right),
        (vat, right),
        (net, right),
        (vat, right),
        (net, right),
        (vat, right),
    ]);
    table.group(2, say(language, "deze winkel", "this shop"));
    table.group(4, say(language, "andere facturen", "other invoices"));
    table.group(6, say(language, "btw-rapport", "tax report"));
    for rate in &own.report {
        let name = if rate.name.is_empty() { &rate.tax_rate } else { &rate.name };
        table.row([
            name.clone(),
            figure(rate.ours.net, language),
            figure(rate.ours.vat, language),
            figure(rate.outside.net, language),
            figure(rate.outside.vat, language),
            figure(rate.whole.net, language),
            figure(rate.whole.vat, language),
        ]);
    }
    table.text()
}

fn clearing(own: &Statement, language: Language) -> String {
    let right = Align::Right;
    let mut table = Table::new(&[
        (say(language, "tussenrekening", "clearing account"), Align::Left),
        (say(language, "begin", "opening"), right),
        (say(language, "betaald", "paid"), right),
        (say(language, "overig bij", "other debit"), right),
        (say(language, "af", "taken off"), right),
        (say(language, "nog niet uitbetaald", "not paid out yet"), right),
    ]);
    for own in &own.clearing {
        let amounts = [own.opening, own.paid, own.other, own.taken, own.closing];
        let [opening, paid, other, taken, closing] = amounts.map(|amount| figure(amount, language));
        table.row([own.name.clone(), opening, paid, other, taken, closing]);
    }
    table.text()
}

/// One order a line, with its sentence below it.
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
    let all = once(&own.explanations);
    for own in &all {
        table.row([
            own.number.clone(),
            order_id(own.id),
            own.invoice_id.clone().unwrap_or_default(),
            figure(own.net, language),
            figure(own.vat, language),
            own.code.clone(),
        ]);
    }
    below(&table, all.iter().map(|own| own.message.as_str()))
}

fn outside(own: &Statement, language: Language) -> String {
    let [net, vat] = names(language);
    let title = say(language, "niet uit deze winkel", "not from this shop");
    let reference = say(language, "kenmerk", "reference");
    let mut table = Table::new(&[
        (title, Align::Left),
        (say(language, "datum", "date"), Align::Left),
        (reference, Align::Left),
        (net, Align::Right),
        (vat, Align::Right),
    ]);
    for own in &own.outside {
        let date = own.date.map(|date| date.to_string()).unwrap_or_default();
        let (net, vat) = (figure(own.net, language), figure(own.vat, language));
        table.row([own.invoice_id.clone(), date, own.reference.clone(), net, vat]);
    }
    below(&table, own.outside.iter().map(|own| own.message.as_deref().unwrap_or_default()))
}

/// A table with a sentence below each of its rows, where there is one.
fn below<'a>(table: &Table, mut sentences: impl Iterator<Item = &'a str>) -> String {
    let (mut text, table) = (String::new(), table.text());
    for (at, line) in table.lines().enumerate() {
        text.push_str(line);
        text.push('\n');
        let sentence = if at == 0 { None } else { sentences.next() };
        if let Some(sentence) = sentence.filter(|sentence| !sentence.is_empty()) {
            text.push_str(&wrapped("    ", sentence));
        }
    }
    text
}
