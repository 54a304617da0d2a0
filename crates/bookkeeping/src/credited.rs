//! Whether a credit invoice is still to be booked.

use crate::{Money, Refusal};

/// What is known of an order when one of its credit invoices is to be booked. All amounts include
/// VAT, are in the order's currency, and are of what was sold or taken back, without a sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Credits {
    /// What the order comes to in the shop now.
    pub order: Money,
    /// What the shop's debit invoices of it come to.
    pub debit: Money,
    /// What all its credit invoices come to.
    pub credit: Money,
    /// What those of them come to that are not booked, this one among them.
    pub open: Money,
    /// What this one comes to.
    pub own: Money,
    /// What is booked of the order: its invoice, credit invoices and corrections together.
    pub booked: Money,
    /// What of that the corrections booked; below nothing if they lowered it.
    pub corrected: Money,
}

/// What is to be done with a credit invoice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CreditStands {
    /// Book it.
    Open {
        /// Whether the shop lowered the order by it as well.
        lowers: bool,
    },
    /// What is booked has it in it already.
    Contained,
}

impl Credits {
    /// With the credit, what is booked must come to what the shop's invoices come to. The shop may or
    /// may not lower an order by its credit invoices (ccvshop-api.md §4.1), so the order's own total
    /// must be one or the other; and it may not have made an invoice of an edit that was corrected.
    ///
    /// # Errors
    /// [`Refusal::CreditUnclear`] if the sums do not tell.
    pub fn stands(self) -> Result<CreditStands, Refusal> {
        let invoiced = self.beside(self.debit);
        let edited = || self.beside(self.debit + self.corrected);
        invoiced.or_else(edited).ok_or_else(|| self.unclear())
    }

    fn beside(self, debit: Money) -> Option<CreditStands> {
        let rest = debit - self.credit;
        let lowers = self.order == rest;
        if !lowers && self.order != debit {
            return None;
        }
        // Credit invoices of before the connection may be left out on purpose: then they are not in
        // what was booked either way.
        if self.booked - self.open == rest || self.booked - self.own == rest {
            return Some(CreditStands::Open { lowers });
        }
        (self.booked == rest).then_some(CreditStands::Contained)
    }

    fn unclear(self) -> Refusal {
        Refusal::CreditUnclear {
            order: self.order.decimal(),
            debit: self.debit.decimal(),
            credit: self.credit.decimal(),
            booked: Some(self.booked),
        }
    }
}
