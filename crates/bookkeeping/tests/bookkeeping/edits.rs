//! What the shop shows of an order beside what is booked of it.

use bookkeeping::edit::{
    Booked, Compared, Correction, Credited, Part, Shown, compare, fingerprint,
};
use bookkeeping::{Credit, Invoice, Language, Order, Refusal, Row, Settings, decide_credit};

use crate::support::{SHOP, administration, booked, dec, decided, money, order, row, settings};

/// 121.00 at 21 % and 109.00 at 9 %: 21.00 and 9.00 of VAT.
fn sold() -> Order {
    of(vec![pot("121.00"), tea("109.00")], "230.00", "30.00")
}

fn of(rows: Vec<Row>, total: &str, tax: &str) -> Order {
    order(total, tax, rows)
}

fn pot(price: &str) -> Row {
    row("Theepot", "1", price, "21")
}

fn tea(price: &str) -> Row {
    row("Thee", "1", price, "9")
}

/// The tea is credited: 109.00.
fn tea_back(original: &Booked) -> Invoice {
    let credit = Credit {
        id: 77,
        number: "C1".to_owned(),
        made_at: "2022-12-01T10:00:00Z".parse().unwrap(),
        is_settled: true,
        lowers: None,
        part: of(vec![tea("109.00")], "109.00", "9.00"),
    };
    decide_credit(&credit, Some(original), SHOP, &settings(), &administration()).unwrap()
}

/// The order is booked, and its tea credited.
fn credited(lowers: bool) -> Booked {
    let mut all = Booked::alone(booked(&sold(), &settings()));
    let invoice = tea_back(&all);
    all.credits.push(Credited { invoice, lowers });
    all
}

fn beside(all: &Booked, now: &Order) -> Compared {
    beside_under(all, now, &settings())
}

fn beside_under(all: &Booked, now: &Order, settings: &Settings) -> Compared {
    compare(now, all, &Shown::Sold(Box::new(decided(now, settings))), settings)
}

fn refusal(compared: Compared) -> Refusal {
    compared.refusal().unwrap()
}

/// Percentage and amount of what a correction would book.
fn parts(refusal: &Refusal) -> Vec<(String, String)> {
    let all = &refusal.change().unwrap().parts;
    let told = |part: &Part| (part.place.percentage.to_string(), part.amount.to_string());
    all.iter().map(told).collect()
}

fn told(percentage: &str, amount: &str) -> (String, String) {
    (percentage.to_owned(), amount.to_owned())
}

#[test]
fn an_order_as_it_was_booked_is_the_same() {
    let all = Booked::alone(booked(&sold(), &settings()));
    assert!(all.is_as_booked(&fingerprint(&sold())));
    assert_eq!(beside(&all, &sold()), Compared::Same);
    assert_eq!(Compared::Same.refusal(), None);
}

#[test]
fn what_a_correction_books_is_what_changed_at_its_rate() {
    let all = Booked::alone(booked(&sold(), &settings()));
    let cases: [(Order, &[(String, String)]); 4] = [
        (of(vec![pot("96.80"), tea("109.00")], "205.80", "25.80"), &[told("21", "-24.20")]),
        (of(vec![pot("121.00"), tea("163.50")], "284.50", "34.50"), &[told("9", "54.50")]),
        // Both at other prices: the total stays, the VAT moves.
        (
            of(vec![pot("109.00"), tea("121.00")], "230.00", "28.91"),
            &[told("9", "12.00"), told("21", "-12.00")],
        ),
        (of(vec![tea("109.00")], "109.00", "9.00"), &[told("21", "-121.00")]),
    ];
    for (now, expected) in cases {
        assert!(!all.is_as_booked(&fingerprint(&now)));
        let refusal = refusal(beside(&all, &now));
        assert_eq!((refusal.code(), parts(&refusal).as_slice()), ("edited", expected));
        let change = refusal.change().unwrap();
        assert_eq!(change.total_now - change.total_was, change.total());
    }
}

#[test]
fn a_credit_agrees_whether_the_order_was_lowered_or_not() {
    let lowered = of(vec![pot("121.00")], "121.00", "21.00");
    assert_eq!(beside(&credited(false), &sold()), Compared::Same);
    assert_eq!(beside(&credited(true), &lowered), Compared::Same);
    // The shop lowers it later than it made the credit.
    assert_eq!(beside(&credited(false), &lowered), Compared::Lowered);
    assert_eq!(Compared::Lowered.refusal(), None);
    assert!(credited(false).is_as_booked(&fingerprint(&sold())));
    assert!(!credited(true).is_as_booked(&fingerprint(&sold())));
}

