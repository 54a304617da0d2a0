//! One example: a file with what the shop says, what is to be booked, and why.

use std::path::{Path, PathBuf};

use bookkeeping::{Administration, Invoice, Language, Order, Refusal, Settings, decide};
use serde_json::Value;

/// The shop's address.
pub(super) const SHOP: &str = "https://winkel.example";

/// What every booking that is expected must say.
const TOLD: [&str; 8] =
    ["reference", "date", "total", "vat_total", "hypothesis", "lines", "vat", "payment"];

pub(super) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/examples")
}

pub(super) struct Example {
    name: String,
    pub(super) file: Value,
}

impl Example {
    /// All of them, by number.
    pub(super) fn all() -> Vec<Self> {
        let mut all = Vec::new();
        for entry in std::fs::read_dir(folder()).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "json") {
                let text = std::fs::read_to_string(&path).unwrap();
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                let file = serde_json::from_str(&text)
                    .unwrap_or_else(|error| panic!("{name} is not JSON: {error}"));
                all.push(Self { name, file });
            }
        }
        all.sort_by_key(Self::number);
        all
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn text(&self, member: &str) -> &str {
        self.file[member].as_str().unwrap_or_else(|| panic!("{} has no {member}", self.name))
    }

    pub(super) fn number(&self) -> i64 {
        self.file["number"].as_i64().unwrap_or_else(|| panic!("{} has no number", self.name))
    }

    pub(super) fn kind(&self) -> &str {
        self.text("kind")
    }

    pub(super) fn title(&self) -> &str {
        self.text("title")
    }

    pub(super) fn expected(&self) -> &Value {
        &self.file["expected"]
    }

    /// The lines of the calculation.
    pub(super) fn calculation(&self) -> Vec<&str> {
        self.file["calculation"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect()
    }

    /// The order, with a member of the file laid over it.
    pub(super) fn laid_over(&self, member: &str) -> Value {
        let mut order = self.file["order"].clone();
        lay_over(&mut order, &self.file[member]);
        order
    }

    /// The bookings that are expected: one, or those of a day.
    pub(super) fn bookings(&self) -> Vec<&Value> {
        let expected = self.expected();
        match expected["invoices"].as_array() {
            Some(invoices) => invoices.iter().collect(),
            None if expected.get("total").is_none() => Vec::new(),
            None => vec![expected],
        }
    }

    /// The amounts of the bookings that somebody must have worked out.
    pub(super) fn amounts(&self) -> Vec<String> {
        self.bookings().into_iter().flat_map(Self::amounts_of).collect()
    }

    fn amounts_of(expected: &Value) -> Vec<String> {
        let vat = expected["vat"].as_array().into_iter().flatten();
        let vat = vat.flat_map(|row| [&row["vat"], &row["vat_by_line"]]);
        let many = expected["lines"].as_array().into_iter().flatten();
        let many = many.filter(|line| line["quantity"] != "1").map(|line| &line["total"]);
        let totals = [&expected["total"], &expected["vat_total"]].into_iter();
        totals.chain(vat).chain(many).filter_map(Value::as_str).map(str::to_owned).collect()
    }

    /// Books the example and compares.
    pub(super) fn run(&self) -> Result<(), String> {
        let told = |detail: String| format!("{}: {detail}", self.name);
        let actual = match self.kind() {
            "order" => self.book_order(),
            "credit" => self.book_credit(),
            "edit" => self.compare_edit(),
            "day" => self.book_day(),
            other => Err(format!("nothing runs examples of kind {other}")),
        };
        let actual = actual.map_err(told)?;
        let expected = self.expected();
        let mut wrong = Vec::new();
        for (needed, value) in self.needed() {
            for member in needed.iter().filter(|member| value.get(member).is_none()) {
                wrong.push(format!("expected.{member} is missing"));
            }
        }
        compare("expected", expected, &actual, &mut wrong);
        match actual["invoices"].as_array() {
            Some(all) => {
                for (ours, theirs) in self.bookings().into_iter().zip(all) {
                    same_by_line(ours, theirs, &mut wrong);
                }
            }
            None => same_by_line(expected, &actual, &mut wrong),
        }
        if wrong.is_empty() { Ok(()) } else { Err(told(wrong.join("\n  "))) }
    }

    /// What must be said of what is expected.
    fn needed(&self) -> Vec<(&'static [&'static str], &Value)> {
        let expected = self.expected();
        if self.kind() == "edit" && expected.get("unchanged").is_some() {
            return vec![(&["unchanged"], expected)];
        }
        if expected.get("refused").is_some() {
            return vec![(&["refused", "message"], expected)];
        }
        let mut needed: Vec<(&'static [&'static str], &Value)> =
            self.bookings().into_iter().map(|own| (&TOLD[..], own)).collect();
        match self.kind() {
            "edit" => needed.push((&["code", "message", "total"], expected)),
            "day" => needed.push((&["invoices", "alone"], expected)),
            _ if needed.is_empty() => needed.push((&TOLD, expected)),
            _ => {}
        }
        needed
    }

    pub(super) fn settings(&self) -> Settings {
        let text = std::fs::read_to_string(folder().join("settings.toml")).unwrap();
        let mut settings = serde_json::to_value(Settings::parse(&text).unwrap()).unwrap();
        lay_over(&mut settings, &self.file["settings"]);
        serde_json::from_value(settings).unwrap()
    }

    /// An administration that has what is mapped, but for what the example changes.
    pub(super) fn administration(&self, settings: &Settings) -> Administration {
        let mut known = Administration::as_mapped(settings, "EUR");
        let changes = &self.file["administration"];
        if let Some(day) = changes["locked_until"].as_str() {
            known.locked_until = Some(day.parse().unwrap());
        }
        for id in changes["inactive"].as_array().into_iter().flatten() {
            let rate = known.tax_rates.iter_mut().find(|rate| *id == rate.id.as_str());
            rate.unwrap_or_else(|| panic!("{}: no rate {id}", self.name)).active = false;
        }
        known
    }

    fn book_order(&self) -> Result<Value, String> {
        let settings = self.settings();
        let mut order = read(&self.file["order"], &self.file["rows"], &settings)?;
        order.invoice_number = self.file["invoice_number"].as_str().map(str::to_owned);
        order.ready_at = self.file["ready_at"].as_str().map(|instant| instant.parse().unwrap());
        let known = self.administration(&settings);
        Ok(told(&decide(&order, SHOP, &settings, &known)))
    }
}

