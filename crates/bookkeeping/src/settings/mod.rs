//! The settings of a connection, as a person writes them (TOML).
//!
//! What is written is checked when it is read: an unknown key, a value out of range, two entries
//! for one VAT case. What refers to the administration is checked by [`Settings::check`].

mod against;
mod goods;
mod history;
mod suggest;
mod vat;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use against::{Mismatch, Setting};
pub use goods::GoodsEntry;
pub use history::History;
pub use suggest::{Offer, Proposal, propose, suggest};
pub use vat::{VatCase, VatEntry};

/// Everything that a connection can be told.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Which orders are booked.
    pub orders: Orders,
    /// What the invoice looks like.
    pub invoice: Invoicing,
    /// How customers become contacts.
    pub contacts: Contacts,
    /// The ledger accounts of the lines.
    pub ledger: Ledger,
    /// How payments are registered.
    pub payment: Payments,
    /// What the shop charged → which tax rate.
    pub vat: Vec<VatEntry>,
    /// Products under the margin scheme.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub goods: Vec<GoodsEntry>,
}

/// `[orders]`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Orders {
    /// Status numbers of CCV Shop that make an order ready; 7 is *afgerond*.
    pub statuses: Vec<i64>,
    /// Whether it must be paid as well.
    pub paid_only: bool,
    /// Which existing orders are taken over.
    pub history: History,
    /// Which credit invoices are booked.
    pub credit_invoices: CreditInvoices,
    /// Payment methods (ids of CCV Shop) whose orders are left alone.
    pub excluded_payment_methods: Vec<i64>,
}

/// `credit_invoices`
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CreditInvoices {
    /// None at all.
    None,
    /// Those made after the connection.
    #[default]
    New,
    /// Existing ones too.
    All,
}

/// `[invoice]`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Invoicing {
    /// What the invoice is called in Moneybird.
    pub reference: ReferenceFrom,
    /// The day it bears.
    pub date: DateFrom,
    /// Days until it is due.
    pub due_days: i32,
    /// One invoice per order, or one per day.
    pub mode: Mode,
    /// What happens to a cent that is left over.
    pub rounding: Leftover,
}

/// `reference`
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReferenceFrom {
    /// The order number.
    #[default]
    OrderNumber,
    /// The number of the shop's invoice.
    InvoiceNumber,
}

/// `date`
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DateFrom {
    /// The day of the order.
    #[default]
    Order,
    /// The day on which we first saw it ready.
    Completed,
}

/// `mode`
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// One invoice per order.
    #[default]
    Order,
    /// One per day, VAT case and payment method ([`crate::summary`]).
    Daily,
}

/// `rounding`
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Leftover {
    /// A line of its own.
    #[default]
    Line,
    /// The order is refused.
    Refuse,
}

/// `[contacts]`
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Contacts {
    /// A contact for each consumer, or one for all.
    pub consumers: Consumers,
    /// How an existing contact is recognised.
    #[serde(rename = "match")]
    pub matching: Matching,
}

/// `consumers`
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Consumers {
    /// A contact for each.
    #[default]
    Each,
    /// One collective contact.
    One,
}

/// `match`
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Matching {
    /// By e-mail address.
    #[default]
    Email,
    /// Not at all.
    None,
}

/// `[ledger]`: ids of ledger accounts in Moneybird.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Ledger {
    /// Goods, and whatever has no account of its own.
    pub revenue: Option<String>,
    /// Shipping.
    pub shipping: Option<String>,
    /// Payment costs and other costs.
    pub payment_costs: Option<String>,
    /// Discounts.
    pub discounts: Option<String>,
    /// Deposits (statiegeld, borg).
    pub deposits: Option<String>,
}

/// `[payment]`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Payments {
    /// Whether payments are registered at all.
    pub register: bool,
    /// Ledger account that payments are settled on.
    pub clearing: Option<String>,
    /// A clearing account per payment method (id of CCV Shop).
    pub methods: BTreeMap<String, String>,
}

impl Default for Orders {
    fn default() -> Self {
        Self {
            statuses: vec![7],
            paid_only: true,
            history: History::BookYear,
            credit_invoices: CreditInvoices::New,
            excluded_payment_methods: Vec::new(),
        }
    }
}

impl Default for Invoicing {
    fn default() -> Self {
        Self {
            reference: ReferenceFrom::OrderNumber,
            date: DateFrom::Order,
            due_days: 14,
            mode: Mode::Order,
            rounding: Leftover::Line,
        }
    }
}

impl Default for Payments {
    fn default() -> Self {
        Self { register: true, clearing: None, methods: BTreeMap::new() }
    }
}

/// Settings that cannot be read. The text names the key and the place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Unreadable(String);

impl Settings {
    /// Reads settings from TOML.
    ///
    /// # Errors
    /// An unknown key, a wrong type, a value out of range, or two entries for the same VAT case.
    pub fn parse(text: &str) -> Result<Self, Unreadable> {
        let settings: Self = toml::from_str(text)
            .map_err(|error| Unreadable(error.to_string().trim().to_owned()))?;
        settings.sound().map_err(Unreadable)?;
        Ok(settings)
    }

    /// Writes them as TOML; [`Settings::parse`] reads it back unchanged.
    ///
    /// # Errors
    /// Never for settings that were parsed; the serializer's error is passed on all the same.
    pub fn to_toml(&self) -> Result<String, Unreadable> {
        toml::to_string(self).map_err(|error| Unreadable(error.to_string()))
    }

    /// The clearing account for a payment method: its own, else the general one.
    pub fn clearing_account(&self, method: Option<i64>) -> Option<&str> {
        let own = method.and_then(|id| self.payment.methods.get(&id.to_string()));
        own.or(self.payment.clearing.as_ref()).map(String::as_str)
    }

    fn sound(&self) -> Result<(), String> {
        if self.orders.statuses.is_empty() {
            return Err("[orders] statuses: choose at least one status, 7 is 'afgerond'".to_owned());
        }
        if let Some(status) = self.orders.statuses.iter().find(|status| !(1..=14).contains(*status))
        {
            return Err(format!("[orders] statuses: {status} is not a status number from 1 to 14"));
        }
        if !(0..=365).contains(&self.invoice.due_days) {
            return Err("[invoice] due_days: a number of days from 0 to 365".to_owned());
        }
        // Compared as text later on, so `012` would never be found.
        let is_id = |key: &str| key.parse::<i64>().is_ok_and(|id| id.to_string() == key);
        if let Some(key) = self.payment.methods.keys().find(|key| !is_id(key)) {
            return Err(format!(
                "[payment.methods] '{key}' is not the id of a payment method in CCV Shop"
            ));
        }
        goods::sound(&self.goods)?;
        vat::sound(&self.vat)
    }
}
