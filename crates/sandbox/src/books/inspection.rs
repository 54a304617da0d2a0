//! Looks into the books without asking over HTTP. Nothing here counts as a request.

use std::time::Duration;

use rust_decimal::Decimal;
use serde_json::Value;

use super::Books;
use super::invoice::Invoice;

/// What an invoice comes to, for whoever looks after each request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    /// Where it came from, if that was said.
    pub source_url: Option<String>,
    /// With VAT, in euros.
    pub total: Decimal,
    /// How many payments it has.
    pub payments: usize,
    /// `paid`, `open` and so on.
    pub state: &'static str,
}

impl Books {
    /// The id of the one administration.
    pub fn administration_id(&self) -> String {
        self.lock().administration.id.to_string()
    }

    /// All external sales invoices as the API shows them, oldest id first.
    pub fn invoices(&self) -> Vec<Value> {
        self.quietly(|state, _| state.invoices.values().map(|one| one.show(state)).collect())
    }

    /// What each external sales invoice comes to, oldest id first.
    pub fn sums(&self) -> Vec<Sum> {
        self.quietly(|state, _| {
            let sum = |one: &Invoice| Sum {
                source_url: one.source_url.clone(),
                total: one.totals(state).incl,
                payments: one.payments.len(),
                state: one.state.name(),
            };
            state.invoices.values().map(sum).collect()
        })
    }

    /// All contacts as the API shows them, archived ones included.
    pub fn contacts(&self) -> Vec<Value> {
        self.quietly(|state, _| {
            let of = &state.administration;
            state.contacts.values().map(|one| one.show_all(of)).collect()
        })
    }

    /// All tax rates as the API shows them.
    pub fn rates(&self) -> Vec<Value> {
        let state = self.lock();
        state.rates.iter().map(|rate| rate.show(state.administration.id)).collect()
    }

    /// All ledger accounts as the API shows them.
    pub fn accounts(&self) -> Vec<Value> {
        let state = self.lock();
        state.accounts.iter().map(|account| account.show(state.administration.id)).collect()
    }

    /// The id of a tax rate. Of two with the same name: the one for sales.
    pub fn tax_rate(&self, name: &str) -> Option<String> {
        self.lock().rate_named(name).map(|rate| rate.id.to_string())
    }

    /// The id of a ledger account.
    pub fn account(&self, name: &str) -> Option<String> {
        self.lock().account(name).map(|id| id.to_string())
    }

    /// How many requests were made, refused ones included.
    pub fn requests(&self) -> u64 {
        self.lock().traffic.seen
    }

    /// How many requests the limits refused.
    pub fn rejected_by_limit(&self) -> u64 {
        self.lock().traffic.rejected
    }

    /// The largest number of requests that were let in within any `length` of time.
    pub fn worst_window(&self, length: Duration) -> usize {
        self.lock().traffic.worst_window(length)
    }
}
