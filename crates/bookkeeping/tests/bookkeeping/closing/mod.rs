//! The closing statement: what counts on which side, and what explains a difference.

mod edited;
mod parts;
mod said;
mod taken_back;

use bookkeeping::closing::{
    Evidence, Held, Listed, RateAmount, ReportLine, Sale, Standing, Statement, close,
};
use bookkeeping::{Invoice, Language, Money, VatCase, source_url};
use rust_decimal::Decimal;

use crate::support::{SHOP, booked, dec, money, order, row, settings};

/// The shop of [`order`].
const SHOP_ID: i64 = 7;

/// Rate, net and VAT of what [`sale`] sells.
const SOLD: (&str, &str, &str) = ("nl21", "100.00", "21.00");

type Amount<'a> = (&'a str, &'a str, &'a str);

/// An order of 121.00 with 21.00 of VAT in it.
fn sale(id: i64, standing: Standing) -> Sale {
    let mut order = order("121.00", "21.00", vec![row("Mok", "1", "121.00", "21")]);
    order.id = id;
    order.number = format!("2026-{id}");
    Sale {
        order: id,
        number: order.number.clone(),
        orders: vec![order.number.clone()],
        date: order.day(),
        currency: "EUR".to_owned(),
        invoice: Some(booked(&order, &settings())),
        total: order.total_price,
        tax: order.total_tax,
        edits: Vec::new(),
        is_sold: true,
        standing,
    }
}

fn as_booked(id: i64) -> Sale {
    sale(id, Standing::Booked(format!("i{id}")))
}

