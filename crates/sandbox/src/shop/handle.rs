//! The shop as its owner holds it.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::routing::{get, post};

use super::credentials::{Credentials, Key};
use super::fault::Faults;
use super::limits::Windows;
use super::model::{Invoice, Order};
use super::options::ShopOptions;
use super::pages;
use super::request;
use super::state::{State, Webhook};
use crate::generate::Generated;

/// A running shop. Clones are the same shop.
#[derive(Debug, Clone)]
pub struct Shop {
    options: Arc<ShopOptions>,
    state: Arc<Mutex<State>>,
    faults: Faults,
}

impl Shop {
    /// Opens a shop that holds what was generated.
    pub fn new(options: ShopOptions, generated: Generated) -> Self {
        let state = State {
            windows: Windows::new(options.limits),
            last_id: generated.last_id(),
            orders: generated.orders.into_iter().map(|order| (order.id, order)).collect(),
            invoices: generated.invoices.into_iter().map(|one| (one.id, one)).collect(),
            webhooks: BTreeMap::new(),
            paymethods: generated.paymethods,
            statuses: generated.statuses,
            countries: generated.countries,
            merchant: generated.merchant,
            is_installed: false,
            key: Key::first(&options),
            registration: None,
            delivered: VecDeque::new(),
            requests: BTreeMap::new(),
        };
        let state = Arc::new(Mutex::new(state));
        Self { options: Arc::new(options), state, faults: Faults::default() }
    }

    /// The shop as a service: everything below `/api/rest/v1/`, with or without a slash at the
    /// end, and the merchant's pages below `/onderhoud/`.
    pub fn router(&self) -> Router {
        Router::new()
            .route("/onderhoud/apps", get(pages::apps::list))
            .route("/onderhoud/apps/installeren", post(pages::apps::install))
            .route("/onderhoud/apps/bewerken", post(pages::apps::edit))
            .route("/onderhoud/apps/verwijderen", post(pages::apps::remove))
            .route("/onderhoud/orders", get(pages::orders::list).post(pages::place))
            .route("/onderhoud/orders/{id}", get(pages::order::one))
            .route("/onderhoud/orders/{id}/btw-nummer", post(pages::order::set_vat_number))
            .route("/onderhoud/orders/{id}/status", post(pages::set_status))
            .route("/onderhoud/orders/{id}/betaald", post(pages::set_paid))
            .route("/onderhoud/orders/{id}/afronden", post(pages::complete))
            .route("/onderhoud/orders/{id}/aantal", post(pages::set_count))
            .route("/onderhoud/orders/{id}/verwijderen", post(pages::delete))
            .fallback(request::handle)
            .with_state(self.clone())
    }

    /// The plan of what goes wrong.
    pub fn faults(&self) -> &Faults {
        &self.faults
    }

    /// What the shop was started with.
    pub fn options(&self) -> &ShopOptions {
        &self.options
    }

    /// Adds an order, a basket too. An id of nought gets a new one, as do its rows; a finished
    /// order without a number gets the next of its year. Returns the id.
    pub fn add_order(&self, order: Order) -> i64 {
        self.state().put(order)
    }

    /// Changes an order as the merchant does in the backend. False if there is no such order.
    pub fn edit_order(&self, id: i64, change: impl FnOnce(&mut Order)) -> bool {
        let mut state = self.state();
        let Some(mut order) = state.orders.remove(&id) else { return false };
        change(&mut order);
        order.id = id;
        state.put(order);
        true
    }

    /// Sets the status. False if there is no such order.
    pub fn set_status(&self, id: i64, status: u8) -> bool {
        self.edit_order(id, |order| order.status = Some(status))
    }

    /// Sets the paid flag. False if there is no such order.
    pub fn set_paid(&self, id: i64, paid: bool) -> bool {
        self.edit_order(id, |order| order.paid = paid)
    }

    /// Removes an order. False if there was none.
    pub fn delete_order(&self, id: i64) -> bool {
        self.state().orders.remove(&id).is_some()
    }

    /// An order that was removed is there again, as it was.
    pub fn put_back(&self, order: Order) {
        self.state().orders.insert(order.id, order);
    }

    /// An order by its id.
    pub fn order(&self, id: i64) -> Option<Order> {
        self.state().orders.get(&id).cloned()
    }

    /// All orders and baskets, by id.
    pub fn orders(&self) -> Vec<Order> {
        self.state().orders.values().cloned().collect()
    }

    /// All invoices, by id.
    pub fn invoices(&self) -> Vec<Invoice> {
        self.state().invoices.values().cloned().collect()
    }

    /// All webhooks, by id.
    pub fn webhooks(&self) -> Vec<Webhook> {
        self.state().webhooks.values().cloned().collect()
    }

    /// Somebody changes webhooks, or takes those out for which `keep` says no.
    pub fn change_webhooks(&self, mut keep: impl FnMut(&mut Webhook) -> bool) {
        self.state().webhooks.retain(|_, webhook| keep(webhook));
    }

    /// Whether the app has finished its installation.
    pub fn is_installed(&self) -> bool {
        self.state().is_installed
    }

    /// The only key that is let in now, unless it was withdrawn at the last uninstall.
    pub fn credentials(&self) -> Credentials {
        self.state().key.current.clone()
    }

    /// How many requests came in, refused ones too.
    pub fn requests(&self) -> u64 {
        self.state().requests.values().sum()
    }

    /// How many of them were of `method` on `resource`: `("GET", "orderrows")`.
    pub fn requests_of(&self, method: &str, resource: &str) -> u64 {
        let key = (method.to_owned(), resource.to_owned());
        self.state().requests.get(&key).copied().unwrap_or(0)
    }

    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        // A panic in a test's closure must not take the shop with it.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
