//! The statement as CSV (RFC 4180): rows, boxes, explanations and what is not ours, told apart by
//! the first column. Amounts have a dot.

use bookkeeping::closing::Statement;

const HEADING: [&str; 18] = [
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
        // A spreadsheet would run such a text as a formula.
        let harmless = !value.starts_with(['=', '+', '-', '@', '\t', '\r']);
        self.set(column, &if harmless { value.to_owned() } else { format!("'{value}") })
    }

    fn line(&self) -> String {
        let cells: Vec<String> = self.0.iter().map(|cell| quoted(cell)).collect();
        cells.join(",")
    }
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

/// The statement as CSV.
pub(crate) fn csv(own: &Statement) -> String {
    let rows = own.rows.iter().map(|row| {
        Record::new("row")
            .set("case", &row.case)
            .set("country", &row.country.map(|own| own.to_string()).unwrap_or_default())
            .set("percentage", &row.percentage.map(|own| own.to_string()).unwrap_or_default())
            .set("shop_count", &row.shop.count)
            .set("shop_net", &row.shop.net)
            .set("shop_vat", &row.shop.vat)
            .set("booked_count", &row.booked.count)
            .set("booked_net", &row.booked.net)
            .set("booked_vat", &row.booked.vat)
            .set("moneybird_net", &row.moneybird.net)
            .set("moneybird_vat", &row.moneybird.vat)
            .set("difference_net", &row.difference.net)
            .set("difference_vat", &row.difference.vat)
            .text("message", row.tax_rate.as_deref().unwrap_or_default())
    });
    let boxes = own.boxes.iter().map(|(name, amounts)| {
        Record::new("box")
            .text("case", name)
            .set("moneybird_net", &amounts.net)
            .set("moneybird_vat", &amounts.vat)
    });
    let explanations = own.explanations.iter().map(|own| {
        Record::new("explanation")
            .set("difference_net", &own.net)
            .set("difference_vat", &own.vat)
            .set("order_id", &own.id)
            .text("number", &own.number)
            .set("invoice_id", &own.invoice_id.clone().unwrap_or_default())
            .text("message", &format!("{}: {}", own.code, own.message))
    });
    let outside = own.outside.iter().map(|own| {
        Record::new("outside")
            .set("moneybird_net", &own.net)
            .set("moneybird_vat", &own.vat)
            .text("number", &own.reference)
            .set("invoice_id", &own.invoice_id)
    });
    let lines = rows.chain(boxes).chain(explanations).chain(outside).map(|record| record.line());
    let mut all = vec![HEADING.join(",")];
    all.extend(lines);
    // Every line ends, the last one too.
    all.push(String::new());
    all.join("\r\n")
}
