//! Holds requests and replies against Moneybird's own document, when that is at hand.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{LazyLock, Mutex};

use jsonschema::Validator;
use serde_json::{Map, Value, json};

/// Properties that Moneybird's own examples leave out: of external sales invoices, and of webhooks
/// but at their making.
const LEFT_OUT: [&str; 3] = ["is_optional", "is_selected", "secret"];

pub(crate) struct Referee {
    document: Value,
    validators: Mutex<HashMap<String, Validator>>,
}

static REFEREE: LazyLock<Option<Referee>> = LazyLock::new(|| {
    let folder = std::env::var("SLUITEND_REFERENCE").map_or_else(
        |_| {
            let krate = std::env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
            PathBuf::from(krate).join("../../../shared/reference")
        },
        PathBuf::from,
    );
    let Ok(text) = std::fs::read_to_string(folder.join("moneybird-openapi.json")) else {
        println!("skipped: Moneybird's document is not at hand");
        return None;
    };
    Some(Referee::new(serde_json::from_str(&text).unwrap()))
});

/// The referee, or nothing when the document is not there.
pub(crate) fn referee() -> Option<&'static Referee> {
    REFEREE.as_ref()
}

impl Referee {
    fn new(mut document: Value) -> Self {
        for name in ["details_attributes", "custom_fields_attributes"] {
            let kinds = document["components"]["schemas"][name]["oneOf"].as_array_mut().unwrap();
            for kind in kinds.iter_mut().filter(|kind| kind.get("items").is_some()) {
                kind["items"]["additionalProperties"] = json!(false);
            }
        }
        Self { document, validators: Mutex::new(HashMap::new()) }
    }

    /// A request that was granted must be one that the document allows.
    pub(crate) fn judge_request(&self, method: &str, path: &str, body: &Value) {
        let schema =
            &self.operation(method, path)["requestBody"]["content"]["application/*"]["schema"];
        let is_empty = body.is_null() || body.as_object().is_some_and(serde_json::Map::is_empty);
        if schema.is_null() && is_empty {
            return;
        }
        // Dates are read more loosely than the document says: an empty one clears.
        self.validate(&format!("request {method} {path}"), schema, body, false);
    }

    /// Every reply must be one that the document allows, with nothing missing.
    pub(crate) fn judge_reply(&self, method: &str, path: &str, status: u16, body: &Value) {
        let operation = self.operation(method, path);
        let mut reply = &operation["responses"][status.to_string()];
        if let Some(name) = reply["$ref"].as_str() {
            reply = self.document.pointer(name.trim_start_matches('#')).unwrap();
        }
        // The document does not state every refusal on every route; the shapes are the same.
        let any = json!({ "anyOf": [{ "$ref": "#/components/schemas/symbolic_error" },
                                    { "$ref": "#/components/schemas/non_symbolic_error" }] });
        let stated = &reply["content"]["application/json"]["schema"];
        let title = format!("reply {status} {method} {path}");
        if stated.is_null() {
            assert!(status >= 400 || body.is_null(), "{title} is not in the document");
            if !body.is_null() && status != 429 {
                self.validate(&title, &any, body, true);
            }
            return;
        }
        self.validate(&title, stated, body, true);
        if status < 400 {
            self.complete(stated, body, &title);
        }
    }

    fn operation(&self, method: &str, path: &str) -> &Value {
        let path = path.split('?').next().unwrap().trim_start_matches("/api/v2/");
        let asked: Vec<_> = path.trim_end_matches(".json").split('/').collect();
        let paths = self.document["paths"].as_object().unwrap();
        let matching = |template: &str| {
            let parts: Vec<_> = template.trim_start_matches('/').split('/').collect();
            let literal = |part: &str| !part.trim_end_matches("{format}").contains('{');
            let same = parts.len() == asked.len()
                && parts.iter().zip(&asked).all(|(part, asked)| {
                    !literal(part) || part.trim_end_matches("{format}") == *asked
                });
            same.then(|| parts.iter().filter(|part| literal(part)).count())
        };
        let best = paths
            .iter()
            .filter_map(|(template, operations)| Some((matching(template)?, operations)))
            .max_by_key(|(literals, _)| *literals);
        let operations = best.unwrap_or_else(|| panic!("{path} is not in the document")).1;
        &operations[method.to_lowercase()]
    }

    fn validate(&self, title: &str, schema: &Value, value: &Value, formats: bool) {
        assert!(!schema.is_null(), "{title}: the document has no schema");
        let mut validators = self.validators.lock().unwrap();
        let validator = validators.entry(format!("{formats} {schema}")).or_insert_with(|| {
            let root = json!({
                "$schema": "https://json-schema.org/draft/2020-12/schema",
                "components": { "schemas": self.document["components"]["schemas"] },
                "allOf": [schema],
            });
            jsonschema::options().should_validate_formats(formats).build(&root).unwrap()
        });
        let faults: Vec<_> = validator
            .iter_errors(value)
            .map(|fault| format!("{}: {fault}", fault.instance_path()))
            .collect();
        drop(validators);
        assert!(faults.is_empty(), "{title}: {faults:#?}\nin {value:#}");
    }

    /// The document requires next to nothing, but a faithful reply holds every property.
    fn complete(&self, schema: &Value, value: &Value, title: &str) {
        if let Some(name) = schema["$ref"].as_str() {
            let target = self.document.pointer(name.trim_start_matches('#')).unwrap();
            return self.complete(target, value, title);
        }
        for part in ["allOf", "oneOf"] {
            for schema in schema[part].as_array().into_iter().flatten() {
                if !(schema["type"] == "null" || value.is_null()) {
                    self.complete(schema, value, title);
                }
            }
        }
        for one in value.as_array().into_iter().flatten() {
            self.complete(&schema["items"], one, title);
        }
        let none = Map::new();
        let properties = schema["properties"].as_object().unwrap_or(&none);
        for (name, schema) in properties.iter().filter(|_| value.is_object()) {
            if !LEFT_OUT.contains(&name.as_str()) {
                let inner = value.get(name);
                assert!(inner.is_some(), "{title}: {name} is missing in {value:#}");
                self.complete(schema, inner.unwrap(), title);
            }
        }
    }
}
