//! What webhooks hear of (moneybird-api.md §5.2, §5.3).

use serde_json::{Value, json};

use super::Webhook;

/// Names that webhooks may ask for, as far as anything here makes them, and those of which a
/// client may want to hear. A group is the beginning of a name.
const NAMES: [&str; 34] = [
    "access_token_created",
    "access_token_revoked",
    "administration_suspended",
    "administration_update_period_locked_until",
    "contact_activated",
    "contact_archived",
    "contact_changed",
    "contact_created",
    "contact_destroyed",
    "contact_merged",
    "contact_tax_number_validated",
    "default_tax_rate_created",
    "external_sales_invoice_created",
    "external_sales_invoice_destroyed",
    "external_sales_invoice_marked_as_dubious",
    "external_sales_invoice_marked_as_uncollectible",
    "external_sales_invoice_state_changed_to_late",
    "external_sales_invoice_state_changed_to_open",
    "external_sales_invoice_state_changed_to_paid",
    "external_sales_invoice_state_changed_to_uncollectible",
    "external_sales_invoice_updated",
    "ledger_account_activated",
    "ledger_account_created",
    "ledger_account_deactivated",
    "ledger_account_destroyed",
    "ledger_account_updated",
    "payment_destroyed",
    "payment_linked_to_financial_mutation",
    "payment_registered",
    "tax_rate_activated",
    "tax_rate_created",
    "tax_rate_deactivated",
    "tax_rate_destroyed",
    "tax_rate_updated",
];

/// Beginnings of names of Moneybird that nothing here makes.
const OTHERS: [&str; 6] = [
    "sales_invoice",
    "financial_account",
    "financial_statement",
    "financial_mutation",
    "project",
    "product",
];

/// Whether a webhook may ask for an event or a group of this name.
pub(super) fn is_known(name: &str) -> bool {
    let begins = |whole: &str| belongs(whole, name);
    NAMES.iter().any(|whole| begins(whole)) || OTHERS.iter().any(|other| belongs(name, other))
}

/// Whether the event `name` is, or is in the group of, `asked`.
fn belongs(name: &str, asked: &str) -> bool {
    name.strip_prefix(asked).is_some_and(|rest| rest.is_empty() || rest.starts_with('_'))
}

impl Webhook {
    /// Whether this webhook asked for the event. One that asked for none hears only of the states
    /// of Moneybird's own invoices (moneybird-api.md §9.1 no. 10), which nothing here makes.
    pub(super) fn wants(&self, action: &str) -> bool {
        self.events.iter().any(|asked| belongs(action, asked))
    }
}

/// Something that happened to an entity.
#[derive(Debug, Clone)]
pub(in crate::books) struct Event {
    pub(super) action: String,
    kind: Option<&'static str>,
    id: Option<u64>,
    state: Option<&'static str>,
    entity: Value,
}

impl Event {
    /// The entity is there.
    pub(in crate::books) fn of(action: &str, kind: &'static str, id: u64, entity: Value) -> Self {
        Self { entity, ..Self::gone(action, kind, id) }
    }

    /// The entity is gone.
    pub(in crate::books) fn gone(action: &str, kind: &'static str, id: u64) -> Self {
        let (kind, id) = (Some(kind), Some(id));
        Self { action: action.to_owned(), kind, id, state: None, entity: Value::Null }
    }

    /// The state of the entity, which only invoices have.
    pub(in crate::books) fn in_state(self, state: &'static str) -> Self {
        Self { state: Some(state), ..self }
    }

    /// What a new webhook is called with. Its body is not known; this one is invented.
    pub(super) fn ping() -> Self {
        let action = "test_webhook".to_owned();
        Self { action, kind: None, id: None, state: None, entity: Value::Null }
    }

    /// What is sent to a webhook.
    pub(super) fn body(&self, hook: &Webhook, administration: u64) -> String {
        json!({
            "administration_id": administration.to_string(),
            "webhook_id": hook.id.to_string(),
            "webhook_token": hook.token,
            "entity_type": self.kind,
            "entity_id": self.id.map(|id| id.to_string()),
            "state": self.state,
            "action": self.action,
            "entity": self.entity,
        })
        .to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_whole_words_at_the_beginning() {
        for (action, asked, in_it) in [
            ("contact_created", "contact_created", true),
            ("contact_created", "contact", true),
            ("contact_created", "cont", false),
            ("contact_created", "payment", false),
            ("external_sales_invoice_created", "sales_invoice", false),
            ("external_sales_invoice_state_changed_to_paid", "external_sales_invoice", true),
        ] {
            assert_eq!(belongs(action, asked), in_it, "{action} {asked}");
        }
    }

    #[test]
    fn names_are_those_of_moneybird() {
        for name in ["contact", "payment_registered", "sales_invoice_updated", "access_token"] {
            assert!(is_known(name), "{name}");
        }
        for name in ["", "contacts", "orders.created", "contact_"] {
            assert!(!is_known(name), "{name}");
        }
    }
}
