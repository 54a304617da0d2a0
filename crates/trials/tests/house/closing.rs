//! The closing statement tells what is there, and names what does not fit.

use rust_decimal::Decimal;
use sandbox::books::{Rounding, Switches};
use sandbox::generate::Kinds;
use store::State;

use crate::world::World;

#[tokio::test]
async fn the_books_close_when_vat_is_rounded_per_line() {
    let switches = Switches { rounding: Rounding::PerLine, ..Switches::default() };
    let world = World::with(250, 9, Kinds::everyday(), switches, "all").await;
    world.pass().await.unwrap();
    assert_eq!(world.count(State::Refused).await, 0);
    for year in ["2025", "2026"] {
        let statement = world.close(year).await;
        assert!(statement.closes, "{statement:#?}");
    }
}

#[tokio::test]
async fn orders_that_are_refused_explain_the_whole_difference() {
    let world = World::with(400, 4, Kinds::all(), Switches::default(), "all").await;
    world.pass().await.unwrap();
    assert!(world.count(State::Refused).await > 0);
    let statement = world.close("2026").await;
    assert!(!statement.closes);
    let explained: Decimal = statement
        .explanations
        .iter()
        .map(|explanation| (explanation.net + explanation.vat).decimal())
        .sum();
    let missing: Decimal =
        statement.rows.iter().map(|row| (row.difference.net + row.difference.vat).decimal()).sum();
    assert_eq!(explained, missing);
    for explanation in &statement.explanations {
        assert!(!explanation.message.is_empty(), "{explanation:#?}");
    }
}

#[tokio::test]
async fn what_was_removed_altered_or_added_in_moneybird_is_named() {
    let world = World::new(120, 2).await;
    world.pass().await.unwrap();
    let of_year =
        |invoice: &&serde_json::Value| invoice["date"].as_str().unwrap().starts_with("2026");
    let invoices = world.books.invoices();
    let mut invoices = invoices.iter().filter(of_year);
    let mut next = || invoices.next().unwrap()["id"].as_str().unwrap().to_owned();
    let (removed, altered) = (next(), next());
    world.books.delete_invoice(&removed);
    world.books.edit_invoice_line(&altered, 0, Decimal::new(100_000, 2));
    let statement = world.close("2026").await;
    let mut codes: Vec<(&str, &str)> = statement
        .explanations
        .iter()
        .map(|one| (one.code.as_str(), one.invoice_id.as_deref().unwrap()))
        .collect();
    codes.sort_unstable();
    assert_eq!(codes, vec![("altered", altered.as_str()), ("gone", removed.as_str())]);
    assert!(!statement.closes);
}
