//! Orders that are credited, edited and corrected, in this order and in others.

use std::time::Duration;

use rust_decimal::Decimal;
use sandbox::books::Switches;
use sandbox::generate::Kinds;
use sandbox::shop::ExclTotal;
use sandbox::shop::model::{InvoiceStatus, Order, Taxes};
use store::State;

use crate::edits::{a_day_later, closes, correct, dec, row};
use crate::world::World;

const EVERYTHING: &str = "all\"\ncredit_invoices = \"all";

/// A world with an order of 121.00 at 21 % and one row of 109.00 at 9 %, booked.
async fn booked() -> (World, i64) {
    booked_with(sandbox::shop::Switches::default(), |_| {}).await
}

async fn booked_with(
    shop: sandbox::shop::Switches,
    change: impl FnOnce(&mut Order),
) -> (World, i64) {
    let both = (shop, Switches::default());
    let world = World::named("Voorbeeld", 1, 1, Kinds::plain(), both, EVERYTHING).await;
    let rows = vec![row("Theepot", "121", 21), row("Thee", "109", 9)];
    let mut order = Order::of(rows, "2026-11-20T10:00:00Z".parse().unwrap());
    change(&mut order);
    let order = world.shop.add_order(order);
    world.pass().await.unwrap();
    assert_eq!(world.state(order).await, State::Booked);
    world.clock.advance(Duration::from_hours(1));
    (world, order)
}

/// The same, with its row at 9 % credited and the money gone back.
async fn credited(lowers: bool) -> (World, i64) {
    let (world, order) = booked().await;
    world.shop.credit_row(order, 1, lowers, InvoiceStatus::Reimbursed).unwrap();
    world.pass().await.unwrap();
    (world, order)
}

