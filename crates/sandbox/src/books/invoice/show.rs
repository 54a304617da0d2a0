//! Invoices as Moneybird answers them.

use serde_json::{Value, json};

use super::{Invoice, Totals, totals};
use crate::books::state::State;
use crate::books::{day, money};

impl Invoice {
    pub(in crate::books) fn totals(&self, state: &State) -> Totals {
        totals(&self.lines, self.incl_tax, &state.rates, state.switches.rounding)
    }

    /// The full record.
    pub(in crate::books) fn show(&self, state: &State) -> Value {
        let of = &state.administration;
        let sums = self.totals(state);
        let paid = self.paid();
        let contact = self.contact.and_then(|id| state.contacts.get(&id));
        let details: Vec<_> = self
            .lines
            .iter()
            .zip(&sums.lines)
            .map(|(line, excl)| line.show(of.id, state.rate(line.rate), *excl))
            .collect();
        let payments: Vec<_> =
            self.payments.iter().map(|payment| payment.show(self.id, of)).collect();
        let excl = money::show(sums.excl);
        let incl = money::show(sums.incl);
        let unpaid = money::show(sums.incl - paid);
        json!({
            "id": self.id.to_string(),
            "administration_id": of.id.to_string(),
            "contact_id": self.contact.map(|id| id.to_string()),
            "contact": contact.map(|contact| contact.show(of)),
            "date": self.date.to_string(),
            "state": self.state.name(),
            "due_date": self.due_date.map(|date| date.to_string()),
            "reference": self.reference,
            "entry_number": self.entry_number,
            "origin": self.origin,
            "source": self.source,
            "source_url": self.source_url,
            "currency": "EUR",
            "paid_at": self.paid_at.map(|date| date.to_string()),
            "created_at": day::stamp(self.history.created),
            "updated_at": day::stamp(self.history.updated),
            "version": self.history.version,
            "details": details,
            "payments": payments,
            "total_paid": money::show(paid),
            "total_unpaid": unpaid,
            "total_unpaid_base": unpaid,
            "prices_are_incl_tax": self.incl_tax,
            "total_price_excl_tax": excl,
            "total_price_excl_tax_base": excl,
            "total_price_incl_tax": incl,
            "total_price_incl_tax_base": incl,
            "marked_dubious_on": null,
            "marked_uncollectible_on": null,
            "notes": [],
            "attachments": [],
            "events": self.history.show(of.id, of.user),
            "tax_totals": tax_totals(&sums),
        })
    }
}

/// Rates without an amount of VAT are left out.
fn tax_totals(sums: &Totals) -> Vec<Value> {
    sums.rates
        .iter()
        .filter(|group| !group.tax.is_zero())
        .map(|group| {
            let taxable = money::show(group.taxable);
            let tax = money::show(group.tax);
            json!({
                "tax_rate_id": group.rate.to_string(),
                "taxable_amount": taxable,
                "taxable_amount_base": taxable,
                "tax_amount": tax,
                "tax_amount_base": tax,
            })
        })
        .collect()
}
