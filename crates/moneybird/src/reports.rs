//! The reports that prove the books agree (moneybird-api.md §7.16). They draw on their own
//! allowance. Amounts are in the administration's currency, not rounded to whole euros.

use remote::wire;
use rust_decimal::Decimal;
use serde::Deserialize;

use crate::{Books, Error, LedgerAccountId, Month, Months, TaxRateId, TaxRateType, decode};

/// What was booked at one tax rate in a month.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct TaxReportRow {
    /// The rate.
    pub tax_rate_id: TaxRateId,
    /// Its name.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub name: String,
    /// Its percentage; `21` means 21 %.
    #[serde(default, deserialize_with = "wire::decimal")]
    pub percentage: Option<Decimal>,
    /// The box of the VAT return, such as `NL/1a`.
    #[serde(default, deserialize_with = "wire::text")]
    pub report_reference: Option<String>,
    /// What the VAT is charged on.
    #[serde(deserialize_with = "decode::decimal")]
    pub amount: Decimal,
    /// The VAT.
    #[serde(deserialize_with = "decode::decimal")]
    pub tax: Decimal,
    /// What the rate is for.
    #[serde(rename = "type")]
    pub kind: TaxRateType,
}

#[derive(Deserialize)]
struct TaxReport {
    tax_rates: Vec<TaxReportRow>,
}

/// An amount on one ledger account.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct AccountValue {
    /// The account.
    pub ledger_account_id: LedgerAccountId,
    /// The amount.
    #[serde(deserialize_with = "decode::decimal")]
    pub value: Decimal,
}

/// Amounts per ledger account; accounts without one are left out by Moneybird.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct AccountValues {
    /// The amounts.
    pub ledger_accounts: Vec<AccountValue>,
}

impl AccountValues {
    /// The amount on one account; zero if it is not in the list.
    pub fn of(&self, account: &LedgerAccountId) -> Decimal {
        self.ledger_accounts
            .iter()
            .filter(|entry| entry.ledger_account_id == *account)
            .map(|entry| entry.value)
            .sum()
    }
}

/// Income and costs of a stretch of months. Revenue is credit minus debit, costs are the reverse.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ProfitLoss {
    /// Revenue per account.
    pub revenue_by_ledger_account: AccountValues,
    /// Direct costs per account.
    pub direct_costs_by_ledger_account: AccountValues,
    /// Expenses per account.
    pub expenses_by_ledger_account: AccountValues,
    /// Other income and expenses per account.
    pub other_income_expenses_by_ledger_account: AccountValues,
    /// All revenue.
    #[serde(deserialize_with = "decode::decimal")]
    pub total_revenue: Decimal,
    /// All costs.
    #[serde(deserialize_with = "decode::decimal")]
    pub total_expenses: Decimal,
    /// Revenue minus direct costs.
    #[serde(deserialize_with = "decode::decimal")]
    pub gross_profit: Decimal,
    /// That minus expenses.
    #[serde(deserialize_with = "decode::decimal")]
    pub operating_profit: Decimal,
    /// That with other income and expenses.
    #[serde(deserialize_with = "decode::decimal")]
    pub net_profit: Decimal,
}

/// Movements and balances per ledger account over a stretch of months. Needs the scope `bank`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct GeneralLedger {
    /// Debit booked in the stretch.
    pub debit_sums: AccountValues,
    /// Credit booked in the stretch.
    pub credit_sums: AccountValues,
    /// Balances before it.
    pub start_balance: AccountValues,
    /// Balances after it. A clearing account at zero is settled.
    pub final_balance: AccountValues,
}

impl Books {
    /// The VAT report of one month. Needs the scopes `documents` and `sales_invoices`.
    ///
    /// # Errors
    /// Any [`Error`] of a read.
    pub async fn tax_report(&self, month: Month) -> Result<Vec<TaxReportRow>, Error> {
        let report: TaxReport = self.report("tax", &month.to_string()).await?;
        Ok(report.tax_rates)
    }

    /// Profit and loss. Needs the scopes `documents` and `sales_invoices`.
    ///
    /// # Errors
    /// Any [`Error`] of a read.
    pub async fn profit_loss(&self, months: Months) -> Result<ProfitLoss, Error> {
        self.report("profit_loss", &months.to_string()).await
    }

    /// Movements and balances. Needs the scope `bank`.
    ///
    /// # Errors
    /// Any [`Error`] of a read.
    pub async fn general_ledger(&self, months: Months) -> Result<GeneralLedger, Error> {
        self.report("general_ledger", &months.to_string()).await
    }

    async fn report<T: serde::de::DeserializeOwned>(
        &self,
        name: &str,
        period: &str,
    ) -> Result<T, Error> {
        let path = self.path(&format!("reports/{name}"));
        self.client.read(&self.client.report(&path, &[("period", period)])).await
    }
}
