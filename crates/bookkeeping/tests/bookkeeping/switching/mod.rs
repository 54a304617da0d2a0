//! What another program booked, recognised.

mod adopted;
mod matched;
mod references;

use bookkeeping::closing::RateAmount;
use bookkeeping::switching::{Claim, Foreign, Paper, Template};

use crate::support::{dec, money};

/// A sold order of 121.00.
fn claim(order: i64, number: &str) -> Claim {
    Claim {
        order,
        number: number.to_owned(),
        date: "2022-11-08".parse().unwrap(),
        total: dec("121"),
        tax: dec("21"),
        currency: "EUR".to_owned(),
        is_sold: true,
    }
}

/// A booked and paid invoice of 121.00 that is called so.
fn paper(id: &str, reference: &str) -> Paper {
    Paper {
        id: id.to_owned(),
        kind: Foreign::External,
        references: vec![reference.to_owned()],
        date: Some("2022-11-09".parse().unwrap()),
        currency: "EUR".to_owned(),
        total: dec("121"),
        is_booked: true,
        is_paid: true,
        rates: vec![rate("nl21", "100", "21")],
    }
}

fn rate(tax_rate: &str, net: &str, vat: &str) -> RateAmount {
    RateAmount { tax_rate: tax_rate.to_owned(), net: money(net), vat: money(vat) }
}

fn template(text: &str) -> Template {
    text.parse().unwrap()
}
