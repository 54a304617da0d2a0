//! What a line is for.

use serde::{Deserialize, Serialize};

/// What a charge is for; it decides the ledger account and, under some readings, the VAT.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Goods; also what stands for several kinds at once, such as a line of a summary.
    #[default]
    Goods,
    /// A deposit.
    Deposit,
    /// Shipping.
    Shipping,
    /// Payment costs, extra costs, extra payment options.
    Costs,
    /// Costs below zero, which the shop means as a discount (ccvshop-api.md §2.2). Their VAT is found
    /// as that of costs is.
    Rebate,
    /// A discount.
    Discount,
    /// The share of a discount that falls on deposits.
    DepositDiscount,
    /// A cent that rounding left over.
    Leftover,
}

impl Kind {
    /// Whether it is one for whose VAT there are the hypotheses on costs.
    pub(crate) fn is_cost(self) -> bool {
        matches!(self, Self::Costs | Self::Rebate)
    }

    /// Whether it is of a deposit.
    pub(crate) fn is_deposit(self) -> bool {
        matches!(self, Self::Deposit | Self::DepositDiscount)
    }
}
