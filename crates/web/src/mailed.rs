//! What letters say in the words of the pages, and where on them it stands.

use bookkeeping::Language;
use store::{OrderSummary, Reason, State};

use crate::cause::{causes, key_of};
use crate::manual::about_fault;
use crate::reason;

/// What stands in the way of orders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hindrance {
    /// Where the orders stand, and its name: an order's [`hindrance_of`] is the same.
    pub name: (State, String),
    /// It, in a few words.
    pub text: String,
    /// What to do about it, as it is said of one of them.
    pub hint: String,
    /// Where the manual says more of it: the path of an address.
    pub explained: String,
    /// In the way of how many orders it stands.
    pub orders: u64,
}

impl Hindrance {
    /// Where the orders are listed, from the address of their connection on.
    pub fn list(&self) -> String {
        let (state, key) = &self.name;
        format!("/orders?state={state}&why={key}")
    }
}

/// What stands in the way of the most orders comes first.
pub fn hindrances(reasons: &[Reason], language: Language) -> Vec<Hindrance> {
    let hint = |name: &(State, String)| {
        let is_one = |own: &&Reason| {
            (own.state, key_of(own.code.as_deref(), own.refusal.as_deref())) == *name
        };
        let one = reasons.iter().find(is_one)?;
        Some(reason::hint(&sync::refusal(one.refusal.as_deref())?, language))
    };
    let told = causes(reasons, language).into_iter().map(|own| {
        let name = (own.state, own.key);
        let hint = hint(&name).unwrap_or_default();
        Hindrance { name, text: own.text, hint, explained: own.explained, orders: own.orders }
    });
    told.collect()
}

/// The name of what stands in the way of an order.
pub fn hindrance_of(order: &OrderSummary) -> (State, String) {
    (order.state, key_of(order.code.as_deref(), order.refusal.as_deref()))
}

/// Where the manual says more of why a connection stopped: the path of an address.
pub fn stopped_explained(code: &str, language: Language) -> String {
    about_fault(code).address(language)
}

/// Why a connection stopped, by its code, and what to do; what was said of it where nothing better is known.
pub fn stopped(code: &str, kept: &str, language: Language) -> String {
    match reason::broken(code, language) {
        Some((message, hint)) => format!("{message} {hint}"),
        None => kept.to_owned(),
    }
}
