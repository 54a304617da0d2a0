//! Ledger accounts (moneybird-api.md §7.6).

use remote::wire;
use serde::Deserialize;

use crate::vocabulary::vocabulary;
use crate::{Books, Error, LedgerAccountId};

vocabulary! {
    /// Where a ledger account stands in the books.
    AccountType {
        /// Balance: non-current assets.
        NonCurrentAssets = "non_current_assets",
        /// Balance: current assets.
        CurrentAssets = "current_assets",
        /// Balance: equity.
        Equity = "equity",
        /// Balance: provisions.
        Provisions = "provisions",
        /// Balance: non-current liabilities.
        NonCurrentLiabilities = "non_current_liabilities",
        /// Balance: current liabilities.
        CurrentLiabilities = "current_liabilities",
        /// Profit and loss: revenue.
        Revenue = "revenue",
        /// Profit and loss: direct costs.
        DirectCosts = "direct_costs",
        /// Profit and loss: expenses.
        Expenses = "expenses",
        /// Profit and loss: other income and expenses.
        OtherIncomeExpenses = "other_income_expenses",
        /// Temporary.
        Temporary = "temporary",
    }
}

/// A ledger account.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct LedgerAccount {
    /// Id.
    pub id: LedgerAccountId,
    /// Name, free to the owner of the administration.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub name: String,
    /// Where it stands in the books.
    pub account_type: AccountType,
    /// Its code in the general ledger, such as `81180.01`.
    #[serde(default, deserialize_with = "wire::text")]
    pub account_id: Option<String>,
    /// Whether it may be used; what Moneybird does not say is taken for no.
    #[serde(default, deserialize_with = "wire::truth")]
    pub active: bool,
    /// What may be booked on it, in Moneybird's words: `sales_invoice`, `payment`, …
    #[serde(default)]
    pub allowed_document_types: Vec<String>,
    /// The official taxonomy's name for it.
    #[serde(default)]
    taxonomy_item: Option<TaxonomyItem>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct TaxonomyItem {
    #[serde(default, deserialize_with = "wire::text")]
    code: Option<String>,
}

impl LedgerAccount {
    /// Whether lines of sales invoices may be booked on it.
    pub fn allows_sales_invoices(&self) -> bool {
        self.allows("sales_invoice")
    }

    /// Whether payments may be settled on it.
    pub fn allows_payments(&self) -> bool {
        self.allows("payment")
    }

    /// Its code in the Dutch reference chart (RGS), such as `WOmzNooNdo`.
    pub fn taxonomy_code(&self) -> Option<&str> {
        self.taxonomy_item.as_ref()?.code.as_deref()
    }

    fn allows(&self, kind: &str) -> bool {
        self.allowed_document_types.iter().any(|word| word == kind)
    }
}

impl Books {
    /// All ledger accounts, active or not. Moneybird does not page them.
    ///
    /// # Errors
    /// Any [`Error`] of a read.
    pub async fn ledger_accounts(&self) -> Result<Vec<LedgerAccount>, Error> {
        self.client.list(&self.get("ledger_accounts", &[])).await
    }
}
