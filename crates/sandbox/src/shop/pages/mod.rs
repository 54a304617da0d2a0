//! Pages of the merchant's back office. The real one looks different; these do the same.

pub(super) mod apps;
pub(super) mod order;
pub(super) mod orders;

mod changes;
mod deliver;

pub(super) use changes::{complete, delete, place, set_count, set_paid, set_status};

use crate::html::Place;

/// Where these pages are.
const PLACE: Place = Place {
    warning: "Dit is een nagebouwde CCV Shop met verzonnen gegevens, niet de echte.",
    links: &[(APPS, "App Store"), (ORDERS, "Bestellingen")],
};
const APPS: &str = "/onderhoud/apps";
const ORDERS: &str = "/onderhoud/orders";
