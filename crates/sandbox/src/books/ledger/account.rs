//! Ledger accounts (moneybird-api.md §7.6).

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::books::day;

/// What sort of account it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::books) enum AccountKind {
    CurrentAssets,
    CurrentLiabilities,
    Equity,
    Revenue,
    DirectCosts,
    Expenses,
    OtherIncomeExpenses,
}

impl AccountKind {
    fn name(self) -> &'static str {
        match self {
            Self::CurrentAssets => "current_assets",
            Self::CurrentLiabilities => "current_liabilities",
            Self::Equity => "equity",
            Self::Revenue => "revenue",
            Self::DirectCosts => "direct_costs",
            Self::Expenses => "expenses",
            Self::OtherIncomeExpenses => "other_income_expenses",
        }
    }

    /// Whether the account is on the balance sheet, not in profit and loss.
    pub(in crate::books) fn on_balance(self) -> bool {
        matches!(self, Self::CurrentAssets | Self::CurrentLiabilities | Self::Equity)
    }
}

/// The item of the Dutch reference chart (RGS 3.5) that an account belongs to.
#[derive(Debug, Clone, Copy)]
pub(in crate::books) struct Sorting {
    pub(in crate::books) code: &'static str,
    pub(in crate::books) name: &'static str,
    pub(in crate::books) name_english: &'static str,
    pub(in crate::books) reference: &'static str,
}

/// A ledger account.
#[derive(Debug, Clone)]
pub(in crate::books) struct Account {
    pub(in crate::books) id: u64,
    pub(in crate::books) name: &'static str,
    pub(in crate::books) kind: AccountKind,
    pub(in crate::books) number: &'static str,
    pub(in crate::books) parent: Option<u64>,
    pub(in crate::books) active: bool,
    pub(in crate::books) documents: &'static [&'static str],
    pub(in crate::books) sorting: Sorting,
    pub(in crate::books) created: Timestamp,
}

impl Account {
    pub(in crate::books) fn allows(&self, document: &str) -> bool {
        self.documents.contains(&document)
    }

    pub(in crate::books) fn show(&self, administration: u64) -> Value {
        json!({
            "id": self.id.to_string(),
            "administration_id": administration.to_string(),
            "name": self.name,
            "account_type": self.kind.name(),
            "account_id": self.number,
            "parent_id": self.parent.map(|id| id.to_string()),
            "active": self.active,
            "created_at": day::stamp(self.created),
            "updated_at": day::stamp(self.created),
            "allowed_document_types": self.documents,
            "taxonomy_item": {
                "taxonomy_version": "3.5",
                "code": self.sorting.code,
                "name": self.sorting.name,
                "name_english": self.sorting.name_english,
                "reference": self.sorting.reference,
            },
            "financial_account_id": null,
        })
    }
}