#[test]
fn an_edit_after_a_credit_does_not_undo_the_credit() {
    // Not lowered: the shop shows 96.80 + 109.00, the books hold 230.00 - 109.00 = 121.00.
    let now = of(vec![pot("96.80"), tea("109.00")], "205.80", "25.80");
    let edited = refusal(beside(&credited(false), &now));
    assert_eq!(parts(&edited), [told("21", "-24.20")]);
    let message = edited.message(Language::En);
    for part in ["109.00", "121.00", "205.80", "-24.20"] {
        assert!(message.contains(part), "'{part}' in {message}");
    }
    // Lowered: the shop shows 96.80.
    let now = of(vec![pot("96.80")], "96.80", "16.80");
    let edited = refusal(beside(&credited(true), &now));
    assert_eq!(parts(&edited), [told("21", "-24.20")]);
    assert_eq!(edited.change().unwrap().credited, money("0.00"));
}

#[test]
fn what_was_lowered_and_raised_again_is_a_sale() {
    // The tea is sold again: 109.00 that nothing is booked for.
    let edited = refusal(beside(&credited(true), &sold()));
    assert_eq!(parts(&edited), [told("9", "109.00")]);
}

#[test]
fn a_mapping_that_changed_is_no_edit() {
    let mut other = settings();
    other.ledger.revenue = Some("shipping".to_owned());
    // Going by its amounts, a lowered order is where its rates say, on whatever account.
    let lowered = of(vec![pot("121.00")], "121.00", "21.00");
    assert_eq!(beside_under(&credited(true), &lowered, &other), Compared::Same);
    // One that was not lowered is known by its fingerprint.
    assert!(credited(false).is_as_booked(&fingerprint(&sold())));
}

#[test]
fn what_is_no_sale_any_more_is_taken_back_whole() {
    for (shown, code, paid, settles) in [
        (Shown::Cancelled, "cancelled", false, true),
        (Shown::Cancelled, "cancelled", true, false),
        (Shown::Unpaid, "unpaid", false, true),
        (Shown::Removed, "removed", true, false),
        (Shown::Reimbursed("F1".to_owned()), "reimbursed", true, true),
    ] {
        for (all, expected) in [
            (Booked::alone(booked(&sold(), &settings())), "-230.00"),
            (credited(false), "-121.00"),
            (credited(true), "-121.00"),
        ] {
            let now = Order { paid, ..sold() };
            let refusal = refusal(compare(&now, &all, &shown, &settings()));
            let change = refusal.change().unwrap();
            assert_eq!(refusal.code(), code);
            assert_eq!((change.total(), change.settles), (money(expected), settles), "{code}");
            let says = refusal.message(Language::En).contains("stays open");
            assert_eq!(says, !settles, "{code}");
        }
    }
}

#[test]
fn an_edit_that_cannot_be_booked_says_why() {
    let now = of(vec![row("Theepot", "1", "121.00", "13")], "121.00", "13.92");
    let all = Booked::alone(booked(&sold(), &settings()));
    let refusal = refusal(beside(&all, &now));
    assert_eq!(refusal.code(), "edited");
    assert!(refusal.change().is_none());
    assert!(refusal.message(Language::En).contains("No tax rate is mapped"));
}

#[test]
fn a_correction_makes_the_books_agree() {
    let now = of(vec![pot("96.80"), tea("109.00")], "205.80", "25.80");
    let mut all = credited(false);
    let refusal = refusal(beside(&all, &now));
    let change = refusal.change().unwrap();
    let of = (now.id, now.number.as_str());
    let correction = Correction::of(change, of, 1, all.order.clone(), Some(&now));
    let day = "2022-12-02".parse().unwrap();
    let invoice = correction.invoice(SHOP, now.shop, &settings(), day);
    assert_eq!(invoice.reference, format!("{} correctie 1", all.order.reference));
    assert_eq!((invoice.total, invoice.vat_total), (money("-24.20"), money("-4.20")));
    let line = &invoice.lines[0];
    assert_eq!((line.quantity, line.price, line.total), (dec("1"), line.total, money("-24.20")));
    assert_eq!((line.tax_rate.as_str(), line.ledger.as_str()), ("nl21", "revenue"));
    let payment = invoice.payment.as_ref().unwrap();
    assert_eq!((payment.price, payment.date), (money("-24.20"), day));
    all.corrections.push(invoice);
    assert!(all.is_as_booked(&fingerprint(&now)));
    assert_eq!(beside(&all, &now), Compared::Same);
    assert!(!all.is_as_booked(&fingerprint(&sold())), "it was edited back");
    assert_eq!(parts(&refusal_of(&all, &sold())), [told("21", "24.20")]);
}

