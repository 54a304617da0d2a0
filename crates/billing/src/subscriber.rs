//! Who is charged, and by which terms.

use bookkeeping::Money;

use crate::{Event, Kind};

/// A webshop and the administration that it is booked into: the two together are charged once, whatever
/// the connection between them is called meanwhile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subscriber {
    /// The connection, while there is one.
    pub connection: Option<String>,
    /// The webshop's id in CCV Shop.
    pub shop_id: i64,
    /// Its name.
    pub shop_name: String,
    /// The administration's id in Moneybird.
    pub administration_id: String,
    /// Its name.
    pub administration_name: String,
}

impl Subscriber {
    /// What it is known by.
    pub(crate) fn key(&self) -> (i64, &str) {
        (self.shop_id, &self.administration_id)
    }
}

/// A subscriber, and what happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct History {
    /// Who.
    pub of: Subscriber,
    /// What, in the order in which it was written down.
    pub events: Vec<Event>,
}

/// What a month costs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// For a calendar month, always a whole one.
    pub price: Money,
    /// The code of its currency, such as EUR.
    pub currency: String,
}

impl Terms {
    /// What a month of a kind comes to.
    pub fn amount(&self, kind: Kind) -> Money {
        match kind {
            Kind::Free => Money::ZERO,
            Kind::Charged => self.price,
        }
    }
}
