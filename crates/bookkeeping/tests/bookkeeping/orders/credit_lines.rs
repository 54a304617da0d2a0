//! The lines of a credit invoice: which line of the original each goes back to, and what it says.

use bookkeeping::edit::Booked;
use bookkeeping::{Credit, Invoice, Order, Row, VatCase, decide, decide_credit};

use super::margin::{books, clock, with_goods};
use crate::support::reading::told;
use crate::support::{SHOP, administration, booked, credit, dec, money, order, row, settings};

fn made(credit: &Credit, original: Option<&Invoice>) -> Invoice {
    let original = original.cloned().map(Booked::alone);
    decide_credit(credit, original.as_ref(), SHOP, &settings(), &administration()).unwrap()
}

/// Two pens of 6.05, shipping of 12.10, payment costs of 1.21, wrapping of 2.42 and a surcharge of
/// 3.63, all at 21 %: 31.46, of which 5.46 is VAT.
fn with_everything() -> Order {
    Order {
        shipping: dec("12.10"),
        payment_costs: dec("1.21"),
        option_price: dec("2.42"),
        option_name: "Inpakken".to_owned(),
        extra_costs: dec("3.63"),
        extra_costs_description: "Toeslag".to_owned(),
        ..order("31.46", "5.46", vec![row("Pen", "2", "6.05", "21")])
    }
}

/// The same with every sign turned: counted back, or priced back.
fn turned(order: &Order, quantity: &str, price: &str) -> Order {
    Order {
        total_price: -order.total_price,
        total_tax: -order.total_tax,
        shipping: -order.shipping,
        payment_costs: -order.payment_costs,
        option_price: -order.option_price,
        extra_costs: -order.extra_costs,
        rows: vec![row("Pen", quantity, price, "21")],
        ..order.clone()
    }
}

#[test]
fn all_that_was_charged_comes_back_whichever_sign_the_shop_writes() {
    let own = with_everything();
    let expected = [
        "1 x 0.00 = 0.00 domestic NL 21 revenue: Creditfactuur bij bestelling 2022-1",
        "2 x -6.05 = -12.10 domestic NL 21 revenue: Pen",
        "1 x -12.10 = -12.10 domestic NL 21 shipping: Verzendkosten",
        "1 x -1.21 = -1.21 domestic NL 21 costs: Betaalkosten iDEAL",
        "1 x -2.42 = -2.42 domestic NL 21 costs: Inpakken",
        "1 x -3.63 = -3.63 domestic NL 21 costs: Toeslag",
        "vat domestic NL 21: -26.00 + -5.46",
        "total -31.46 vat -5.46 costs-as-shipping",
    ];
    for part in [own.clone(), turned(&own, "-2", "6.05"), turned(&own, "2", "-6.05")] {
        assert_eq!(told(&made(&credit(part), None)), expected);
    }
}

#[test]
fn a_credit_without_vat_has_one_sign_all_the_same() {
    let part = order("-10", "0", vec![row("Boek", "-1", "10", "0")]);
    let credit = credit(part);
    assert_eq!(credit.amount(), money("10"));
    assert_eq!(made(&credit, None).total, money("-10"));
}

#[test]
fn a_line_says_what_comes_back_at_the_price_of_what_comes_back() {
    // Three pens in one line; one of them comes back, under another name.
    let original =
        booked(&order("36.30", "6.30", vec![row("Pen", "3", "12.10", "21")]), &settings());
    let back = |row: Row, total: &str, tax: &str| {
        made(&credit(order(total, tax, vec![row])), Some(&original))
    };
    assert_eq!(
        told(&back(row("Retour", "2", "6.05", "21"), "12.10", "2.10"))[..2],
        [
            // The line that names the original has no amount, whatever the first line has.
            "1 x 0.00 = 0.00 domestic NL 21 revenue: Creditfactuur bij 2022-1".to_owned(),
            "2 x -6.05 = -12.10 domestic NL 21 revenue: Retour".to_owned(),
        ]
    );
}

/// The original's invoice of these rows, each on an account of its own, that of its place.
fn on_own_accounts(rows: Vec<Row>, total: &str, tax: &str) -> Invoice {
    let mut invoice = booked(&order(total, tax, rows), &settings());
    for (line, ledger) in invoice.lines.iter_mut().zip(["shipping", "discounts", "costs"]) {
        ledger.clone_into(&mut line.ledger);
    }
    invoice
}

fn account_of(back: Row, total: &str, tax: &str, original: &Invoice) -> String {
    made(&credit(order(total, tax, vec![back])), Some(original)).lines.pop().unwrap().ledger
}

#[test]
fn it_goes_back_to_the_line_of_that_name_else_to_the_largest() {
    let rows = vec![
        row("Pen", "1", "12.10", "21"),
        row("Kan", "1", "121", "21"),
        row("Gum", "1", "2.42", "21"),
    ];
    let original = on_own_accounts(rows, "135.52", "23.52");
    for (name, ledger) in [("Pen", "shipping"), ("Kan", "discounts"), ("Gum", "costs")] {
        let back = row(name, "1", "1.21", "21");
        assert_eq!(account_of(back, "1.21", "0.21", &original), ledger, "{name}");
    }
    assert_eq!(account_of(row("Iets", "1", "1.21", "21"), "1.21", "0.21", &original), "discounts");
}

#[test]
fn deposits_go_back_to_deposits_and_goods_at_zero_to_goods() {
    let deposit = |price: &str| Row { is_deposit: true, ..row("Krat", "1", price, "0") };
    let original = on_own_accounts(vec![row("Krant", "1", "5", "0"), deposit("9")], "14", "0");
    assert_eq!(account_of(row("Iets", "1", "5", "0"), "5", "0", &original), "shipping");
    assert_eq!(account_of(deposit("9"), "9", "0", &original), "discounts");
}

#[test]
fn margin_goods_go_back_to_margin_goods() {
    let (settings, known) = (with_goods(), books());
    let original = |margin: &str, other: &str| {
        let rows = vec![clock(margin, "0"), row("Boek", "1", other, "0")];
        Booked::alone(decide(&order("180", "0", rows), SHOP, &settings, &known).unwrap())
    };
    let back = |own: Row, original: &Booked| {
        let credit = credit(order("10", "0", vec![Row { name: "Retour".to_owned(), ..own }]));
        let made = decide_credit(&credit, Some(original), SHOP, &settings, &known);
        made.unwrap().lines.pop().unwrap().case
    };
    // Each goes back to its like, whichever is the larger amount.
    for original in [original("80", "100"), original("100", "80")] {
        assert_eq!(back(clock("10", "0"), &original), VatCase::Margin);
        assert_eq!(back(row("Boek", "1", "10", "0"), &original), VatCase::Domestic);
    }
}
