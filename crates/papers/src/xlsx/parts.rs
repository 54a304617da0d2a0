//! The sheets, in their order.

use bookkeeping::closing::{Amounts, Statement};
use bookkeeping::{Country, Language, Percentage};
use rust_decimal::Decimal;

use super::page::{Cell, Column, Kind, Page};
use crate::words::{boxes, case_in_words, once, order_id, say, state, title, verdict};

use Kind::{Amount, Day, Difference, Number, Sentence, Text};

/// All sheets, from the sum to the single order.
pub(super) fn all(own: &Statement, language: Language) -> [Page; 8] {
    [statement, of_boxes, report, orders, differences, outside, clearing, notes]
        .map(|part| part(own, language))
}

fn amounts(own: Amounts) -> [Cell; 2] {
    [Cell::Amount(own.net), Cell::Amount(own.vat)]
}

fn number(own: impl Into<Decimal>) -> Cell {
    Cell::Number(own.into())
}

fn country(own: Option<Country>) -> Cell {
    Cell::maybe(own, |own| Cell::text(own.code()))
}

fn percentage(own: Option<Percentage>) -> Cell {
    Cell::maybe(own, |own| number(own.decimal()))
}

fn statement(own: &Statement, language: Language) -> Page {
    let name = |dutch, english| say(language, dutch, english);
    let columns = [
        Column(name("btw", "VAT"), 24, Text),
        Column(name("land", "country"), 8, Text),
        Column("%", 6, Number),
        Column(name("winkel aantal", "shop count"), 9, Number),
        Column(name("winkel netto", "shop net"), 15, Amount),
        Column(name("winkel btw", "shop VAT"), 14, Amount),
        Column(name("geboekt aantal", "books count"), 9, Number),
        Column(name("geboekt netto", "books net"), 15, Amount),
        Column(name("geboekt btw", "books VAT"), 14, Amount),
        Column(name("Moneybird netto", "Moneybird net"), 15, Amount),
        Column(name("Moneybird btw", "Moneybird VAT"), 14, Amount),
        Column(name("verschil netto", "difference net"), 15, Difference),
        Column(name("verschil btw", "difference VAT"), 15, Difference),
    ];
    let above = [title(own, language), verdict(own, language)];
    let rows = own.rows.iter().map(|row| {
        let [difference_net, difference_vat] = amounts(row.difference);
        let [moneybird_net, moneybird_vat] = amounts(row.moneybird);
        [
            Cell::text(case_in_words(&row.case, row.tax_rate.as_deref(), language)),
            country(row.country),
            percentage(row.percentage),
            number(row.shop.count),
            Cell::Amount(row.shop.net),
            Cell::Amount(row.shop.vat),
            number(row.booked.count),
            Cell::Amount(row.booked.net),
            Cell::Amount(row.booked.vat),
            moneybird_net,
            moneybird_vat,
            difference_net,
            difference_vat,
        ]
    });
    Page::new(name("Aansluiting", "Statement"), columns, rows).below(above).with_total(language)
}

fn of_boxes(own: &Statement, language: Language) -> Page {
    let name = |dutch, english| say(language, dutch, english);
    let columns = [
        Column(name("btw-rubriek", "VAT return box"), 16, Text),
        Column(name("deze winkel netto", "this shop net"), 18, Amount),
        Column(name("deze winkel btw", "this shop VAT"), 18, Amount),
        Column(name("hele administratie netto", "whole administration net"), 22, Amount),
        Column(name("hele administratie btw", "whole administration VAT"), 22, Amount),
    ];
    let rows = boxes(own).into_iter().map(|(name, [ours, whole])| {
        let ([net, vat], [whole_net, whole_vat]) = (amounts(ours), amounts(whole));
        [Cell::text(name), net, vat, whole_net, whole_vat]
    });
    Page::new(name("Rubrieken", "Boxes"), columns, rows).with_total(language)
}

fn report(own: &Statement, language: Language) -> Page {
    let name = |dutch, english| say(language, dutch, english);
    let columns = [
        Column(name("rubriek", "box"), 9, Text),
        Column(name("tarief", "tax rate"), 32, Text),
        Column("%", 6, Number),
        Column(name("deze winkel netto", "this shop net"), 17, Amount),
        Column(name("deze winkel btw", "this shop VAT"), 17, Amount),
        Column(name("andere facturen netto", "other invoices net"), 17, Amount),
        Column(name("andere facturen btw", "other invoices VAT"), 17, Amount),
        Column(name("btw-rapport netto", "tax report net"), 17, Amount),
        Column(name("btw-rapport btw", "tax report VAT"), 17, Amount),
        Column(name("tarief-id", "tax rate id"), 22, Text),
    ];
    let rows = own.report.iter().map(|rate| {
        let [net, vat] = amounts(rate.ours);
        let [outside_net, outside_vat] = amounts(rate.outside);
        let [whole_net, whole_vat] = amounts(rate.whole);
        [
            Cell::maybe(rate.return_box.as_ref(), Cell::text),
            Cell::text(&rate.name),
            percentage(rate.percentage),
            net,
            vat,
            outside_net,
            outside_vat,
            whole_net,
            whole_vat,
            Cell::text(&rate.tax_rate),
        ]
    });
    Page::new(name("Btw-rapport", "Report"), columns, rows).with_total(language)
}

