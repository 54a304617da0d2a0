//! An order and its rows, from the shop's bytes to the invoice.

use std::sync::LazyLock;

use bookkeeping::{Administration, Invoice, Language, Money, Order, Refusal, Settings, decide};
use ccvshop::OrderRow;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sync::translate;

use crate::hunt::{Case, hunt};
use crate::reading::{assert_sound, told};

const SETTINGS: &str = include_str!("corpus/settings/sandbox.toml");

static KNOWN: LazyLock<(Settings, Administration)> = LazyLock::new(|| {
    let settings = Settings::parse(SETTINGS).unwrap();
    let administration = Administration::as_mapped(&settings, "EUR");
    (settings, administration)
});

/// That a value comes back from the store as it went in.
pub(crate) fn survives<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(value: &T) {
    let text = serde_json::to_string(value).unwrap();
    let again: T = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
    assert_eq!(*value, again);
}

/// That a refusal can be stored and told.
pub(crate) fn check_refusal(refusal: &Refusal) {
    survives(refusal);
    for language in [Language::Nl, Language::En] {
        assert!(!refusal.message(language).is_empty());
        let _ = refusal.hint(language);
    }
    assert!(!refusal.code().is_empty());
}

fn check_invoice(order: &Order, invoice: &Invoice) {
    assert_sound(invoice);
    // A shop that sells excluding VAT may state the total without it; both are rounded to the cent.
    let paid = [order.total_price, order.total_price + order.total_tax].map(Money::round);
    assert!(paid.contains(&invoice.total), "{} is none of {paid:?}", invoice.total);
    survives(invoice);
    for warning in &invoice.warnings {
        assert!(!warning.sentence(Language::Nl).is_empty());
    }
    // What Moneybird would not take is an error, no panic.
    let _ = translate::contact(&invoice.contact, true);
    let _ = translate::invoice(invoice, "42".parse().unwrap());
    let _ = invoice.payment.as_ref().map(|payment| translate::payment(payment, None));
}

/// That any order can be decided.
pub(crate) fn check_order(case: &mut Case<'_>, order: &Order) {
    survives(order);
    let (settings, administration) = &*KNOWN;
    match decide(order, "https://winkel.example", settings, administration) {
        Ok(invoice) => {
            case.note("decided");
            case.show(&told(&invoice).join("\n"));
            check_invoice(order, &invoice);
        }
        Err(refusal) => {
            case.note("refused");
            check_refusal(&refusal);
        }
    }
}

fn order(case: &mut Case<'_>) {
    let (name, order) = case.file(".order.json");
    let rows = case.named(&name.replace(".order.", ".rows."));
    let order = case.changed(order);
    let rows = case.changed(rows);
    let order = ccvshop::Order::from_json(&order);
    let rows = OrderRow::list_from_json(&rows);
    for odd in [order.as_ref().err(), rows.as_ref().err()].into_iter().flatten() {
        // A file of one's own may hold what it likes, but is shown on one line all the same.
        let text = odd.to_string();
        assert!(!text.contains(char::is_control), "{text:?}");
    }
    if let (Ok(order), Ok(rows)) = (order, rows) {
        check_order(case, &translate::order(7, &order, &rows));
    }
}

#[test]
fn orders_and_rows() {
    hunt("orders", 1_500, order);
}
