//! What a line says. In Dutch, as the books are.

use rust_decimal::Decimal;

use crate::{Order, Row};

/// How long a line's text may be, in characters. Moneybird's own limit is not documented.
const LONGEST: usize = 1_000;

/// Product and chosen options.
pub(super) fn row(row: &Row) -> String {
    let name = [row.name.trim(), row.article.trim()].into_iter().find(|text| !text.is_empty());
    let mut text = name.unwrap_or("Artikel").to_owned();
    for option in &row.options {
        text.push_str(", ");
        text.push_str(option);
    }
    cut(&text)
}

/// The quantity in front of the text, for a line that carries its total.
pub(super) fn with_quantity(quantity: Decimal, text: &str) -> String {
    let quantity = quantity.normalize().to_string().replace('.', ",");
    cut(&format!("{quantity} × {text}"))
}

pub(super) fn payment_costs(order: &Order) -> String {
    named("Betaalkosten", &order.payment_method_name)
}

pub(super) fn option(order: &Order) -> String {
    if order.option_name.trim().is_empty() {
        "Extra optie".to_owned()
    } else {
        cut(order.option_name.trim())
    }
}

pub(super) fn extra_costs(order: &Order) -> String {
    let own = order.extra_costs_description.trim();
    match (own.is_empty(), order.extra_costs.is_sign_negative()) {
        (false, _) => cut(own),
        (true, true) => "Korting".to_owned(),
        (true, false) => "Extra kosten".to_owned(),
    }
}

pub(super) fn discount(order: &Order) -> String {
    match order.coupon_code.trim() {
        "" => "Korting".to_owned(),
        code => cut(&format!("Kortingscode {code}")),
    }
}

fn named(what: &str, name: &str) -> String {
    if name.trim().is_empty() { what.to_owned() } else { cut(&format!("{what} {}", name.trim())) }
}

fn cut(text: &str) -> String {
    text.chars().take(LONGEST).collect()
}