fn orders(own: &Statement, language: Language) -> Page {
    let name = |dutch, english| say(language, dutch, english);
    let columns = [
        Column(name("bestelling", "order"), 14, Text),
        Column(name("datum", "date"), 11, Day),
        Column(name("kenmerk", "reference"), 16, Text),
        Column(name("bestelling-id", "order id"), 13, Text),
        Column(name("factuur-id", "invoice id"), 22, Text),
        Column(name("stand", "state"), 22, Text),
        Column(name("btw", "VAT"), 22, Text),
        Column(name("land", "country"), 8, Text),
        Column("%", 6, Number),
        Column(name("netto", "net"), 12, Amount),
        Column(name("btw-bedrag", "VAT amount"), 12, Amount),
        Column(name("totaal", "total"), 12, Amount),
        Column(name("staat voor", "stands for"), 24, Text),
    ];
    let rows = own.orders.iter().map(|line| {
        let stands_for = if line.orders.len() > 1 { line.orders.join(", ") } else { String::new() };
        [
            Cell::text(&line.number),
            Cell::Day(line.date),
            Cell::maybe(line.reference.as_ref(), Cell::text),
            Cell::text(order_id(line.id)),
            Cell::maybe(line.invoice_id.as_ref(), Cell::text),
            Cell::text(state(&line.state, language)),
            Cell::maybe(line.case.as_ref(), |own| Cell::text(case_in_words(own, None, language))),
            country(line.country),
            percentage(line.percentage),
            Cell::Amount(line.net),
            Cell::Amount(line.vat),
            Cell::Amount(line.total),
            Cell::text(stands_for),
        ]
    });
    Page::new(name("Bestellingen", "Orders"), columns, rows).filtered().with_total(language)
}

fn differences(own: &Statement, language: Language) -> Page {
    let name = |dutch, english| say(language, dutch, english);
    let columns = [
        Column(name("bestelling", "order"), 14, Text),
        Column(name("bestelling-id", "order id"), 13, Text),
        Column(name("factuur-id", "invoice id"), 22, Text),
        Column(name("soort", "kind"), 22, Text),
        Column(name("verschil netto", "difference net"), 12, Difference),
        Column(name("verschil btw", "difference VAT"), 12, Difference),
        Column(name("waardoor", "why"), 80, Sentence),
    ];
    let rows = once(&own.explanations).into_iter().map(|line| {
        [
            Cell::text(&line.number),
            Cell::text(order_id(line.id)),
            Cell::maybe(line.invoice_id.as_ref(), Cell::text),
            Cell::text(state(&line.code, language)),
            Cell::Amount(line.net),
            Cell::Amount(line.vat),
            Cell::text(&line.message),
        ]
    });
    Page::new(name("Verschillen", "Differences"), columns, rows).with_total(language)
}

fn outside(own: &Statement, language: Language) -> Page {
    let name = |dutch, english| say(language, dutch, english);
    let columns = [
        Column(name("kenmerk", "reference"), 24, Text),
        Column(name("datum", "date"), 11, Day),
        Column(name("factuur-id", "invoice id"), 22, Text),
        Column(name("netto", "net"), 12, Amount),
        Column(name("btw", "VAT"), 12, Amount),
        Column(name("opmerking", "remark"), 60, Sentence),
    ];
    let title = name("Niet uit deze winkel", "Outside");
    let rows = own.outside.iter().map(|line| {
        [
            Cell::text(&line.reference),
            Cell::maybe(line.date, Cell::Day),
            Cell::text(&line.invoice_id),
            Cell::Amount(line.net),
            Cell::Amount(line.vat),
            Cell::maybe(line.message.as_ref(), Cell::text),
        ]
    });
    Page::new(title, columns, rows).with_total(language)
}

fn clearing(own: &Statement, language: Language) -> Page {
    let name = |dutch, english| say(language, dutch, english);
    let columns = [
        Column(name("tussenrekening", "clearing account"), 36, Text),
        Column(name("begin", "opening"), 14, Amount),
        Column(name("betaald", "paid"), 14, Amount),
        Column(name("overig bij", "other debit"), 14, Amount),
        Column(name("af", "taken off"), 14, Amount),
        Column(name("nog niet uitbetaald", "not paid out yet"), 14, Amount),
        Column(name("rekening-id", "account id"), 22, Text),
    ];
    let title = name("Tussenrekeningen", "Clearing");
    let rows = own.clearing.iter().map(|line| {
        [
            Cell::text(&line.name),
            Cell::Amount(line.opening),
            Cell::Amount(line.paid),
            Cell::Amount(line.other),
            Cell::Amount(line.taken),
            Cell::Amount(line.closing),
            Cell::text(&line.account),
        ]
    });
    Page::new(title, columns, rows).with_total(language)
}

fn notes(own: &Statement, language: Language) -> Page {
    let name = say(language, "Opmerkingen", "Notes");
    let heading = say(language, "wat u verder moet weten", "what else there is to know");
    let columns = [Column(heading, 110, Sentence)];
    let rows = own.notes.iter().map(|note| [Cell::text(note)]);
    Page::new(name, columns, rows)
}
