//! Summaries of a day: which orders go together, and what they come to.

use std::collections::BTreeMap;

use bookkeeping::summary::{Member, groups, members_of_source, merge, stands_alone};
use bookkeeping::{Invoice, Money, Order, Percentage, Subject, VatCase};
use jiff::civil::Date;
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::support::reading::{assert_sound, told};
use crate::support::{SHOP, booked, config, consumer, dec, money, order, row, settings};

const SHOP_ID: i64 = 7;

fn day() -> Date {
    "2022-11-07".parse().unwrap()
}

fn member(id: i64, order: Order) -> Member {
    let order = Order { id, number: format!("W{id}"), ..order };
    let invoice = booked(&order, &settings());
    Member { order: id, number: order.number, method: order.payment_method, invoice }
}

/// An order of one mug.
fn mug(id: i64, price: &str) -> Member {
    let tax = money(price).vat_inside(dec("21")).to_string();
    member(id, order(price, &tax, vec![row("Mok", "1", price, "21")]))
}

fn merged(members: &[Member]) -> Invoice {
    let invoice = merge(day(), 2, SHOP, SHOP_ID, members).unwrap();
    assert_sound(&invoice);
    invoice
}

fn ids(groups: &[Vec<Member>]) -> Vec<Vec<i64>> {
    groups.iter().map(|own| own.iter().map(|member| member.order).collect()).collect()
}

#[test]
fn orders_become_lines_per_rate_and_account() {
    // 12.10 with 21 % and 5.45 with 9 % in it, sent for 6.05 (21 %); 12.10 + 5.45 + 6.05 = 23.60.
    // VAT: 2.10 + 0.45 + 1.05 = 3.60.
    let mut mixed =
        order("23.60", "3.60", vec![row("Mok", "1", "12.10", "21"), row("Thee", "1", "5.45", "9")]);
    mixed.shipping = dec("6.05");
    let members = [member(11, mixed), mug(12, "24.20"), mug(13, "0.50")];
    let invoice = merged(&members);
    // 21 %: 12.10 + 24.20 + 0.50 = 36.80 of goods and 6.05 of shipping, 42.85 in all, in which
    // 42.85 × 21/121 = 7.4367 of VAT; 9 %: 5.45, in which 0.45.
    assert_eq!(
        told(&invoice),
        [
            "1 x 36.80 = 36.80 domestic NL 21 revenue: 21 % binnenland, 3 bestellingen",
            "1 x 6.05 = 6.05 domestic NL 21 shipping: 21 % binnenland, 1 bestelling",
            "1 x 5.45 = 5.45 domestic NL 9 revenue: 9 % binnenland, 1 bestelling",
            "1 x 0.00 = 0.00 domestic NL 21 revenue: Bestellingen: W11, W12, W13",
            "vat domestic NL 21: 35.41 + 7.44",
            "vat domestic NL 9: 5.00 + 0.45",
            "total 48.30 vat 7.89 daily",
        ]
    );
    assert_eq!(invoice.reference, "2022-11-07 dagtotaal 2");
    assert_eq!((invoice.date, invoice.due_date), (day(), "2022-11-21".parse().unwrap()));
    assert_eq!(invoice.contact.company_name, "Webshop particulieren");
    assert_eq!(invoice.contact.customer_id, "ccv-7-particulieren");
    let payment = invoice.payment.unwrap();
    assert_eq!((payment.price, payment.date), (money("48.30"), day()));
    assert_eq!(payment.clearing.as_deref(), Some("clearing"));
    assert_eq!(payment.identifier, "ccv-7-2022-11-07-d2");
}

#[test]
fn other_cases_say_what_they_are() {
    let german = Order {
        customer: consumer("DE", "10115"),
        ..order("11.90", "1.90", vec![row("Mok", "1", "11.90", "19")])
    };
    let swiss = Order {
        customer: consumer("CH", "8000"),
        ..order("9.00", "0", vec![row("Mok", "1", "9.00", "0")])
    };
    let deposit = bookkeeping::Row { is_deposit: true, ..row("Krat", "1", "3.00", "0") };
    let deposit = order("3.00", "0", vec![deposit]);
    let to_germany_at_home = Order {
        customer: consumer("DE", "10115"),
        ..order("12.10", "2.10", vec![row("Mok", "1", "12.10", "21")])
    };
    for (order, said) in [
        (german, "19 % OSS DE, 1 bestelling"),
        (swiss, "export CH, 1 bestelling"),
        (deposit, "statiegeld en borg, 1 bestelling"),
        (to_germany_at_home, "21 % binnenland (naar DE), 1 bestelling"),
    ] {
        assert_eq!(merged(&[member(1, order)]).lines[0].description, said);
    }
}

