//! The keys that there are, and where their values come from.

use std::collections::BTreeMap;
use std::path::Path;

use toml::{Table, Value};

use super::Environment;

/// Every key.
const KEYS: [&str; 34] = [
    "database_url",
    "database_connections",
    "database_answer_seconds",
    "listen",
    "metrics_listen",
    "public_url",
    "client_address_header",
    "trusted_proxies",
    "encryption_key_file",
    "moneybird.api_url",
    "moneybird.oauth_url",
    "moneybird.client_id",
    "moneybird.client_secret",
    "ccvshop.app_secret",
    "sync.interval_minutes",
    "sync.requests_per_window",
    "sync.window_seconds",
    "sync.reports_per_window",
    "sync.shop_window_seconds",
    "sync.settle_seconds",
    "sync.lease_seconds",
    "sync.address",
    "privacy.persons_days",
    "privacy.uninstalled_days",
    "smtp.url",
    "smtp.from",
    "notify.url",
    "notify.secret_file",
    "billing.enabled",
    "billing.price",
    "billing.currency",
    "billing.vat",
    "support.url",
    "support.email",
];

/// Variables of ours that are no keys.
const OTHERS: [&str; 6] = [
    "SLUITEND_DATA",
    "SLUITEND_LOG",
    "SLUITEND_LOG_FORMAT",
    "SLUITEND_SHOP_KEY",
    "SLUITEND_SHOP_SECRET",
    "SLUITEND_MONEYBIRD_TOKEN",
];

/// Variables that others set beside a service of this name: Kubernetes does for each service, and
/// so do this project's tests.
const FOREIGN: [&str; 3] = ["SLUITEND_SERVICE_", "SLUITEND_PORT", "SLUITEND_TEST_"];

/// From this percentage on a key may be meant by another.
const ALIKE: usize = 55;

/// A value and where it was found.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) value: Value,
    pub(super) origin: String,
}

/// What is wrong with what was set, and where.
#[derive(Debug)]
pub(super) enum Wrong {
    /// There is no such key.
    Key(String),
    /// What stands there cannot be.
    Value(String),
}

/// Everything that was set.
#[derive(Debug, Default)]
pub(super) struct Entries(BTreeMap<&'static str, Entry>);

impl Entries {
    /// The value of a key.
    pub(super) fn get(&self, key: &str) -> Option<&Entry> {
        self.0.get(key)
    }

    /// Adds what a file says.
    pub(super) fn read_file(&mut self, path: &Path, text: &str) -> Result<(), Wrong> {
        let origin = path.display().to_string();
        let table: Table = toml::from_str(text)
            .map_err(|error| Wrong::Value(format!("{origin}: {}", error.to_string().trim())))?;
        for (name, value) in table {
            match value {
                Value::Table(inner) => {
                    for (part, value) in inner {
                        self.put(&format!("{name}.{part}"), value, &origin)?;
                    }
                }
                value => self.put(&name, value, &origin)?,
            }
        }
        Ok(())
    }

    fn put(&mut self, name: &str, value: Value, origin: &str) -> Result<(), Wrong> {
        let Some(key) = KEYS.iter().find(|key| **key == name) else {
            let meant = nearest(name, &KEYS).map(|key| format!(" (did you mean '{key}'?)"));
            let meant = meant.unwrap_or_default();
            return Err(Wrong::Key(format!("{origin}: unknown key '{name}'{meant}")));
        };
        self.0.insert(key, Entry { value, origin: format!("{origin}: {key}") });
        Ok(())
    }

    /// Adds what the environment says, over what a file said.
    pub(super) fn read_environment(&mut self, environment: &Environment) -> Result<(), Wrong> {
        for (name, value) in environment.all().filter(|(name, _)| name.starts_with("SLUITEND_")) {
            let is_foreign = FOREIGN.iter().any(|start| name.starts_with(start));
            if OTHERS.contains(&name) || is_foreign {
                continue;
            }
            let Some(key) = KEYS.iter().find(|key| variable(key) == name) else {
                let own = name.trim_start_matches("SLUITEND_").replace("__", ".").to_lowercase();
                let meant =
                    nearest(&own, &KEYS).map(|key| format!(" (did you mean {}?)", variable(key)));
                let meant = meant.unwrap_or_default();
                return Err(Wrong::Key(format!("unknown environment variable {name}{meant}")));
            };
            let entry = Entry { value: Value::String(value.to_owned()), origin: name.to_owned() };
            self.0.insert(key, entry);
        }
        Ok(())
    }
}

/// The one of these names that is most like this one, if any is: the share of pairs of neighbouring letters that
/// both have, in percent (Dice's coefficient).
pub(crate) fn nearest(name: &str, names: &[&'static str]) -> Option<&'static str> {
    let pairs =
        |text: &str| -> Vec<(char, char)> { text.chars().zip(text.chars().skip(1)).collect() };
    let own = pairs(name);
    let likeness = |key: &str| {
        let mut theirs = pairs(key);
        let whole = own.len() + theirs.len();
        let both = own.iter().filter(|pair| {
            let found = theirs.iter().position(|their| their == *pair);
            found.map(|at| theirs.swap_remove(at)).is_some()
        });
        (200 * both.count()).checked_div(whole).unwrap_or_default()
    };
    let all = names.iter().map(|key| (likeness(key), *key));
    all.filter(|(likeness, _)| *likeness >= ALIKE)
        .max_by_key(|(likeness, _)| *likeness)
        .map(|(_, key)| key)
}

/// The environment variable of a key.
fn variable(key: &str) -> String {
    format!("SLUITEND_{}", key.replace('.', "__").to_uppercase())
}

/// All keys, for a person.
pub(super) fn list() -> String {
    KEYS.join(", ")
}