fn refusal_of(all: &Booked, now: &Order) -> Refusal {
    refusal(beside(all, now))
}

#[test]
fn every_amount_that_decides_changes_the_fingerprint() {
    let base = sold();
    let with = |change: &dyn Fn(&mut Order)| {
        let mut own = base.clone();
        change(&mut own);
        fingerprint(&own)
    };
    let changes: [&dyn Fn(&mut Order); 26] = [
        &|own| own.shop += 1,
        &|own| own.id += 1,
        &|own| own.currency = "GBP".to_owned(),
        &|own| own.deliver_method = "pickup".to_owned(),
        &|own| own.customer.delivery_country = "BE".parse().ok(),
        &|own| own.customer.postcode = "9999".to_owned(),
        &|own| own.customer.vat_number = "DE123456789".to_owned(),
        &|own| own.taxes_included = false,
        &|own| own.row_taxes_included = false,
        &|own| own.shipping_taxes_included = !own.shipping_taxes_included,
        &|own| own.intra_community = true,
        &|own| own.platform_sale = true,
        &|own| own.total_price += dec("0.01"),
        &|own| own.total_tax += dec("0.01"),
        &|own| own.shipping_percentage += dec("1"),
        &|own| own.shipping += dec("0.01"),
        &|own| own.payment_costs += dec("0.01"),
        &|own| own.option_price += dec("0.01"),
        &|own| own.extra_costs += dec("0.01"),
        &|own| own.points_discount += dec("0.01"),
        &|own| own.discounts += dec("0.01"),
        &|own| own.rows[0].quantity += dec("1"),
        &|own| own.rows[0].unit_price += dec("0.01"),
        &|own| own.rows[0].total += dec("0.01"),
        &|own| own.rows[0].percentage = dec("9"),
        &|own| own.rows[0].is_deposit = true,
    ];
    let mut all: Vec<String> = changes.iter().map(|change| with(change)).collect();
    all.push(fingerprint(&base));
    let count = all.len();
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), count, "two changes look the same");
    for same in [
        with(&|own| own.rows[0].name = "Theepot, blauw".to_owned()),
        with(&|own| own.rows[0].unit_price = dec("121.000")),
        with(&|own| own.status = Some(6)),
    ] {
        assert_eq!(same, fingerprint(&base));
    }
}

#[test]
fn what_is_no_sale_any_more() {
    use bookkeeping::edit::Shown as S;
    let all = Settings {
        orders: bookkeeping::settings::Orders { paid_only: false, ..settings().orders },
        ..settings()
    };
    for (status, paid, only_paid, any) in [
        (Some(7), true, None, None),
        (Some(7), false, Some(S::Unpaid), None),
        (Some(8), true, Some(S::Cancelled), Some(S::Cancelled)),
        (Some(8), false, Some(S::Cancelled), Some(S::Cancelled)),
        // Another status, or none, is no other sale.
        (Some(3), true, None, None),
        (None, true, None, None),
    ] {
        let order = Order { status, paid, ..sold() };
        assert_eq!(S::gone(&order, &settings()), only_paid, "{status:?} {paid}");
        assert_eq!(S::gone(&order, &all), any, "{status:?} {paid}");
    }
}

#[test]
fn a_correction_is_paid_only_if_the_order_was_and_payments_are_wanted() {
    let registering = settings();
    let mut not_registering = settings();
    not_registering.payment.register = false;
    let paid = booked(&sold(), &registering);
    let unpaid = Invoice { payment: None, ..paid.clone() };
    for (order, settings, settles) in [
        (&paid, &registering, true),
        (&unpaid, &registering, false),
        (&paid, &not_registering, false),
        (&unpaid, &not_registering, false),
    ] {
        let all = Booked::alone(order.clone());
        let now = of(vec![pot("96.80"), tea("109.00")], "205.80", "25.80");
        let edited = refusal(beside_under(&all, &now, settings));
        assert_eq!(edited.change().unwrap().settles, settles);
    }
    let now = of(vec![pot("96.80"), tea("109.00")], "205.80", "25.80");
    let edited = refusal(beside(&Booked::alone(paid.clone()), &now));
    let change = edited.change().unwrap();
    let day = "2022-12-02".parse().unwrap();
    for (settles, settings, amount, is_paid) in [
        (true, &registering, "-24.20", true),
        (false, &registering, "-24.20", false),
        (true, &not_registering, "-24.20", false),
        (true, &registering, "0.00", false),
    ] {
        let mut correction = Correction::of(change, (1, "2022-1"), 1, paid.clone(), None);
        correction.settles = settles;
        correction.parts[0].amount = money(amount);
        let invoice = correction.invoice(SHOP, 7, settings, day);
        assert_eq!(invoice.payment.is_some(), is_paid, "{settles} {amount}");
    }
}

