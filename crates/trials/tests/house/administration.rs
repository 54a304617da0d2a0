//! What the closing statement tells of the whole administration: the report, the boxes, the clearing
//! accounts, and where an invoice went.

use std::time::Duration;

use bookkeeping::Money;
use bookkeeping::closing::{Amounts, Statement};
use sandbox::books::Switches;
use sandbox::generate::Kinds;
use serde_json::json;

use crate::world::World;

fn sum(amounts: impl Iterator<Item = Money>) -> String {
    amounts.sum::<Money>().to_string()
}

/// Asserts that the parts of a statement agree with its rows.
fn agrees(own: &Statement) {
    let listed = sum(own.orders.iter().map(|line| line.total));
    assert_eq!(listed, sum(own.rows.iter().map(|row| row.shop.net + row.shop.vat)));
    let mut ours = Amounts::default();
    for rate in &own.report {
        ours += rate.ours;
    }
    assert_eq!(
        sum([ours.net, ours.vat].into_iter()),
        sum(own.rows.iter().map(|row| row.booked.net + row.booked.vat))
    );
    for account in &own.clearing {
        let balance = account.opening + account.paid + account.other - account.taken;
        assert_eq!(balance, account.closing, "{account:#?}");
    }
}

#[tokio::test]
async fn the_clearing_accounts_hold_all_that_was_paid() {
    let world = World::with(250, 9, Kinds::everyday(), Switches::default(), "all").await;
    world.pass().await.unwrap();
    let mut before: Option<Statement> = None;
    let mut paid = Money::ZERO;
    for year in ["2025", "2026"] {
        let own = world.close(year).await;
        assert!(own.closes, "{own:#?}");
        agrees(&own);
        assert!(own.clearing.iter().any(|account| account.name == "Tussenrekening CCV Pay"));
        for account in &own.clearing {
            assert!(account.other.is_zero() && account.taken.is_zero(), "{account:#?}");
            paid += account.paid;
        }
        if let Some(before) = &before {
            let ends: Vec<Money> = before.clearing.iter().map(|account| account.closing).collect();
            let begins: Vec<Money> = own.clearing.iter().map(|account| account.opening).collect();
            assert_eq!(begins, ends);
        }
        before = Some(own);
    }
    assert!(!paid.is_zero() && !paid.is_negative());
    let held: Money = before.unwrap().clearing.iter().map(|account| account.closing).sum();
    assert_eq!(held, paid);
}

#[tokio::test]
async fn a_token_that_may_not_see_the_bank_is_told_of() {
    let mut switches = Switches::default();
    switches.scopes.retain(|scope| scope != "bank");
    let world = World::with(60, 7, Kinds::plain(), switches, "all").await;
    world.pass().await.unwrap();
    let own = world.close("2026").await;
    assert!(own.closes, "{own:#?}");
    assert_eq!(own.clearing, vec![]);
    assert!(own.notes.iter().any(|note| note.contains("`bank`")), "{:?}", own.notes);
}

#[tokio::test]
async fn a_payment_that_is_gone_with_its_invoice_is_told_of() {
    let world = World::new(60, 7).await;
    world.pass().await.unwrap();
    let invoices = world.books.invoices();
    let of_year = |own: &&serde_json::Value| own["date"].as_str().unwrap().starts_with("2026");
    let removed = invoices.iter().find(of_year).unwrap();
    assert!(world.books.delete_invoice(removed["id"].as_str().unwrap()));
    let own = world.close("2026").await;
    let total: Money = serde_json::from_value(removed["total_price_incl_tax"].clone()).unwrap();
    let missing: Money = own.clearing.iter().map(|account| account.other).sum();
    assert_eq!(missing, Money::ZERO - total);
    let note = format!("{total} ");
    assert!(own.notes.iter().any(|own| own.contains(&note)), "{:?}", own.notes);
    agrees(&own);
}

#[tokio::test]
async fn the_whole_administration_stands_beside_this_shop() {
    let world = World::with(120, 2, Kinds::everyday(), Switches::default(), "all").await;
    world.pass().await.unwrap();
    let rate = world.books.tax_rate("21% btw").unwrap();
    let account = world.books.account("Omzet").unwrap();
    let line = json!({
        "description": "x", "price": "121.00", "tax_rate_id": rate, "ledger_account_id": account,
    });
    let invoice = json!({
        "reference": "hand", "date": "2026-10-10", "prices_are_incl_tax": true,
        "details_attributes": [line],
    });
    world.books.add_foreign_invoice(&invoice).unwrap();
    let own = world.close("2026").await;
    assert!(own.closes, "{own:#?}");
    agrees(&own);
    let reported = own.report.iter().find(|own| own.tax_rate == rate).unwrap();
    assert_eq!(reported.return_box.as_deref(), Some("1a"));
    assert_eq!(
        (reported.outside.net.to_string(), reported.outside.vat.to_string()),
        ("100.00".to_owned(), "21.00".to_owned())
    );
    assert_eq!(reported.whole.net, reported.ours.net + reported.outside.net);
    assert_eq!(own.boxes["1a"], reported.ours);
    let abroad: Vec<&String> = own.boxes.keys().filter(|name| name.starts_with("OSS ")).collect();
    assert!(!abroad.is_empty(), "{:?}", own.boxes);
    assert_eq!(own.outside[0].date.unwrap().to_string(), "2026-10-10");
}

#[tokio::test]
async fn a_second_statement_an_hour_later_is_the_same() {
    let world = World::new(60, 7).await;
    world.pass().await.unwrap();
    let first = world.close("2026").await;
    world.clock.advance(Duration::from_hours(1));
    assert_eq!(world.close("2026").await, first);
}
