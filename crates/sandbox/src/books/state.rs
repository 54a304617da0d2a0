//! Everything the books know.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::{Value, json};

use super::contact::{self, Contact};
use super::day::Moment;
use super::fault::Plan;
use super::identity::{Ids, Secrets};
use super::invoice::{self, Invoice};
use super::ledger::{Account, RateKind, TaxRate};
use super::oauth::Grants;
use super::opening;
use super::options::{BooksOptions, LockedPeriod, Switches};
use super::refusal::{Complaints, Refusal};
use super::request::Request;
use super::traffic::Traffic;
use super::webhook::Hooks;

/// The one administration.
#[derive(Debug, Clone)]
pub(super) struct Administration {
    pub(super) id: u64,
    /// The user whose token is used.
    pub(super) user: u64,
    pub(super) name: String,
    pub(super) locked_until: Option<Date>,
    pub(super) start: Date,
}

impl Administration {
    pub(super) fn show(&self) -> Value {
        json!({
            "id": self.id.to_string(),
            "name": self.name,
            "language": "nl",
            "currency": "EUR",
            "country": "NL",
            "time_zone": "Europe/Amsterdam",
            "access": "user",
            "suspended": false,
            "period_locked_until": self.locked_until.map(|date| date.to_string()),
            "period_start_date": self.start.to_string(),
        })
    }
}

/// The administration and everything in it, and what befalls its callers.
#[derive(Debug)]
pub(super) struct State {
    pub(super) administration: Administration,
    pub(super) switches: Switches,
    pub(super) ids: Ids,
    pub(super) token: String,
    pub(super) revoked: bool,
    pub(super) grants: Grants,
    pub(super) secrets: Secrets,
    pub(super) hooks: Hooks,
    pub(super) contacts: BTreeMap<u64, Contact>,
    /// Contacts whose VAT number is still to be checked.
    pub(super) unchecked: Vec<u64>,
    pub(super) invoices: BTreeMap<u64, Invoice>,
    pub(super) sales_invoices: Vec<Value>,
    pub(super) rates: Vec<TaxRate>,
    pub(super) accounts: Vec<Account>,
    pub(super) traffic: Traffic,
    pub(super) faults: Plan,
    /// Requests that are still on their way, with the moment of their arrival.
    pub(super) delayed: Vec<(Timestamp, Request)>,
    customers: u64,
    entries: u64,
    aged: Date,
}

impl State {
    /// A fresh administration with its chart, its rates and a few contacts.
    pub(super) fn open(options: &BooksOptions, moment: Moment) -> Self {
        let mut ids = Ids::new(options.seed);
        let administration = Administration {
            id: ids.next(moment.now),
            user: ids.next(moment.now),
            name: options.administration_name.clone(),
            locked_until: None,
            start: moment.today.first_of_year(),
        };
        let accounts = opening::chart(&mut ids, moment.now);
        let rates = opening::rates(&mut ids, moment.now);
        Self {
            administration,
            switches: options.switches.clone(),
            ids,
            token: options.token.clone(),
            revoked: false,
            grants: Grants::default(),
            secrets: Secrets::new(options.seed, &options.token),
            hooks: Hooks::default(),
            contacts: BTreeMap::new(),
            unchecked: Vec::new(),
            invoices: BTreeMap::new(),
            sales_invoices: Vec::new(),
            rates,
            accounts,
            traffic: Traffic::new(options.limits),
            faults: Plan::default(),
            delayed: Vec::new(),
            customers: 0,
            entries: 0,
            aged: moment.today,
        }
    }

    /// What Moneybird does by itself: once a day it finds late invoices, and soon after a VAT
    /// number was given it checks that number.
    pub(super) fn tick(&mut self, moment: Moment) {
        if moment.today > self.aged {
            self.aged = moment.today;
            let mut late = Vec::new();
            for invoice in self.invoices.values_mut() {
                let known = invoice.history.len();
                invoice.age(moment);
                if invoice.history.len() > known && self.hooks.listen() {
                    late.push((invoice.clone(), known));
                }
            }
            for (invoice, known) in late {
                let shown = invoice.show(self);
                invoice::tell(self, &invoice, known, &shown, moment);
            }
        }
        for id in std::mem::take(&mut self.unchecked) {
            match self.contacts.get_mut(&id) {
                Some(contact) if moment.now > contact.history.updated => {
                    contact.checked = Some(moment.now);
                    contact::note(self, id, "contact_tax_number_validated", moment);
                }
                Some(_) => self.unchecked.push(id),
                None => {}
            }
        }
    }

    /// The next free number of the sequence of customers.
    pub(super) fn next_customer_id(&mut self) -> String {
        loop {
            self.customers += 1;
            let id = self.customers.to_string();
            if !self.contacts.values().any(|contact| contact.customer_id == id) {
                return id;
            }
        }
    }

    /// The next internal number of an invoice.
    pub(super) fn next_entry_number(&mut self) -> u64 {
        self.entries += 1;
        self.entries
    }

    pub(super) fn rate(&self, id: u64) -> Option<&TaxRate> {
        self.rates.iter().find(|rate| rate.id == id)
    }

    /// A rate by name; of two with the same name, the one for sales.
    pub(super) fn rate_named(&self, name: &str) -> Option<&TaxRate> {
        let mut named: Vec<_> = self.rates.iter().filter(|rate| rate.name == name).collect();
        named.sort_by_key(|rate| rate.kind != RateKind::Sales);
        named.first().copied()
    }

    /// The id of an account.
    pub(super) fn account(&self, name: &str) -> Option<u64> {
        self.accounts.iter().find(|account| account.name == name).map(|account| account.id)
    }

    /// Refuses a date in a locked period. Moneybird's wording is not known (moneybird-api.md
    /// §8.9); this one is invented.
    pub(super) fn unlocked(&self, field: &str, date: Date) -> Result<(), Refusal> {
        if self.administration.locked_until.is_none_or(|until| date > until) {
            return Ok(());
        }
        match self.switches.locked_period {
            LockedPeriod::BadRequest => {
                let symbolic = super::refusal::code(field, "locked_period".into());
                Err(Refusal::symbolic(400, format!("{field} is in a locked period"), symbolic))
            }
            LockedPeriod::Unprocessable => {
                let mut complaints = Complaints::default();
                complaints.add(field, "is in a locked period", "locked_period");
                complaints.settle()
            }
        }
    }
}
