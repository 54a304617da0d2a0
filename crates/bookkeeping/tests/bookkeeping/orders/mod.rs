//! Worked examples: an order, and the invoice or refusal that it must become, figured by hand.

mod amounts;
mod cases;
mod contacts;
mod costs;
mod credit_lines;
mod credited;
mod credits;
mod discounts;
mod documents;
mod exclusive;
mod margin;
mod obstacles;
mod readiness;
mod refusals;
mod territories;
mod vat_numbers;
mod warnings;

use bookkeeping::Order;

use crate::support::{booked, reading::told, settings};

/// Under the settings that map everything, the order becomes this.
fn becomes(order: &Order, expected: &[&str]) {
    assert_eq!(told(&booked(order, &settings())), expected);
}