#[test]
fn what_happened_is_told_in_both_languages() {
    let unbookable = of(vec![row("Theepot", "1", "121.00", "13")], "121.00", "13.92");
    let all = Booked::alone(booked(&sold(), &settings()));
    let shown =
        |shown, paid| refusal(compare(&Order { paid, ..sold() }, &all, &shown, &settings()));
    let lower = of(vec![pot("96.80"), tea("109.00")], "205.80", "25.80");
    for (refusal, dutch, english) in [
        (
            refusal(beside(&all, &lower)),
            "Geboekt: 230,00 (9 %: 100,00 + 9,00; 21 %: 100,00 + 21,00); nu: 205,80",
            "Booked: 230.00 (9 %: 100.00 + 9.00; 21 %: 100.00 + 21.00); now: 205.80",
        ),
        (
            refusal(beside(&credited(false), &lower)),
            "Geboekt, met creditfacturen van 109,00 eraf: 121,00",
            "Booked, less credit invoices of 109.00: 121.00",
        ),
        (
            refusal(beside(&all, &unbookable)),
            "zoals zij nu is niet te boeken: Er is geen btw-tarief",
            "not to be booked as it is now: No tax rate",
        ),
        (
            shown(Shown::Cancelled, false),
            "Geannuleerd na het boeken. Geboekt",
            "Cancelled after it was booked. Booked",
        ),
        (
            shown(Shown::Cancelled, true),
            "De winkel noemt haar nog betaald",
            "The shop still shows it as paid",
        ),
        (
            shown(Shown::Unpaid, false),
            "De winkel noemt haar niet meer betaald. Geboekt",
            "The shop no longer shows it as paid. Booked",
        ),
        (
            shown(Shown::Removed, true),
            "in de winkel verwijderd; de factuur staat nog in Moneybird. Geboekt",
            "deleted in the shop; its invoice is still in Moneybird. Booked",
        ),
        (
            shown(Shown::Removed, true),
            "Of het geld terug is, is niet bekend",
            "Whether the money went back is not known",
        ),
        (
            shown(Shown::Reimbursed("F1".to_owned()), true),
            "De winkel heeft factuur F1 terugbetaald",
            "The shop paid invoice F1 back",
        ),
    ] {
        let (nl, en) = (refusal.message(Language::Nl), refusal.message(Language::En));
        assert!(nl.contains(dutch) && !nl.contains(english), "'{dutch}' in {nl}");
        assert!(en.contains(english) && !en.contains(dutch), "'{english}' in {en}");
    }
    let unpaid = shown(Shown::Cancelled, false);
    assert!(!unpaid.message(Language::Nl).contains("nog betaald"));
    assert!(!unpaid.message(Language::En).contains("still shows"));
}

#[test]
fn a_rate_is_told_with_what_tells_it_from_others() {
    let to = |code: &str, rows: Vec<Row>, total: &str, tax: &str| Order {
        customer: crate::support::consumer(code, "1000"),
        ..of(rows, total, tax)
    };
    let cap = |percentage: &str| row("Pet", "1", "12.10", percentage);
    for (now, part) in [
        (to("DE", vec![cap("19")], "12.10", "1.93"), "now: 12.10 (DE 19 %: 10.17 + 1.93)"),
        (to("DE", vec![cap("21")], "12.10", "2.10"), "now: 12.10 (21 % (DE): 10.00 + 2.10)"),
        (to("NL", vec![cap("21")], "12.10", "2.10"), "now: 12.10 (21 %: 10.00 + 2.10)"),
        (
            to("CH", vec![cap("0")], "12.10", "0"),
            "now: 12.10 (export out of the EU 0 %: 12.10 + 0.00)",
        ),
    ] {
        let all = Booked::alone(booked(&sold(), &settings()));
        let message = refusal(beside(&all, &now)).message(Language::En);
        assert!(message.contains(part), "'{part}' in {message}");
        assert!(message.contains("a correction books -217.90"), "{message}");
    }
    // VAT below nothing is taken off, not added.
    let all = Booked::alone(booked(&sold(), &settings()));
    let lower = of(vec![pot("96.80"), tea("109.00")], "205.80", "25.80");
    let message = refusal(beside(&all, &lower)).message(Language::En);
    assert!(message.contains("-24.20 (21 %: -20.00 - 4.20)"), "{message}");
}