/// Totals of the credit invoices and corrections in Moneybird.
fn totals(world: &World) -> Vec<String> {
    let mut all = world.books.invoices();
    all.retain(|own| {
        let address = own["source_url"].as_str().unwrap();
        address.contains("/invoices/") || address.contains("&correction=")
    });
    all.iter().map(|own| own["total_price_incl_tax"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn an_edit_after_a_credit_corrects_the_edit_alone() {
    for lowers in [false, true] {
        let (world, order) = credited(lowers).await;
        assert_eq!(totals(&world), ["-109.0"], "{lowers}");
        world.shop.edit_order(order, |own| own.rows[0].price = dec("96.80"));
        a_day_later(&world).await;
        assert_eq!(world.state(order).await, State::Changed, "{lowers}");
        correct(&world, order).await;
        let mut all = totals(&world);
        all.sort();
        assert_eq!(all, ["-109.0", "-24.2"], "{lowers}");
        assert_eq!(world.state(order).await, State::Booked, "{lowers}");
        closes(&world).await;
        a_day_later(&world).await;
        assert_eq!((totals(&world).len(), world.state(order).await), (2, State::Booked));
    }
}

#[tokio::test]
async fn a_credit_after_a_correction_is_booked() {
    for lowers in [false, true] {
        let (world, order) = booked().await;
        world.shop.edit_order(order, |own| own.rows[0].price = dec("96.80"));
        a_day_later(&world).await;
        correct(&world, order).await;
        world.shop.credit_row(order, 1, lowers, InvoiceStatus::Reimbursed).unwrap();
        a_day_later(&world).await;
        let mut all = totals(&world);
        all.sort();
        assert_eq!(all, ["-109.0", "-24.2"], "{lowers}");
        assert_eq!(world.state(order).await, State::Booked, "{lowers}");
        closes(&world).await;
    }
}

#[tokio::test]
async fn a_shop_that_lowers_the_order_later_changes_nothing() {
    let (world, order) = credited(false).await;
    world.shop.edit_order(order, |own| {
        own.rows.remove(1);
    });
    a_day_later(&world).await;
    assert_eq!((world.state(order).await, totals(&world).len()), (State::Booked, 1));
    closes(&world).await;
    // And is edited after that: the credit stays what it was.
    world.shop.edit_order(order, |own| own.rows[0].price = dec("96.80"));
    a_day_later(&world).await;
    correct(&world, order).await;
    let mut all = totals(&world);
    all.sort();
    assert_eq!(all, ["-109.0", "-24.2"]);
    closes(&world).await;
}

#[tokio::test]
async fn a_mapping_that_changed_does_not_change_what_is_booked() {
    for lowers in [false, true] {
        let (world, order) = credited(lowers).await;
        let toml = crate::settings::toml(&world.books, EVERYTHING);
        let (before, now) = ("Omzet", "Verzendopbrengsten");
        let [before, now] = [before, now].map(|name| world.books.account(name).unwrap());
        let [before, now] = [before, now].map(|id| format!("revenue = \"{id}\""));
        assert!(toml.contains(&before));
        let toml = toml.replace(&before, &now);
        world.service.import_settings(&world.connection, &toml).await.unwrap();
        world.shop.set_status(order, 6);
        a_day_later(&world).await;
        assert_eq!(world.state(order).await, State::Booked, "{lowers}");
        closes(&world).await;
    }
}

#[tokio::test]
async fn a_credit_in_a_shop_with_prices_without_vat_is_booked() {
    for excl_total in [ExclTotal::WithVat, ExclTotal::WithoutVat] {
        for lowers in [false, true] {
            let shop = sandbox::shop::Switches { excl_total, ..Default::default() };
            let without = |own: &mut Order| own.taxes = Taxes::excluding(Decimal::from(21));
            let (world, order) = booked_with(shop, without).await;
            world.shop.credit_row(order, 1, lowers, InvoiceStatus::Reimbursed).unwrap();
            world.pass().await.unwrap();
            // 109.00 and 9 % of it.
            assert_eq!(totals(&world), ["-118.81"], "{excl_total:?} {lowers}");
            assert_eq!(world.state(order).await, State::Booked);
            closes(&world).await;
        }
    }
}

#[tokio::test]
async fn money_that_goes_back_in_a_later_month_is_a_refund_there() {
    let (world, order) = booked().await;
    let id = world.shop.credit_row(order, 1, false, InvoiceStatus::Unpaid).unwrap();
    world.pass().await.unwrap();
    world.clock.advance(Duration::from_hours(24 * 12));
    world.shop.set_invoice_status(id, InvoiceStatus::Reimbursed);
    a_day_later(&world).await;
    let statement = world.close("2026-12").await;
    let account = &statement.clearing[0];
    assert_eq!(
        (account.paid.to_string(), account.taken.to_string()),
        ("-109.00".into(), "0.00".into())
    );
    assert_eq!(world.close("2026-11").await.clearing[0].taken.to_string(), "0.00");
}

#[tokio::test]
async fn an_invoice_that_is_paid_back_without_a_credit_is_told() {
    let (world, order) = booked().await;
    let id = world.shop.invoice_order(order, InvoiceStatus::Paid).unwrap();
    a_day_later(&world).await;
    assert_eq!(world.state(order).await, State::Booked);
    world.shop.set_invoice_status(id, InvoiceStatus::Reimbursed);
    a_day_later(&world).await;
    let own = world.service.find_order(order, None).await.unwrap();
    assert_eq!((own.state, own.code.as_deref()), (State::Changed, Some("reimbursed")));
    // The merchant sets it back.
    world.shop.set_invoice_status(id, InvoiceStatus::Paid);
    a_day_later(&world).await;
    assert_eq!(world.state(order).await, State::Booked);
    world.shop.set_invoice_status(id, InvoiceStatus::Reimbursed);
    a_day_later(&world).await;
    correct(&world, order).await;
    assert_eq!(
        (totals(&world), world.state(order).await),
        (vec!["-230.0".to_owned()], State::Booked)
    );
    closes(&world).await;
    a_day_later(&world).await;
    assert_eq!((totals(&world).len(), world.state(order).await), (1, State::Booked));
}
