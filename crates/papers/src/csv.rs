//! The statement as CSV (RFC 4180): rows, boxes, tax rates, clearing accounts, explanations, what is
//! not ours, orders and notes, told apart by the first column. Amounts have a dot.

use bookkeeping::closing::{Amounts, Statement};

use crate::cell::{harmless, quoted};
use crate::words::order_id;

/// New columns come last.
const HEADING: [&str; 35] = [
    "kind",
    "case",
    "country",
    "percentage",
    "shop_count",
    "shop_net",
    "shop_vat",
    "booked_count",
    "booked_net",
    "booked_vat",
    "moneybird_net",
    "moneybird_vat",
    "difference_net",
    "difference_vat",
    "order_id",
    "number",
    "invoice_id",
    "message",
    "date",
    "reference",
    "state",
    "tax_rate",
    "name",
    "return_box",
    "outside_net",
    "outside_vat",
    "whole_net",
    "whole_vat",
    "total",
    "account",
    "opening",
    "paid",
    "other",
    "taken",
    "closing",
];

/// One line: what is set stands in its column, the rest is empty.
struct Record([String; HEADING.len()]);

impl Record {
    fn new(kind: &str) -> Self {
        let mut record = Self(std::array::from_fn(|_| String::new()));
        kind.clone_into(&mut record.0[0]);
        record
    }

    fn set(mut self, column: &str, value: &impl ToString) -> Self {
        if let Some(at) = HEADING.iter().position(|name| *name == column) {
            self.0[at] = value.to_string();
        }
        self
    }

    /// Sets a text that somebody else wrote.
    fn text(self, column: &str, value: &str) -> Self {
        self.set(column, &harmless(value))
    }

    /// Sets what may be missing.
    fn maybe(self, column: &str, value: Option<&impl ToString>) -> Self {
        match value {
            Some(value) => self.set(column, value),
            None => self,
        }
    }

    /// Sets net and VAT of one side.
    fn amounts(self, side: &str, amounts: Amounts) -> Self {
        self.set(&format!("{side}_net"), &amounts.net).set(&format!("{side}_vat"), &amounts.vat)
    }

    fn line(&self) -> String {
        let cells: Vec<String> = self.0.iter().map(|cell| quoted(cell)).collect();
        cells.join(",")
    }
}

/// The statement as CSV.
pub fn csv(own: &Statement) -> String {
    let records = rows(own).chain(boxes(own)).chain(report(own)).chain(clearing(own));
    let records = records.chain(explanations(own)).chain(outside(own)).chain(orders(own));
    let notes = own.notes.iter().map(|note| Record::new("note").text("message", note));
    let mut all = vec![HEADING.join(",")];
    all.extend(records.chain(notes).map(|record| record.line()));
    // Every line ends, the last one too.
    all.push(String::new());
    all.join("\r\n")
}

fn rows(own: &Statement) -> impl Iterator<Item = Record> {
    own.rows.iter().map(|row| {
        Record::new("row")
            .set("case", &row.case)
            .maybe("country", row.country.as_ref())
            .maybe("percentage", row.percentage.as_ref())
            .set("shop_count", &row.shop.count)
            .set("shop_net", &row.shop.net)
            .set("shop_vat", &row.shop.vat)
            .set("booked_count", &row.booked.count)
            .set("booked_net", &row.booked.net)
            .set("booked_vat", &row.booked.vat)
            .amounts("moneybird", row.moneybird)
            .amounts("difference", row.difference)
            .text("message", row.tax_rate.as_deref().unwrap_or_default())
    })
}

fn boxes(own: &Statement) -> impl Iterator<Item = Record> {
    own.boxes
        .iter()
        .map(|(name, amounts)| Record::new("box").text("case", name).amounts("moneybird", *amounts))
}

fn report(own: &Statement) -> impl Iterator<Item = Record> {
    own.report.iter().map(|rate| {
        Record::new("rate")
            .maybe("percentage", rate.percentage.as_ref())
            .amounts("booked", rate.ours)
            .set("tax_rate", &rate.tax_rate)
            .text("name", &rate.name)
            .text("return_box", rate.return_box.as_deref().unwrap_or_default())
            .amounts("outside", rate.outside)
            .amounts("whole", rate.whole)
    })
}

fn clearing(own: &Statement) -> impl Iterator<Item = Record> {
    own.clearing.iter().map(|account| {
        Record::new("clearing")
            .text("name", &account.name)
            .set("account", &account.account)
            .set("opening", &account.opening)
            .set("paid", &account.paid)
            .set("other", &account.other)
            .set("taken", &account.taken)
            .set("closing", &account.closing)
    })
}

fn explanations(own: &Statement) -> impl Iterator<Item = Record> {
    own.explanations.iter().map(|own| {
        Record::new("explanation")
            .set("difference_net", &own.net)
            .set("difference_vat", &own.vat)
            .set("order_id", &order_id(own.id))
            .text("number", &own.number)
            .maybe("invoice_id", own.invoice_id.as_ref())
            .text("message", &format!("{}: {}", own.code, own.message))
    })
}

fn outside(own: &Statement) -> impl Iterator<Item = Record> {
    own.outside.iter().map(|own| {
        Record::new("outside")
            .set("moneybird_net", &own.net)
            .set("moneybird_vat", &own.vat)
            .text("number", &own.reference)
            .set("invoice_id", &own.invoice_id)
            .text("message", own.message.as_deref().unwrap_or_default())
            .maybe("date", own.date.as_ref())
    })
}

fn orders(own: &Statement) -> impl Iterator<Item = Record> {
    own.orders.iter().map(|own| {
        Record::new("order")
            .maybe("case", own.case.as_ref())
            .maybe("country", own.country.as_ref())
            .maybe("percentage", own.percentage.as_ref())
            .set("shop_count", &own.orders.len())
            .set("shop_net", &own.net)
            .set("shop_vat", &own.vat)
            .set("order_id", &order_id(own.id))
            .text("number", &own.number)
            .maybe("invoice_id", own.invoice_id.as_ref())
            .set("date", &own.date)
            .text("reference", own.reference.as_deref().unwrap_or_default())
            .set("state", &own.state)
            .set("total", &own.total)
    })
}