#[test]
fn only_what_is_alike_goes_together() {
    let german = Order {
        customer: consumer("DE", "10115"),
        ..order("11.90", "1.90", vec![row("Mok", "1", "11.90", "19")])
    };
    let by_card = Member { method: Some(12), ..mug(2, "5.00") };
    let unpaid = Order { paid: false, ..order("5.00", "0.87", vec![row("Mok", "1", "5", "21")]) };
    let members = vec![
        mug(1, "5.00"),
        by_card,
        member(3, unpaid),
        member(4, german.clone()),
        mug(5, "0.00"),
        mug(6, "7.00"),
        member(7, german),
    ];
    let groups = groups(SHOP, members);
    // By case, method (3 before 12), and what is not paid before what is.
    assert_eq!(ids(&groups), [vec![3], vec![1, 5, 6], vec![2], vec![4, 7]]);
    assert_eq!(merged(&groups[0]).payment, None);
    assert_eq!(merged(&groups[1]).payment.unwrap().price, money("12.00"));
}

#[test]
fn what_costs_nothing_is_not_paid() {
    let invoice = merged(&[mug(1, "0.00"), mug(2, "0.00")]);
    assert_eq!((invoice.payment, invoice.total), (None, Money::ZERO));
}

#[test]
fn a_deposit_does_not_decide_the_case() {
    let crate_of =
        |price: &str| bookkeeping::Row { is_deposit: true, ..row("Krat", "1", price, "0") };
    let beer = order("10.21", "0.21", vec![row("Bier", "1", "1.21", "21"), crate_of("9.00")]);
    let groups = groups(SHOP, vec![member(1, beer), mug(2, "5.00")]);
    assert_eq!(ids(&groups), [vec![1, 2]]);
}

#[test]
fn the_larger_part_decides_the_case() {
    let french = |rows, total: &str, tax: &str| Order {
        customer: consumer("FR", "75001"),
        ..order(total, tax, rows)
    };
    let book = |price: &str| row("Boek", "1", price, "5.5");
    let mug_of = |price: &str| row("Mok", "1", price, "21");
    let oss = member(1, french(vec![book("10.55")], "10.55", "0.55"));
    let domestic = member(2, french(vec![mug_of("12.10")], "12.10", "2.10"));
    // 9.00 at 5.5 % has 0.47 of VAT, 12.10 at 5.5 % has 0.63. VAT counts with what it is on: 12.10
    // is more than 9.00, though 10.00 less 2.10 is less than 8.53 less 0.47. Of equals the first.
    for (rows, total, tax, with) in [
        (vec![book("9.00"), mug_of("12.10")], "21.10", "2.57", 2),
        (vec![book("12.10"), mug_of("12.10")], "24.20", "2.73", 2),
        (vec![book("12.11"), mug_of("12.10")], "24.21", "2.73", 1),
    ] {
        let mixed = member(3, french(rows, total, tax));
        let groups = groups(SHOP, vec![oss.clone(), domestic.clone(), mixed]);
        assert!(ids(&groups).contains(&vec![with, 3]), "{total}: {:?}", ids(&groups));
    }
}

#[test]
fn what_is_not_all_paid_is_not_paid() {
    let unpaid = Order { paid: false, ..order("5.00", "0.87", vec![row("Mok", "1", "5", "21")]) };
    assert_eq!(merged(&[mug(1, "7.00"), member(2, unpaid)]).payment, None);
}

#[test]
fn numbers_fill_a_line_to_the_end() {
    // 900 characters a line: 14 of `Bestellingen: `, 441, two of the comma, and 443.
    let named = |id, length| Member { number: "9".repeat(length), ..mug(id, "1.00") };
    for (second, lines) in [(443, 1), (444, 2)] {
        let invoice = merged(&[named(1, 441), named(2, second)]);
        let found = invoice.lines.iter().filter(|line| line.total.is_zero()).count();
        assert_eq!(found, lines, "{second}");
        assert!(invoice.lines.iter().all(|line| line.description.chars().count() <= 900));
    }
}

