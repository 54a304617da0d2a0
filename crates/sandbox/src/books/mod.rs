//! A Moneybird with one administration, kept in memory (moneybird-api.md §9).
//!
//! Beside the API there are the pages of OAuth, and a few to look into the books with a browser.
//!
//! Not there: notes, attachments, bank, other currencies than the euro, revenue deferred over the
//! period of a line, and Moneybird's own invoices beyond their list.

mod access;
mod answer;
mod body;
mod contact;
mod day;
mod door;
mod fault;
mod filter;
mod history;
mod identity;
mod inspection;
mod intervention;
mod invoice;
mod ledger;
mod money;
mod oauth;
mod opening;
mod options;
mod page;
mod pages;
mod period;
mod refusal;
mod reply;
mod report;
mod request;
mod route;
mod sales_invoices;
mod state;
mod synchronization;
mod tax_rates;
mod traffic;
mod webhook;

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::routing::{get, post};
use jiff::Timestamp;

use crate::Clock;
use day::Moment;
use state::State;

pub use fault::{Fault, FaultKind};
pub use inspection::Sum;
pub use intervention::Faults;
pub use oauth::{Application, Grant};
pub use options::{
    BooksOptions, Decimals, Limits, LockedPeriod, Oauth, Overpayment, PaidInvoice, Pkce, Rotation,
    Rounding, Switches, UnknownKeys, UnknownOnLine, Verdict,
};
pub use webhook::Notice;

/// A handle on the books. Clones share them.
#[derive(Clone)]
pub struct Books {
    clock: Arc<dyn Clock>,
    state: Arc<Mutex<State>>,
}

impl fmt::Debug for Books {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Books").finish_non_exhaustive()
    }
}

impl Books {
    /// Opens the books of a fresh administration.
    pub fn new(options: BooksOptions) -> Self {
        let moment = Moment::at(options.clock.now());
        let mut state = State::open(&options, moment);
        intervention::opening_contacts(&mut state, moment);
        Self { clock: options.clock, state: Arc::new(Mutex::new(state)) }
    }

    /// Serves `/api/v2/…`, `/oauth/…` and the pages to look into the books. With `axum::extract::ConnectInfo` the limits count per source address,
    /// without it all callers count together.
    pub fn router(&self) -> Router {
        Router::new()
            .route("/", get(pages::invoices::list))
            .route("/facturen/{id}", get(pages::invoices::one))
            .route("/contacten", get(pages::contacts::list))
            .route("/btw", get(pages::tax::month))
            .route("/koppelingen", get(pages::links::list))
            .route("/koppelingen/intrekken", post(pages::links::withdraw))
            .route("/oauth/authorize", get(oauth::consent::ask).post(oauth::consent::decide))
            .route("/oauth/token", post(oauth::token::serve))
            .fallback(door::serve)
            .with_state(self.clone())
    }

    fn now(&self) -> Timestamp {
        self.clock.now()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
