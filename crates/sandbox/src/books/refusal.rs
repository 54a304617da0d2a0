//! The ways in which Moneybird says no (moneybird-api.md §3).

use serde_json::{Map, Value, json};

/// A reply that says no.
#[derive(Debug, Clone)]
pub(super) struct Refusal {
    pub(super) status: u16,
    pub(super) body: Value,
}

impl Refusal {
    /// Shape C: a text and nothing else.
    pub(super) fn plain(status: u16, text: impl Into<String>) -> Self {
        Self { status, body: json!({ "error": text.into() }) }
    }

    /// Shape A: a text and a code per field.
    pub(super) fn symbolic(status: u16, text: impl Into<String>, symbolic: Value) -> Self {
        let mut refusal = Self::plain(status, text);
        refusal.body["symbolic"] = symbolic;
        refusal
    }

    /// The first style of 404.
    pub(super) fn not_found(field: &str) -> Self {
        Self::symbolic(404, "record not found", code(field, json!("not_found")))
    }

    /// The second style of 404.
    pub(super) fn no_record(model: &str) -> Self {
        Self::plain(404, format!("Record not found for model name: {model}"))
    }

    /// A value of the wrong type or form.
    pub(super) fn bad_value(key: &str) -> Self {
        Self::plain(400, format!("{key} does not have a valid value"))
    }

    /// A missing wrapper key or parameter.
    pub(super) fn required(key: &str) -> Self {
        let mut name = key.replace('_', " ");
        if let Some(first) = name.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        Self::symbolic(400, format!("{name} is required"), code(key, json!("required")))
    }
}

/// An object with one key that is only known at run time.
pub(super) fn code(key: &str, value: Value) -> Value {
    let mut map = Map::new();
    map.insert(key.to_owned(), value);
    Value::Object(map)
}

/// Shape B, a failed validation: texts and codes per field, gathered before answering.
#[derive(Debug, Default)]
pub(super) struct Complaints {
    texts: Map<String, Value>,
    details: Map<String, Value>,
}

impl Complaints {
    /// Adds one complaint with a code.
    pub(super) fn add(&mut self, field: &str, text: &str, error: &str) {
        self.add_detail(field, text, json!({ "error": error }));
    }

    /// Adds one complaint with a code and more, such as the count of `too_long`.
    pub(super) fn add_detail(&mut self, field: &str, text: &str, detail: Value) {
        append(&mut self.texts, field, json!(text));
        append(&mut self.details, field, detail);
    }

    /// The field may not be empty.
    pub(super) fn blank(&mut self, field: &str) {
        self.add(field, "can't be blank", "blank");
    }

    /// The field refers to something that does not exist.
    pub(super) fn unknown(&mut self, field: &str) {
        self.add(field, "is not found", "invalid");
    }

    /// The text is longer than Moneybird stores.
    pub(super) fn too_long(&mut self, field: &str, text: &str, most: usize) {
        if text.chars().count() > most {
            let told = format!("is too long (maximum is {most} characters)");
            self.add_detail(field, &told, json!({ "error": "too_long", "count": most }));
        }
    }

    /// Nothing to complain about, or everything at once.
    pub(super) fn settle(self) -> Result<(), Refusal> {
        if self.texts.is_empty() {
            return Ok(());
        }
        Err(Refusal { status: 422, body: json!({ "error": self.texts, "details": self.details }) })
    }
}

fn append(map: &mut Map<String, Value>, key: &str, value: Value) {
    let list = map.entry(key.to_owned()).or_insert_with(|| json!([]));
    if let Value::Array(values) = list {
        values.push(value);
    }
}