#[test]
fn a_summary_is_filled_to_the_end() {
    // Forty lines of numbers beside sixty of amounts. Two numbers of 442 characters fill the 886 of
    // a line that are left beside `Bestellingen: `, with the comma between them; of 443 they do not.
    let mut one = mug(1, "1.00");
    let line = one.invoice.lines[0].clone();
    one.invoice.lines = (0..60)
        .map(|at| bookkeeping::Line { ledger: format!("account-{at}"), ..line.clone() })
        .collect();
    for (length, orders) in [(442, 80), (443, 40)] {
        let each = |id| Member { order: id, number: "9".repeat(length), ..one.clone() };
        let groups = groups(SHOP, (1..=100).map(each).collect());
        assert_eq!(groups[0].len(), orders, "numbers of {length}");
    }
    // 1900 characters of address: its beginning, `&orders=`, a first id of at most 19 digits, and 14
    // for each order whose id has 13 digits of 36.
    let longest = Subject::Day { day: Date::MAX, number: 9_999 };
    let start = longest.address(SHOP, i64::MAX).len() + 8 + 19;
    let far = |back: i64| Member { order: i64::MAX - back, ..mug(1, "1.00") };
    let groups = groups(SHOP, (1..=150).map(far).collect());
    assert_eq!(groups[0].len(), (1_900 - start) / 14);
}

#[test]
fn who_needs_an_invoice_stands_alone() {
    let plain = order("5.00", "0.87", vec![row("Mok", "1", "5", "21")]);
    let mut business = plain.clone();
    business.customer.vat_number = "DE 123456789".to_owned();
    let mut no_number = plain.clone();
    no_number.customer.vat_number = "n.v.t.".to_owned();
    let supply = Order { intra_community: true, ..plain.clone() };
    let platform = Order { platform_sale: true, ..supply.clone() };
    let refund = Order { total_price: dec("-5.00"), ..plain.clone() };
    let unpaid = Order { paid: false, ..plain.clone() };
    let free = Order { total_price: dec("0"), paid: false, ..plain.clone() };
    let nothing = Order { total_price: dec("-0.00"), ..plain.clone() };
    for (order, alone) in [
        (plain, false),
        (business, true),
        (no_number, false),
        (supply, true),
        (platform, false),
        (refund, true),
        (unpaid.clone(), true),
        (free, false),
        (nothing, false),
    ] {
        assert_eq!(stands_alone(&order, &settings()), alone, "{order:?}");
    }
    // Where no payment will ever follow, it need not be found.
    let mut none = settings();
    none.payment.register = false;
    assert!(!stands_alone(&unpaid, &none));
}

#[test]
fn no_summary_is_larger_than_an_invoice_can_be() {
    let one = mug(1, "1.00");
    let many = |number: i64, text: &str| {
        let each = |id| Member { order: id, number: format!("{text}{id}"), ..one.clone() };
        groups(SHOP, (1..=number).map(each).collect())
    };
    assert_eq!(many(310, "W").iter().map(Vec::len).collect::<Vec<_>>(), [150, 150, 10]);
    // Numbers of some 890 characters have a line each, and one line is for the amounts.
    assert_eq!(many(120, &"9".repeat(890)).iter().map(Vec::len).collect::<Vec<_>>(), [99, 21]);
    // Ids that are far apart make an address long.
    let far = |step: i64| Member { order: step * 60_466_176_000_000, ..one.clone() };
    let far = groups(SHOP, (1..=150).map(far).collect());
    assert!(far.iter().all(|own| merged(own).source_url.len() <= 2_000));
    assert_eq!(far.iter().map(Vec::len).sum::<usize>(), 150);
}

