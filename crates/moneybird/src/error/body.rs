//! Reads the bodies of Moneybird's refusals, in all the shapes of moneybird-api.md §3.2.

use remote::redact;
use secrecy::SecretString;
use serde_json::{Map, Value};

/// How many messages and codes of one answer are kept.
const MOST: usize = 20;

/// How many are looked at. Four million times the same one below a name of megabytes would keep us
/// busy for days, and no form of ours has so many fields.
const MOST_SEEN: usize = 500;

/// One thing that Moneybird said about a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The field it is about; dotted for a field of a line, such as `details.project_id`.
    pub field: Option<String>,
    /// The text, in Moneybird's words.
    pub text: String,
}

impl std::fmt::Display for Message {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.field {
            Some(field) => write!(f, "{field} {}", self.text),
            None => f.write_str(&self.text),
        }
    }
}

/// A code beside a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// The field it is about, dotted when nested.
    pub field: String,
    /// The code.
    pub code: String,
}

/// All that a refusal said, redacted and cut.
#[derive(Debug)]
pub(super) struct Body {
    pub(super) messages: Vec<Message>,
    pub(super) codes: Vec<Code>,
    pub(super) excerpt: String,
}

impl Body {
    pub(super) fn read(bytes: &[u8], secrets: &[SecretString]) -> Self {
        let excerpt = redact::excerpt(bytes, secrets);
        let mut reader = Reader { secrets, messages: Vec::new(), codes: Vec::new(), seen: 0 };
        let is_fit = remote::measure(bytes).is_ok();
        match is_fit.then(|| serde_json::from_slice(bytes)) {
            Some(Ok(Value::Object(object))) => reader.object(&object),
            Some(Ok(Value::String(text))) => reader.say(None, &text),
            // A page, a plain text or nothing: the excerpt says it all.
            Some(Ok(_) | Err(_)) | None => {}
        }
        Self { messages: reader.messages, codes: reader.codes, excerpt }
    }

    /// The messages in one line, or else the beginning of the raw answer.
    pub(super) fn line(&self) -> String {
        if self.messages.is_empty() {
            return self.excerpt.clone();
        }
        line(&self.messages)
    }
}

/// The messages in one line.
pub(super) fn line(messages: &[Message]) -> String {
    let texts: Vec<String> = messages.iter().map(ToString::to_string).collect();
    texts.join("; ")
}

struct Reader<'a> {
    secrets: &'a [SecretString],
    messages: Vec<Message>,
    codes: Vec<Code>,
    seen: usize,
}

impl Reader<'_> {
    fn object(&mut self, object: &Map<String, Value>) {
        for key in ["error", "errors", "message", "error_description"] {
            if let Some(value) = object.get(key) {
                self.texts(None, value);
            }
        }
        for key in ["symbolic", "details"] {
            if let Some(value) = object.get(key) {
                self.coded("", value);
            }
        }
    }

    /// Whether enough was looked at; counts one more.
    fn is_full(&mut self) -> bool {
        self.seen += 1;
        self.seen > MOST_SEEN
    }

    fn texts(&mut self, field: Option<&str>, value: &Value) {
        if self.is_full() {
            return;
        }
        match value {
            Value::String(text) => self.say(field, text),
            Value::Array(values) => {
                for value in values.iter().take(MOST_SEEN) {
                    self.texts(field, value);
                }
            }
            Value::Object(object) => {
                for (key, value) in object.iter().take(MOST_SEEN) {
                    let field = join(field.unwrap_or_default(), &self.clean(key));
                    self.texts(Some(&field), value);
                }
            }
            Value::Null => {}
            Value::Bool(_) | Value::Number(_) => self.say(field, &value.to_string()),
        }
    }

    /// Codes stand below `symbolic` as `field: code`, below `details` as `field: [{error: code}]`.
    fn coded(&mut self, field: &str, value: &Value) {
        if self.is_full() {
            return;
        }
        match value {
            Value::String(code) => self.note(field, code),
            Value::Array(values) => {
                for value in values.iter().take(MOST_SEEN) {
                    match value.get("error").and_then(Value::as_str) {
                        Some(code) => self.note(field, code),
                        None => self.coded(field, value),
                    }
                }
            }
            Value::Object(object) => {
                for (key, value) in object.iter().take(MOST_SEEN) {
                    self.coded(&join(field, &self.clean(key)), value);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    fn say(&mut self, field: Option<&str>, text: &str) {
        let message =
            Message { field: field.map(|field| self.clean(field)), text: self.clean(text) };
        if self.messages.len() < MOST && !self.messages.contains(&message) {
            self.messages.push(message);
        }
    }

    fn note(&mut self, field: &str, code: &str) {
        let code = Code { field: self.clean(field), code: self.clean(code) };
        if self.codes.len() < MOST && !self.codes.contains(&code) {
            self.codes.push(code);
        }
    }

    fn clean(&self, text: &str) -> String {
        redact::excerpt(text.as_bytes(), self.secrets)
    }
}

fn join(above: &str, key: &str) -> String {
    if above.is_empty() { key.to_owned() } else { format!("{above}.{key}") }
}
