//! `sluitend correct`: a person agrees to book what changed in an order after it was booked.

use jiff::ToSpan;
use rust_decimal::Decimal;
use sandbox::generate::Kinds;

use crate::support::{Bench, Setup, block_on};

/// Makes the program believe that it read all orders two days ago, so that it does so again.
fn two_days_later(bench: &Bench) {
    block_on(async {
        let store = bench.store().await;
        let own = store.connections().await.unwrap().remove(0);
        let swept = store.fact(&own.id, "swept").await.unwrap().unwrap();
        let before = swept.at.checked_sub(48.hours()).unwrap();
        store.put_fact(&own.id, "swept", &swept.body, before).await.unwrap();
        store.close().await;
    });
}

#[test]
fn a_change_is_shown_agreed_to_and_booked() {
    let bench = Bench::connected(Setup { kinds: Kinds::plain(), ..Setup::of(5) });
    bench.sync().ended(0);
    let order = bench.ready().remove(0).id.to_string();
    let id = order.parse().unwrap();
    // There is nothing to correct yet.
    bench.run(&["correct", &order]).failed("usage", 2);
    bench.shop.edit_order(id, |own| own.rows[0].price += Decimal::TEN);
    two_days_later(&bench);
    bench.sync().ended(1);

    let listed = bench.run(&["orders", "--state", "changed"]).ended(0).json();
    assert_eq!(listed["orders"][0]["id"].to_string(), order, "{listed:#}");
    let shown = bench.run(&["correct", &order]).ended(1).json();
    let own = &shown["corrections"][0];
    assert_eq!((&own["id"], &own["agreed"]), (&id.into(), &false.into()), "{shown:#}");
    assert_eq!(bench.invoices_of(id).len(), 1, "nothing is booked by looking");

    bench.run(&["correct", &order, "--yes"]).ended(0);
    bench.sync().ended(0);
    assert_eq!(bench.invoices_of(id).len(), 2);
    bench.run(&["correct", &order, "--yes"]).failed("usage", 2);
    bench.sync().ended(0);
    assert_eq!(bench.invoices_of(id).len(), 2, "booked once");
    for year in bench.years() {
        bench.run(&["close", "--period", &year.to_string()]).ended(0);
    }
}