#[test]
fn the_address_names_every_order() {
    let invoice = merged(&[mug(339_323_600, "1.00"), mug(339_323_562, "1.00")]);
    let url = "https://winkel.example/api/rest/v1/orders/?webshop=7&day=2022-11-07&summary=2\
               &orders=339323562.12";
    assert_eq!(invoice.source_url, url);
    assert_eq!(members_of_source(url, 7), [339_323_562, 339_323_600]);
    assert_eq!(Subject::of_address(url, 7), Some(Subject::Day { day: day(), number: 2 }));
    assert_eq!(members_of_source(url, 8), [] as [i64; 0]);
    assert_eq!(members_of_source(&booked_alone().source_url, 7), [] as [i64; 0]);
}

fn booked_alone() -> Invoice {
    mug(1, "1.00").invoice
}

#[test]
fn nobody_together_is_nothing() {
    assert_eq!(merge(day(), 1, SHOP, SHOP_ID, &[]), None);
    assert!(groups(SHOP, Vec::new()).is_empty());
}

/// An order of goods at both rates and shipping, by the cent.
fn orders() -> impl Strategy<Value = Order> {
    let cents = 0..20_000_i64;
    (cents.clone(), cents.clone(), cents, prop::bool::ANY).prop_map(|(high, low, sent, paid)| {
        let amount = |cents| Decimal::new(cents, 2);
        let vat = |cents, rate: &str| Money::round(amount(cents)).vat_inside(dec(rate)).decimal();
        let rows = vec![
            row("Hoog", "1", &amount(high).to_string(), "21"),
            row("Laag", "1", &amount(low).to_string(), "9"),
        ];
        let tax = vat(high + sent, "21") + vat(low, "9");
        let total = amount(high + low + sent);
        Order { shipping: amount(sent), paid, ..order(&total.to_string(), &tax.to_string(), rows) }
    })
}

proptest! {
    #![proptest_config(config(60))]

    #[test]
    fn a_summary_is_the_sum_of_its_orders(orders in prop::collection::vec(orders(), 1..180)) {
        let members: Vec<Member> =
            (1_i64..).zip(orders).map(|(id, order)| member(id * 7, order)).collect();
        let groups = groups(SHOP, members.clone());
        let mut seen = Vec::new();
        for own in &groups {
            let invoice = merged(own);
            let paid: Money = own.iter().map(|member| member.invoice.total).sum();
            prop_assert_eq!(invoice.total, paid);
            prop_assert!(invoice.payment.as_ref().is_none_or(|payment| payment.price == paid));
            agrees(&invoice, own, |row| row.vat);
            agrees(&invoice, own, |row| row.vat_by_line);
            let lines: Vec<&str> =
                invoice.lines.iter().map(|line| line.description.as_str()).collect();
            prop_assert!(lines.iter().all(|line| line.chars().count() <= 900));
            prop_assert!(lines.len() <= 100 && invoice.source_url.len() <= 2_000);
            let text = lines.join(", ").replace("Bestellingen: ", "");
            let numbers: Vec<&str> = text.split(", ").collect();
            prop_assert!(own.iter().all(|member| numbers.contains(&member.number.as_str())));
            let mut own: Vec<i64> = own.iter().map(|member| member.order).collect();
            own.sort_unstable();
            prop_assert_eq!(&members_of_source(&invoice.source_url, SHOP_ID), &own);
            seen.extend(own);
        }
        seen.sort_unstable();
        let all: Vec<i64> = members.iter().map(|member| member.order).collect();
        prop_assert_eq!(seen, all);
    }
}

/// The VAT of each rate is that of its orders, but for half a cent an order and line, and one.
fn agrees(invoice: &Invoice, members: &[Member], vat: impl Fn(&bookkeeping::VatRow) -> Money) {
    let mut sums: BTreeMap<(VatCase, Percentage), (Money, Money, usize)> = BTreeMap::new();
    for row in members.iter().flat_map(|member| &member.invoice.vat) {
        let (with, own, rows) = sums.entry((row.case, row.percentage)).or_default();
        *with += row.net + row.vat;
        *own += vat(row);
        *rows += 2;
    }
    assert_eq!(sums.len(), invoice.vat.len());
    for row in &invoice.vat {
        let (with, own, rows) = sums[&(row.case, row.percentage)];
        assert_eq!(row.net + row.vat, with);
        let off = (vat(row) - own).abs().decimal();
        let most = Decimal::new(i64::try_from(rows).unwrap() * 5 + 10, 3);
        assert!(off <= most, "{off} of {rows} at {} %", row.percentage);
    }
}
