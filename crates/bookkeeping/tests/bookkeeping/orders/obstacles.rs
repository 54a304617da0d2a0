//! All that an order is refused for, and not only what comes first.

use bookkeeping::{Order, Refusal, Row, Settings, VatCase, obstacles};

use crate::support::{SHOP, administration, booked, country, dec, order, row, settings};

/// Beer, and 60 cents of deposit on it.
fn bottles() -> Order {
    let deposit = Row { is_deposit: true, ..row("Statiegeld", "4", "0.15", "0") };
    order("12.70", "2.10", vec![row("Bier", "4", "3.025", "21"), deposit])
}

fn found(order: &Order, settings: &Settings) -> Vec<Refusal> {
    obstacles(order, SHOP, settings, &administration())
}

#[test]
fn an_order_that_would_be_booked_has_none() {
    booked(&bottles(), &settings());
    assert_eq!(found(&bottles(), &settings()), []);
}

#[test]
fn all_that_settings_lack_is_found() {
    let unmapped = |case, percentage: &str| Refusal::VatUnmapped {
        case,
        country: country("NL"),
        percentage: percentage.parse().unwrap(),
    };
    let no_account =
        |key: &str| Refusal::AccountUnusable { setting: format!("[ledger] {key}"), ledger: None };
    let (goods, deposit) = (unmapped(VatCase::Domestic, "21"), unmapped(VatCase::Deposit, "0"));
    let (revenue, deposits) = (no_account("revenue"), no_account("deposits"));
    let bare = Settings::default();
    let all = [goods.clone(), revenue, deposit.clone(), deposits.clone()];
    assert_eq!(found(&bottles(), &bare), all);
    let mut few = settings();
    few.vat.retain(|entry| entry.case != VatCase::Deposit);
    assert_eq!(found(&bottles(), &few), [deposit]);
    few = settings();
    few.ledger.deposits = None;
    assert_eq!(found(&bottles(), &few), [deposits]);
    // One of an account of its own case needs no other.
    few.vat.iter_mut().for_each(|entry| entry.ledger = Some("deposits".to_owned()));
    assert_eq!(found(&bottles(), &few), []);
}

#[test]
fn what_no_settings_mend_comes_last() {
    let mut few = settings();
    few.vat.clear();
    let odd = Order { total_price: dec("13.70"), ..bottles() };
    assert!(matches!(found(&odd, &few)[..], [Refusal::TotalMismatch { .. }]));
    let business = Order {
        intra_community: true,
        customer: crate::support::consumer("DE", "10115"),
        ..order("10.00", "0", vec![row("Bier", "4", "2.50", "0")])
    };
    let all = found(&business, &few);
    assert!(matches!(all[..], [Refusal::VatUnmapped { .. }, Refusal::VatNumberMissing]), "{all:?}");
}

#[test]
fn an_account_that_is_gone_is_found_once() {
    let mut gone = settings();
    gone.ledger.deposits = Some("4711".to_owned());
    let all = found(&bottles(), &gone);
    assert!(matches!(&all[..], [Refusal::AccountUnusable { ledger: Some(_), .. }]), "{all:?}");
}

#[test]
fn a_cent_that_is_left_over_hides_nothing() {
    let mut strict = settings();
    strict.invoice.rounding = bookkeeping::settings::Leftover::Refuse;
    strict.vat.retain(|entry| entry.case != VatCase::Deposit);
    let deposit = Row { is_deposit: true, ..row("Statiegeld", "4", "0.15", "0") };
    let rows = vec![row("Bier", "3", "3.333", "21"), deposit];
    let odd = Order { row_taxes_included: false, ..order("12.71", "2.10", rows) };
    let all = found(&odd, &strict);
    assert!(matches!(all[..], [Refusal::Leftover { .. }, Refusal::VatUnmapped { .. }]), "{all:?}");
}
