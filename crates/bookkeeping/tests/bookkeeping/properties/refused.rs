//! Orders that were falsified: each is refused, and for what is wrong with it.

use bookkeeping::settings::Leftover;
use bookkeeping::{Refusal, Settings, decide};

use super::lies::Lie;
use super::many::many;
use super::plan::Plan;
use super::plausible::closed;
use super::shop::sell;
use crate::support::{SHOP, booked, decided, settings};

#[test]
fn a_falsified_order_is_refused_for_what_is_wrong_with_it() {
    let settings = settings();
    many(20_000, |random| {
        let lie = Lie::ALL[random.index(Lie::ALL.len())];
        let (order, _) = sell(&lie.plan(random));
        let invoice = booked(&order, &settings);
        let scene = lie.tell(order, &invoice, random);
        match decide(&scene.order, SHOP, &scene.settings, &scene.known) {
            Ok(invoice) => panic!("{lie:?} was booked: {invoice:#?}"),
            Err(refusal) => {
                let (code, is_why) = lie.is_why(&scene, &refusal);
                assert_eq!(refusal.code(), code, "{lie:?}: {refusal:?}");
                assert!(is_why, "{lie:?}: {refusal:?}");
            }
        }
    });
}

#[test]
fn a_cent_that_is_left_over_is_a_line_or_a_refusal_and_changes_nothing_else() {
    let line = settings();
    let mut refuse: Settings = settings();
    refuse.invoice.rounding = Leftover::Refuse;
    let mut left = 0;
    let all = many(10_000, |random| {
        let (order, _) = sell(&closed(random, Plan::invented));
        let invoice = booked(&order, &line);
        let of_rounding = |one: &&bookkeeping::Line| one.description == "Afrondingsverschil";
        let amount = invoice.lines.iter().find(of_rounding).map(|one| one.total);
        left += u32::from(amount.is_some());
        match (decided(&order, &refuse), amount) {
            (Ok(same), None) => assert_eq!(same, invoice),
            (Err(refusal), Some(amount)) => assert_eq!(refusal, Refusal::Leftover { amount }),
            (other, amount) => panic!("{amount:?} was left over: {other:?}"),
        }
    });
    assert!(!all || left > 500, "a cent was left over {left} times only");
}