/// An order as the shop gives it.
pub(super) fn read(order: &Value, rows: &Value, settings: &Settings) -> Result<Order, String> {
    let json = |value: &Value| value.to_string().into_bytes();
    let preview = sync::preview(&json(order), &json(rows), settings);
    Ok(preview.map_err(|fault| fault.to_string())?.order)
}

/// An invoice, or why there is none.
pub(super) fn told(decided: &Result<Invoice, Refusal>) -> Value {
    match decided {
        Ok(invoice) => serde_json::to_value(invoice).unwrap(),
        Err(refusal) => serde_json::json!({
            "refused": refusal.code(),
            "message": refusal.message(Language::Nl),
        }),
    }
}

/// Lays the members of one object over those of another.
fn lay_over(below: &mut Value, above: &Value) {
    match above {
        Value::Null => {}
        Value::Object(members) => {
            for (name, value) in members {
                lay_over(&mut below[name], value);
            }
        }
        value => *below = value.clone(),
    }
}

/// Whether all that is expected is there; members that are not expected do not matter, further
/// elements do.
fn compare(place: &str, expected: &Value, actual: &Value, wrong: &mut Vec<String>) {
    match (expected, actual) {
        (Value::Object(members), Value::Object(_)) => {
            for (name, value) in members {
                compare(&format!("{place}.{name}"), value, &actual[name], wrong);
            }
        }
        (Value::Array(ours), Value::Array(theirs)) if ours.len() == theirs.len() => {
            for (at, (one, other)) in ours.iter().zip(theirs).enumerate() {
                compare(&format!("{place}[{at}]"), one, other, wrong);
            }
        }
        _ if expected == actual => {}
        _ => wrong.push(format!("{place} is {expected}, but was decided as {actual}")),
    }
}

/// Where a file does not say what VAT comes to per line, it is the same.
fn same_by_line(expected: &Value, actual: &Value, wrong: &mut Vec<String>) {
    let rows = |value: &Value| value["vat"].as_array().cloned().unwrap_or_default();
    for (ours, theirs) in rows(expected).iter().zip(rows(actual)) {
        if ours.get("vat_by_line").is_none() && ours["vat"] != theirs["vat_by_line"] {
            wrong.push(format!("VAT per line is {}", theirs["vat_by_line"]));
        }
    }
}