fn held(id: &str, source_url: String, rates: &[Amount<'_>]) -> Held {
    let rates = rates.iter().map(|(rate, net, vat)| RateAmount {
        tax_rate: (*rate).to_owned(),
        net: money(net),
        vat: money(vat),
    });
    Held {
        id: id.to_owned(),
        reference: format!("F-{id}"),
        date: None,
        source_url,
        rates: rates.collect(),
    }
}

/// Our invoice for an order.
fn ours(id: &str, order: i64, rates: &[Amount<'_>]) -> Held {
    held(id, source_url(SHOP, SHOP_ID, order), rates)
}

/// An invoice that has nothing to do with us.
fn other(id: &str, rates: &[Amount<'_>]) -> Held {
    held(id, String::new(), rates)
}

/// The statement of these sales and invoices, beside a report of these amounts.
fn closed(sales: &[Sale], held: &[Held], report: &[Amount<'_>]) -> Statement {
    made(&evidence(sales, held, report))
}

/// The statement. Its orders add up to its rows, whatever there is.
fn made(evidence: &Evidence) -> Statement {
    let own = close(evidence, Language::En);
    for row in &own.rows {
        let is_of_row = |line: &&Listed| {
            (line.case.as_ref(), line.country, line.percentage)
                == (Some(&row.case), row.country, row.percentage)
        };
        let lines: Vec<&Listed> = own.orders.iter().filter(is_of_row).collect();
        let net: Money = lines.iter().map(|line| line.net).sum();
        let vat: Money = lines.iter().map(|line| line.vat).sum();
        assert_eq!((net, vat), (row.shop.net, row.shop.vat), "{own:#?}");
    }
    own
}

/// What such a statement is made of.
fn evidence(sales: &[Sale], held: &[Held], report: &[Amount<'_>]) -> Evidence {
    let report = report.iter().map(|(rate, net, vat)| ReportLine {
        tax_rate: (*rate).to_owned(),
        name: format!("Tarief {rate}"),
        percentage: "5.5".parse().ok(),
        return_box: Some("1a".to_owned()),
        net: money(net),
        vat: money(vat),
    });
    Evidence {
        connection: "C".to_owned(),
        shop: SHOP_ID,
        period: "2026".to_owned(),
        currency: "EUR".to_owned(),
        sales: sales.to_vec(),
        held: held.to_vec(),
        moved: Vec::new(),
        payments: Vec::new(),
        clearing: Vec::new(),
        report: report.collect(),
        notes: Vec::new(),
    }
}

/// Order, code and amounts of every explanation.
fn explained(own: &Statement) -> Vec<String> {
    let text = own.explanations.iter();
    text.map(|own| format!("{} {} {} {}", own.id, own.code, own.net, own.vat)).collect()
}

/// Case, tax rate and differences of every row that does not close.
fn open(own: &Statement) -> Vec<String> {
    let rows = own.rows.iter().filter(|row| !row.difference.is_zero());
    rows.map(|row| {
        let rate = row.tax_rate.as_deref().unwrap_or("-");
        format!("{} {rate} {} {}", row.case, row.difference.net, row.difference.vat)
    })
    .collect()
}

fn outside(own: &Statement) -> Vec<&str> {
    own.outside.iter().map(|own| own.invoice_id.as_str()).collect()
}

fn stopped(code: &str, invoice: Option<&str>) -> Standing {
    Standing::Stopped {
        code: code.to_owned(),
        message: "Why.".to_owned(),
        invoice: invoice.map(str::to_owned),
    }
}

#[test]
fn an_invoice_of_ours_counts_as_booked_however_far_its_order_is() {
    for (standing, explanations) in [
        (Standing::Booked("i1".to_owned()), vec![]),
        (Standing::Underway(Some("i1".to_owned())), vec!["1 underway 0.00 0.00"]),
        // The request for it left, but its id never came back.
        (Standing::Underway(None), vec!["1 underway 0.00 0.00"]),
        (stopped("payment-refused", Some("i1")), vec!["1 payment-refused 0.00 0.00"]),
        (stopped("doubled", None), vec!["1 doubled 0.00 0.00"]),
    ] {
        let told = format!("{standing:?}");
        let own = closed(&[sale(1, standing)], &[ours("i1", 1, &[SOLD])], &[SOLD]);
        assert_eq!(outside(&own), Vec::<&str>::new(), "{told}");
        assert_eq!(explained(&own), explanations, "{told}");
        assert_eq!(own.rows.len(), 1, "{told}");
        assert_eq!(own.rows[0].booked.count, 1, "{told}");
        assert_eq!(own.rows[0].booked, own.rows[0].shop, "{told}");
        assert_eq!(own.boxes["1a"], own.rows[0].moneybird, "{told}");
        assert!(own.closes, "{told}");
        let named = |one: &bookkeeping::closing::Explanation| one.invoice_id.is_some();
        assert!(own.explanations.iter().all(named), "{told}");
    }
}

#[test]
fn what_is_sold_and_not_held_is_missing() {
    for (standing, code) in [
        (Standing::Booked("i1".to_owned()), "gone"),
        (Standing::Underway(None), "underway"),
        (stopped("invoice-refused", None), "invoice-refused"),
    ] {
        let own = closed(&[sale(1, standing)], &[], &[]);
        assert_eq!(explained(&own), [format!("1 {code} 100.00 21.00")]);
        assert_eq!(open(&own), ["domestic - 100.00 21.00"]);
        assert!(!own.closes);
    }
}

#[test]
fn another_invoice_of_the_same_order_is_not_somebody_elses() {
    let held = [ours("i1", 1, &[SOLD]), ours("i2", 1, &[SOLD])];
    let own = closed(&[as_booked(1)], &held, &[("nl21", "200.00", "42.00")]);
    assert_eq!(outside(&own), Vec::<&str>::new());
    assert_eq!(explained(&own), ["1 doubled -100.00 -21.00"]);
    assert_eq!(own.explanations[0].invoice_id.as_deref(), Some("i2"));
    assert_eq!(open(&own), ["domestic - -100.00 -21.00"]);
    assert!(!own.closes);
}

#[test]
fn the_shop_may_have_moved_to_another_address() {
    let mut moved = ours("i9", 1, &[SOLD]);
    moved.source_url = source_url("https://elders.example", SHOP_ID, 1);
    let own = closed(&[sale(1, Standing::Underway(None))], &[moved.clone()], &[SOLD]);
    assert!(own.closes && own.outside.is_empty(), "{own:#?}");
    // Another shop's order of that id is another order.
    moved.source_url = source_url(SHOP, SHOP_ID + 1, 1);
    let own = closed(&[sale(1, Standing::Underway(None))], &[moved], &[SOLD]);
    assert_eq!(outside(&own), ["i9"]);
    assert!(!own.closes);
}

/// What others booked, what the report says beside our 100.00 and 21.00, and the rows left open.
type Reported<'a> = (&'a [Amount<'a>], &'a [Amount<'a>], &'a [&'a str]);

#[test]
fn the_report_is_set_beside_all_that_is_known() {
    let cases: [Reported<'_>; 9] = [
        (&[], &[SOLD], &[]),
        // More at our rate.
        (&[], &[("nl21", "110.00", "23.10")], &["domestic - -10.00 -2.10"]),
        // Nothing of ours.
        (&[], &[], &["domestic - 100.00 21.00"]),
        // At a rate of which no order knows.
        (&[], &[SOLD, ("fr", "1000.00", "55.00")], &["unexplained Tarief fr -1000.00 -55.00"]),
        // Explained by an invoice of somebody else, or in part.
        (&[("fr", "1000.00", "55.00")], &[SOLD, ("fr", "1000.00", "55.00")], &[]),
        (
            &[("fr", "400.00", "22.00")],
            &[SOLD, ("fr", "1000.00", "55.00")],
            &["unexplained Tarief fr -600.00 -33.00"],
        ),
        // Without VAT it may be missing in the report; with VAT it may not.
        (&[("none", "50.00", "0.00")], &[SOLD], &[]),
        (&[("none", "50.00", "0.00")], &[SOLD, ("none", "50.00", "0.00")], &[]),
        (&[("fr", "50.00", "2.75")], &[SOLD], &["unexplained fr 50.00 2.75"]),
    ];
    for (others, report, rows) in cases {
        let held = [ours("i1", 1, &[SOLD]), other("o1", others)];
        let own = closed(&[as_booked(1)], &held, report);
        let told = format!("{others:?} {report:?}");
        assert_eq!(open(&own), rows, "{told}");
        assert_eq!(own.closes, rows.is_empty(), "{told}");
        assert_eq!(own.difference.is_zero(), rows.is_empty(), "{told}");
        assert_eq!(outside(&own), ["o1"], "{told}");
        assert_eq!(explained(&own), Vec::<String>::new(), "{told}");
    }
}

#[test]
fn an_unexplained_row_says_what_the_report_says() {
    let report = [SOLD, ("fr", "1000.00", "55.00")];
    let own = closed(&[as_booked(1)], &[ours("i1", 1, &[SOLD])], &report);
    let row = own.rows.last().unwrap();
    assert_eq!((row.shop.count, row.booked.count, row.country), (0, 0, None));
    assert_eq!(row.percentage, "5.5".parse().ok());
    assert_eq!((row.moneybird.net, row.moneybird.vat), (money("1000.00"), money("55.00")));
}

#[test]
fn a_line_added_to_our_invoice_at_another_rate_shows() {
    let rates = [SOLD, ("nl9", "10.00", "0.90")];
    let own = closed(&[as_booked(1)], &[ours("i1", 1, &rates)], &rates);
    assert_eq!(open(&own), ["unexplained Tarief nl9 -10.00 -0.90"]);
    assert_eq!(explained(&own), ["1 altered -10.00 -0.90"]);
    assert_eq!(own.rows.last().unwrap().booked.count, 1);
    // Moved to another rate altogether: the same amounts, and yet not the same.
    let moved = [("be21", "100.00", "21.00")];
    let own = closed(&[as_booked(1)], &[ours("i1", 1, &moved)], &moved);
    assert_eq!(explained(&own), ["1 altered 0.00 0.00"]);
    assert_eq!(open(&own).len(), 2);
    assert!(!own.closes);
}

#[test]
fn a_rate_may_be_replaced_within_a_period() {
    let mut second = as_booked(2);
    second.invoice.as_mut().unwrap().vat[0].tax_rate = "new21".to_owned();
    let new = ("new21", "100.00", "21.00");
    let held = [ours("i1", 1, &[SOLD]), ours("i2", 2, &[new])];
    let own = closed(&[as_booked(1), second], &held, &[SOLD, new]);
    assert!(own.closes, "{own:#?}");
    assert_eq!(own.rows.len(), 1);
    assert_eq!(own.boxes["1a"].net, money("200.00"));
}

#[test]
fn what_the_shop_changed_after_booking_is_named() {
    for (total, is_sold, is_held, explanations, rows) in [
        ("121.00", true, true, vec![], vec![]),
        ("242.00", true, true, vec!["1 edited 121.00 0.00"], vec!["unassigned - 121.00 0.00"]),
        ("100.00", true, true, vec!["1 edited -21.00 0.00"], vec!["unassigned - -21.00 0.00"]),
        (
            "221.00",
            true,
            false,
            vec!["1 gone 100.00 21.00", "1 edited 100.00 0.00"],
            vec!["domestic - 100.00 21.00", "unassigned - 100.00 0.00"],
        ),
        (
            "121.00",
            false,
            true,
            vec!["1 cancelled -100.00 -21.00"],
            vec!["domestic - -100.00 -21.00"],
        ),
        (
            "0.00",
            false,
            true,
            vec!["1 cancelled -100.00 -21.00"],
            vec!["domestic - -100.00 -21.00"],
        ),
        // Cancelled in the shop and removed in Moneybird: both sides agree.
        ("121.00", false, false, vec![], vec![]),
    ] {
        let sale = Sale { total: dec(total), is_sold, ..as_booked(1) };
        let (held, report) = (ours("i1", 1, &[SOLD]), SOLD);
        let own =
            if is_held { closed(&[sale], &[held], &[report]) } else { closed(&[sale], &[], &[]) };
        let told = format!("{total} sold: {is_sold}, held: {is_held}");
        assert_eq!(explained(&own), explanations, "{told}");
        assert_eq!(open(&own), rows, "{told}");
        assert_eq!(own.closes, rows.is_empty(), "{told}");
        assert_eq!(own.rows.iter().map(|row| row.shop.count).max() > Some(0), is_sold, "{told}");
    }
}

#[test]
fn a_total_without_vat_is_read_as_it_was_booked() {
    let total_of = |hypothesis: &str, total: &str| {
        let mut sale = Sale { total: dec(total), tax: dec("21.00"), ..as_booked(1) };
        let invoice: &mut Invoice = sale.invoice.as_mut().unwrap();
        hypothesis.clone_into(&mut invoice.hypothesis);
        closed(&[sale], &[ours("i1", 1, &[SOLD])], &[SOLD])
    };
    assert!(total_of("total-without-vat+costs-as-goods", "100.00").closes);
    let own = total_of("costs-as-goods", "100.00");
    assert_eq!(explained(&own), ["1 edited -21.00 0.00"]);
}

#[test]
fn one_difference_does_not_hide_another() {
    let cancelled = Sale { is_sold: false, ..as_booked(1) };
    let missing = sale(2, Standing::Underway(None));
    let own = closed(&[cancelled, missing], &[ours("i1", 1, &[SOLD])], &[SOLD]);
    assert_eq!(open(&own), Vec::<String>::new());
    assert_eq!(explained(&own), ["1 cancelled -100.00 -21.00", "2 underway 100.00 21.00"]);
    assert!(!own.closes);
}

#[test]
fn another_currency_is_not_added_up() {
    let dollars = |standing| Sale { currency: "USD".to_owned(), ..sale(1, standing) };
    let refused = dollars(stopped("currency", None));
    let ready = dollars(Standing::Underway(None));
    let placeless = Sale { invoice: None, ..refused.clone() };
    for (sale, message) in [
        (refused, "Why. Its amount, 121.00 USD, does not count here."),
        (placeless, "Why. Its amount, 121.00 USD, does not count here."),
        (ready, "Its amount, 121.00 USD, does not count here."),
    ] {
        let own = closed(&[sale], &[], &[]);
        assert_eq!(own.rows, []);
        assert_eq!(explained(&own), ["1 currency 0.00 0.00"]);
        assert_eq!(own.explanations[0].message, message);
    }
}

#[test]
fn amounts_that_nobody_can_place_are_unassigned() {
    let sale = Sale { invoice: None, ..sale(1, stopped("vat-unmapped", None)) };
    let own = closed(&[sale], &[], &[]);
    assert_eq!(open(&own), ["unassigned - 100.00 21.00"]);
    assert_eq!(explained(&own), ["1 vat-unmapped 100.00 21.00"]);
}

#[test]
fn cents_that_moneybird_rounds_otherwise_are_no_mistake() {
    for (net, vat, code) in [
        ("100.00", "21.00", None),
        ("99.98", "21.02", Some("rounding")),
        ("99.90", "21.10", Some("altered")),
        ("99.98", "21.00", Some("altered")),
    ] {
        let rates = [("nl21", net, vat)];
        let own = closed(&[as_booked(1)], &[ours("i1", 1, &rates)], &rates);
        let codes: Vec<&str> = own.explanations.iter().map(|own| own.code.as_str()).collect();
        assert_eq!(codes, code.into_iter().collect::<Vec<_>>(), "{net} {vat}");
    }
}

#[test]
fn amounts_of_one_row_that_balance_are_hidden_by_it() {
    // A euro went from one invoice to the other, without VAT: the row does not show it.
    let (less, more) = (("nl21", "99.00", "21.00"), ("nl21", "101.00", "21.00"));
    let held = [ours("i1", 1, &[less]), ours("i2", 2, &[more])];
    let own = closed(&[as_booked(1), as_booked(2)], &held, &[("nl21", "200.00", "42.00")]);
    assert_eq!(explained(&own), ["1 altered 1.00 0.00", "2 altered -1.00 0.00"]);
    assert!(own.difference.is_zero() && !own.closes);
}

#[test]
fn the_shops_vat_is_rounded_as_the_invoice_was() {
    // Three of 0.45 at 21 %: 0.0781 each, so 0.24 by line and 0.23 (0.2343) of all.
    let mut pens = order("1.35", "0.23", (0..3).map(|_| row("Pen", "1", "0.45", "21")).collect());
    pens.id = 1;
    let invoice = booked(&pens, &settings());
    let sale = Sale {
        total: pens.total_price,
        tax: pens.total_tax,
        invoice: Some(invoice),
        ..as_booked(1)
    };
    for (net, vat) in [("1.11", "0.24"), ("1.12", "0.23")] {
        let rates = [("nl21", net, vat)];
        let own = closed(std::slice::from_ref(&sale), &[ours("i1", 1, &rates)], &rates);
        assert!(own.closes, "{own:#?}");
        assert_eq!((own.rows[0].shop.net, own.rows[0].shop.vat), (money(net), money(vat)));
    }
    let own = closed(&[sale], &[], &[]);
    assert_eq!(open(&own), ["domestic - 1.12 0.23"]);
}

#[test]
fn rows_of_one_invoice_may_share_a_rate() {
    let mut sale = as_booked(1);
    let invoice = sale.invoice.as_mut().unwrap();
    (invoice.total, invoice.vat_total) = (money("181.50"), money("31.50"));
    let mut second = invoice.vat[0].clone();
    (second.case, second.net, second.vat) = (VatCase::Platform, money("50.00"), money("10.50"));
    invoice.vat.push(second);
    (sale.total, sale.tax) = (dec("181.50"), dec("31.50"));
    let rates = [("nl21", "150.00", "31.50")];
    let own = closed(std::slice::from_ref(&sale), &[ours("i1", 1, &rates)], &rates);
    assert_eq!(open(&own), Vec::<String>::new());
    let of = |row: &bookkeeping::closing::Row| (row.case.clone(), row.booked.net);
    let booked: Vec<_> = own.rows.iter().map(of).collect();
    let told = |case: &str, net| (case.to_owned(), money(net));
    assert_eq!(booked, [told("domestic", "100.00"), told("platform", "50.00")]);
    // What is missing shows at the last of them.
    let rates = [("nl21", "140.00", "29.40")];
    let own = closed(&[sale], &[ours("i1", 1, &rates)], &rates);
    let booked: Vec<_> = own.rows.iter().map(of).collect();
    assert_eq!(booked, [told("domestic", "100.00"), told("platform", "40.00")]);
}

#[test]
fn rows_that_share_a_rate_share_what_the_report_has() {
    let mut second = as_booked(2);
    second.invoice.as_mut().unwrap().vat[0].case = VatCase::Platform;
    let held = [ours("i1", 1, &[SOLD]), ours("i2", 2, &[SOLD])];
    let own = closed(&[as_booked(1), second], &held, &[("nl21", "205.00", "42.00")]);
    assert_eq!(open(&own), ["domestic - -5.00 0.00"]);
    assert_eq!(own.rows.len(), 2);
    let sum: Decimal = own.rows.iter().map(|row| row.moneybird.net.decimal()).sum();
    assert_eq!(sum, dec("205.00"));
}
