//! What happens in the administration behind a caller's back: the bookkeeper at work, and faults.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::day::Moment;
use super::fault::Fault;
use super::options::Switches;
use super::state::State;
use super::{Books, contact, invoice, money, oauth, opening};

impl Books {
    /// The books are locked up to and including this day.
    pub fn lock_until(&self, last: Date) {
        self.quietly(|state, _| state.administration.locked_until = Some(last));
    }

    /// No day is locked any more.
    pub fn unlock(&self) {
        self.quietly(|state, _| state.administration.locked_until = None);
    }

    /// The token is no longer let in, and webhooks hear of it.
    pub fn revoke_token(&self) {
        self.quietly(|state, moment| {
            state.revoked = true;
            oauth::tell_of_withdrawal(state, moment);
        });
    }

    /// The token is let in again.
    pub fn restore_token(&self) {
        self.quietly(|state, _| state.revoked = false);
    }

    /// From now on the books behave differently. The new rounding also holds for what was booked.
    pub fn set_switches(&self, switches: Switches) {
        self.quietly(|state, _| state.switches = switches);
    }

    /// Somebody deletes an invoice, with its payments. Says whether it was there.
    pub fn delete_invoice(&self, id: &str) -> bool {
        self.quietly(|state, moment| {
            id.parse().is_ok_and(|id: u64| invoice::remove(state, id, moment))
        })
    }

    /// Somebody changes the price of a line, counted from 0. Says whether it was there.
    pub fn edit_invoice_line(&self, id: &str, line: usize, price: Decimal) -> bool {
        self.quietly(|state, moment| {
            let id: Option<u64> = id.parse().ok();
            let Some(mut edited) = id.and_then(|id| state.invoices.get(&id)).cloned() else {
                return false;
            };
            let Some(line) = edited.lines.get_mut(line) else { return false };
            line.price = money::cents(price);
            line.updated = moment.now;
            invoice::store(state, edited, "external_sales_invoice_updated", moment);
            true
        })
    }

    /// Somebody changes the day of an invoice. Says whether it was there.
    pub fn move_invoice(&self, id: &str, day: Date) -> bool {
        self.quietly(|state, moment| {
            let id: Option<u64> = id.parse().ok();
            let Some(mut moved) = id.and_then(|id| state.invoices.get(&id)).cloned() else {
                return false;
            };
            moved.date = day;
            invoice::store(state, moved, "external_sales_invoice_updated", moment);
            true
        })
    }

    /// Somebody else books an invoice. The attributes are those of the API, but the contact may be
    /// left out, and the origin stays empty.
    ///
    /// # Errors
    ///
    /// The body with which the API would have refused it.
    pub fn add_foreign_invoice(&self, attributes: &Value) -> Result<String, Value> {
        let body = json!({ "external_sales_invoice": attributes });
        self.directly(|state, moment| invoice::create(state, &body, None, moment))
    }

    /// Somebody else makes a contact, with the attributes of the API.
    ///
    /// # Errors
    ///
    /// The body with which the API would have refused it.
    pub fn seed_contact(&self, attributes: &Value) -> Result<String, Value> {
        let body = json!({ "contact": attributes });
        self.directly(|state, moment| contact::create(state, &body, moment))
    }

    /// Somebody archives a contact. Says whether it was there.
    pub fn archive_contact(&self, id: &str) -> bool {
        self.quietly(|state, moment| id.parse().is_ok_and(|id: u64| archive(state, id, moment)))
    }

    /// Somebody merges a contact into another: its invoices move, and it is gone. Says whether both
    /// were there.
    pub fn merge_contact(&self, id: &str, into: &str) -> bool {
        self.quietly(|state, moment| {
            let (Ok(id), Ok(into)) = (id.parse::<u64>(), into.parse::<u64>()) else { return false };
            if id == into || !state.contacts.contains_key(&id) {
                return false;
            }
            if !state.contacts.contains_key(&into) {
                return false;
            }
            contact::note(state, into, "contact_merged", moment);
            state.contacts.remove(&id);
            for invoice in state.invoices.values_mut().filter(|one| one.contact == Some(id)) {
                invoice.contact = Some(into);
            }
            true
        })
    }

    /// Somebody switches a tax rate off. Says whether it was there.
    pub fn deactivate_rate(&self, id: &str) -> bool {
        self.quietly(|state, _| {
            let mut rates = state.rates.iter_mut();
            rates.find(|rate| rate.id.to_string() == id).map(|rate| rate.active = false).is_some()
        })
    }

    /// Somebody switches a ledger account off. Says whether it was there.
    pub fn deactivate_account(&self, id: &str) -> bool {
        self.quietly(|state, _| {
            let mut accounts = state.accounts.iter_mut();
            let found = accounts.find(|account| account.id.to_string() == id);
            found.map(|account| account.active = false).is_some()
        })
    }

    /// Puts a record in the list of Moneybird's own invoices, as it is.
    pub fn add_sales_invoice(&self, record: Value) {
        self.quietly(|state, _| state.sales_invoices.push(record));
    }

    /// The faults that are to come.
    pub fn faults(&self) -> Faults {
        Faults(self.clone())
    }
}

fn archive(state: &mut State, id: u64, moment: Moment) -> bool {
    let Some(contact) = state.contacts.get_mut(&id) else { return false };
    contact.archived = true;
    contact::note(state, id, "contact_archived", moment);
    true
}

/// The contacts of a fresh administration.
pub(super) fn opening_contacts(state: &mut State, moment: Moment) {
    for (attributes, archived) in opening::contacts() {
        let body = json!({ "contact": attributes });
        let made = contact::create(state, &body, moment).ok().and_then(|reply| reply.body);
        let id = made.and_then(|body| body["id"].as_str().and_then(|id| id.parse().ok()));
        if let Some(id) = id.filter(|_| archived) {
            archive(state, id, moment);
        }
    }
}

/// The plan of what goes wrong.
#[derive(Debug, Clone)]
pub struct Faults(Books);

impl Faults {
    /// Adds a fault. Of several that match a request, the first added strikes.
    pub fn push(&self, fault: Fault) {
        self.0.quietly(|state, _| state.faults.push(fault));
    }

    /// Drops everything that is still to come.
    pub fn clear(&self) {
        self.0.quietly(|state, _| state.faults.clear());
    }

    /// How many faults are still to come.
    pub fn pending(&self) -> usize {
        self.0.quietly(|state, _| state.faults.pending())
    }

    /// How many requests were struck.
    pub fn struck(&self) -> u64 {
        self.0.quietly(|state, _| state.faults.struck)
    }
}
