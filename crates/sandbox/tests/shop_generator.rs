//! Properties of the shop that is made.
#![cfg(test)]

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use rust_decimal::Decimal;
use sandbox::generate::{Generated, Kind, Kinds, Plan, shop};
use sandbox::shop::Switches;
use sandbox::shop::model::{InvoiceKind, Order, RowType, Sale};

fn plan(orders: usize, kinds: Kinds) -> Plan {
    let now: Timestamp = "2026-07-27T12:34:56Z".parse().unwrap();
    Plan { orders, seed: 20_260_727, now, kinds }
}

fn large() -> Generated {
    shop(&plan(2000, Kinds::all()))
}

fn finished(generated: &Generated) -> Vec<&Order> {
    generated.orders.iter().filter(|order| order.is_completed).collect()
}

fn of_kind(generated: &Generated, kind: Kind) -> Vec<&Order> {
    let orders: Vec<&Order> = generated
        .orders
        .iter()
        .filter(|order| generated.kinds.get(&order.id) == Some(&kind))
        .collect();
    assert!(!orders.is_empty(), "{kind:?}");
    orders
}

#[test]
fn the_same_plan_gives_the_same_shop() {
    let text = |plan: &Plan| format!("{:?}", shop(plan));
    let plan = plan(300, Kinds::all());
    assert_eq!(text(&plan), text(&plan));
    assert_ne!(text(&plan), text(&Plan { seed: 2, ..plan.clone() }));
    assert_ne!(text(&plan), text(&Plan { kinds: Kinds::everyday(), ..plan.clone() }));
}

#[test]
fn there_are_as_many_orders_as_asked_and_some_baskets() {
    for orders in [0, 1, 7, 40, 333] {
        let generated = shop(&plan(orders, Kinds::everyday()));
        assert_eq!(finished(&generated).len(), orders);
        assert_eq!(generated.kinds.len(), orders);
        assert_eq!(generated.orders.len(), orders + orders / 40);
    }
}

#[test]
fn ids_rise_with_gaps_and_numbers_are_unique() {
    let generated = large();
    let ids: Vec<i64> = generated.orders.iter().map(|order| order.id).collect();
    assert!(ids.is_sorted_by(|one, next| one < next));
    assert!(ids.iter().all(|id| (100_000_000..1_000_000_000).contains(id)));
    assert!(ids.windows(2).filter(|pair| pair[1] - pair[0] > 1).count() > 1900);
    assert!(generated.orders.is_sorted_by_key(|order| order.create_date));
    let rows: BTreeSet<i64> =
        generated.orders.iter().flat_map(|order| order.rows.iter().map(|row| row.id)).collect();
    assert_eq!(rows.len(), generated.orders.iter().map(|order| order.rows.len()).sum::<usize>());
    let mut years: BTreeMap<String, Vec<i64>> = BTreeMap::new();
    let mut full = BTreeSet::new();
    for order in finished(&generated) {
        let number = order.number.as_ref().unwrap();
        years.entry(number.prefix.clone().unwrap()).or_default().push(number.running);
        assert!(full.insert(number.full.clone()));
        assert!(number.full.starts_with(number.prefix.as_deref().unwrap()));
    }
    assert_eq!(years.keys().collect::<Vec<_>>(), ["2025-", "2026-"]);
    assert_eq!(years["2026-"].first(), Some(&1));
    for running in years.values() {
        assert!(running.windows(2).all(|pair| pair[0] + 1 == pair[1]));
    }
}

/// Adds up every order anew, in another way than the shop does: in whole numbers of 10⁻⁸.
#[test]
fn totals_add_up() {
    let generated = large();
    let switches = Switches::default();
    assert_eq!(finished(&generated).len(), 2000);
    for order in finished(&generated) {
        let totals = order.totals(&switches);
        let charges = &order.charges;
        let costs = charges.shipping + charges.payment + charges.extra + charges.option_price();
        let less = charges.discount + charges.points;
        let mut rates: BTreeMap<Decimal, Decimal> = BTreeMap::new();
        for row in &order.rows {
            *rates.entry(row.tax).or_default() += row.totals(&switches).total;
        }
        let rows: Decimal = rates.values().sum();
        assert!(rows + costs >= less, "{}", order.id);
        for amount in rates.values_mut().filter(|_| !rows.is_zero()) {
            *amount -= less * *amount / rows;
        }
        *rates.entry(order.taxes.shipping).or_default() += costs;
        let mut tax = Decimal::ZERO;
        for (rate, amount) in rates {
            let part = if order.taxes.in_rows {
                rate / (rate + Decimal::ONE_HUNDRED)
            } else {
                rate / Decimal::ONE_HUNDRED
            };
            tax += half_up(amount * part);
        }
        let tax = if order.taxes.shown { tax } else { Decimal::ZERO };
        let on_top = if order.taxes.in_rows { Decimal::ZERO } else { tax };
        assert_eq!(totals.tax, tax, "{}", order.id);
        assert_eq!(totals.price, rows + costs - less + on_top, "{}", order.id);
        assert!(totals.price.scale() <= 2 && totals.price >= Decimal::ZERO, "{}", order.id);
    }
}

/// Rounds to cents by whole numbers.
fn half_up(amount: Decimal) -> Decimal {
    let scaled = amount.abs() * Decimal::ONE_HUNDRED + Decimal::new(5, 1);
    let cents = Decimal::new(i64::try_from(scaled.trunc().mantissa()).unwrap(), 2);
    if amount.is_sign_negative() { -cents } else { cents }
}

#[test]
fn every_status_is_there_and_most_are_done() {
    let generated = large();
    let orders = finished(&generated);
    let statuses: BTreeSet<u8> = orders.iter().filter_map(|order| order.status).collect();
    assert_eq!(statuses, (1..=14).collect());
    let share = |fits: &dyn Fn(&Order) -> bool| {
        100 * orders.iter().filter(|order| fits(order)).count() / orders.len()
    };
    let done = share(&|order| order.status == Some(7) && order.paid);
    assert!((68..=76).contains(&done), "{done}");
    let guests = share(&|order| order.account.is_none());
    assert!((42..=58).contains(&guests), "{guests}");
    let business = share(&|order| order.customer.business);
    assert!((11..=19).contains(&business), "{business}");
    let local = share(&|order| order.destination() == "NL");
    assert!((75..=92).contains(&local), "{local}");
    assert!(orders.iter().any(|order| order.status == Some(7) && !order.paid));
    assert!(orders.iter().any(|order| order.status == Some(8) && order.paid));
    assert!(orders.iter().all(|order| order.status != Some(4) || !order.paid));
}

#[test]
fn every_kind_is_what_it_says() {
    for seed in 0..12 {
        every_kind_is_right(&shop(&Plan { seed, ..plan(400, Kinds::all()) }));
    }
}

fn every_kind_is_right(generated: &Generated) {
    let switches = Switches::default();
    let check = |kind: Kind, is: &dyn Fn(&Order) -> bool| {
        for order in of_kind(generated, kind) {
            assert!(is(order), "{kind:?} {order:#?}");
        }
    };
    let rates = |order: &Order| order.rows.iter().map(|row| row.tax).collect::<BTreeSet<_>>();
    let none = |order: &Order| rates(order) == [Decimal::ZERO].into();
    let to = |order: &Order, code: &str| order.destination() == code;
    check(Kind::OssBelgium, &|order| to(order, "BE") && !order.customer.business && !none(order));
    check(Kind::OssGermany, &|order| to(order, "DE") && !none(order));
    check(Kind::OssFrance, &|order| to(order, "FR") && !none(order));
    check(Kind::OssAustria, &|order| to(order, "AT") && rates(order) == [Decimal::from(20)].into());
    check(Kind::UnmappedRate, &|order| rates(order) == [Decimal::from(25)].into());
    check(Kind::IntraCommunity, &|order| {
        let number = &order.customer.vat_number;
        none(order) && order.sale == Sale::IntraCommunity && number.starts_with(order.destination())
    });
    check(Kind::IntraCommunityWithoutNumber, &|order| {
        order.sale == Sale::IntraCommunity && order.customer.vat_number.is_empty()
    });
    for (kind, code) in
        [(Kind::ExportSwitzerland, "CH"), (Kind::ExportNorway, "NO"), (Kind::ExportBritain, "GB")]
    {
        check(kind, &|order| to(order, code) && none(order) && order.sale == Sale::Ordinary);
    }
    for kind in [Kind::CouponAmount, Kind::CouponPercentage, Kind::CartDiscount] {
        check(kind, &|order| order.charges.discount > Decimal::ZERO && rates(order).len() > 1);
    }
    check(Kind::CouponFreeShipping, &|order| {
        order.charges.shipping.is_zero() && order.coupon.is_some()
    });
    check(Kind::Points, &|order| order.charges.points > Decimal::ZERO && order.account.is_some());
    check(Kind::ExtraCosts, &|order| order.charges.extra > Decimal::ZERO);
    check(Kind::ExtraDiscount, &|order| order.charges.extra < Decimal::ZERO);
    check(Kind::ExtraOption, &|order| order.charges.option_price() > Decimal::ZERO);
    check(Kind::PaymentCosts, &|order| order.charges.payment > Decimal::ZERO);
    check(Kind::Deposit, &|order| {
        order.rows.iter().any(|row| row.kind == RowType::ContainerDeposit && row.tax.is_zero())
    });
    check(Kind::Options, &|order| {
        order.rows.iter().any(|row| row.options.iter().any(|option| option.price > Decimal::ZERO))
    });
    check(Kind::FractionalCount, &|order| {
        order.rows.iter().any(|row| row.count.fract() > Decimal::ZERO)
    });
    check(Kind::FractionalPrice, &|order| {
        order.rows.iter().any(|row| (row.price * row.count).normalize().scale() > 2)
    });
    check(Kind::RowDiscount, &|order| order.rows.iter().any(|row| row.discount > Decimal::ZERO));
    check(Kind::ZeroTotal, &|order| order.totals(&switches).price.is_zero());
    check(Kind::ExcludingVat, &|order| !order.taxes.in_rows && order.customer.business);
    check(Kind::SmallBusiness, &|order| {
        !order.taxes.shown && order.totals(&switches).tax.is_zero()
    });
    check(Kind::Platform, &|order| order.sale == Sale::Platform && none(order));
    check(Kind::ForeignCurrency, &|order| order.currency == "GBP");
    check(Kind::Business, &|order| {
        let customer = &order.customer;
        !customer.billing.company.is_empty()
            && customer.vat_number.starts_with("NL")
            && customer.chamber_of_commerce.len() == 8
    });
    let seen: BTreeSet<Kind> = generated.kinds.values().copied().collect();
    assert_eq!(seen.len(), Kinds::all().iter().count() + 1);
}

#[test]
fn an_everyday_shop_holds_nothing_that_needs_a_decision() {
    let generated = shop(&plan(2000, Kinds::everyday()));
    for order in finished(&generated) {
        assert!(order.taxes.shown && order.taxes.in_rows, "{}", order.id);
        assert_eq!(order.currency, "EUR");
        assert_ne!(order.sale, Sale::Platform);
        assert!(order.destination() != "DK");
        let intra = order.sale == Sale::IntraCommunity;
        assert!(!intra || !order.customer.vat_number.is_empty());
        let known = [0, 6, 7, 9, 19, 20, 21].map(Decimal::from);
        let known = |rate| known.contains(&rate) || rate == Decimal::new(55, 1);
        assert!(order.rows.iter().all(|row| known(row.tax)));
    }
}

#[test]
fn people_are_invented_and_the_first_customer_is_there() {
    let generated = large();
    let is_invented = |order: &&Order| order.customer.email.ends_with("@voorbeeld.example");
    assert!(finished(&generated).iter().all(is_invented));
    for generated in [large(), shop(&plan(30, Kinds::everyday()))] {
        let first: Vec<&Order> = finished(&generated)
            .into_iter()
            .filter(|order| order.customer.email == "klant1@voorbeeld.example")
            .collect();
        assert!(!first.is_empty());
        let accounts: BTreeSet<i64> = first
            .iter()
            .filter_map(|order| order.account.as_ref().map(|account| account.id))
            .collect();
        assert_eq!(accounts.len(), 1, "one account");
        let names: BTreeSet<String> =
            first.iter().map(|order| order.customer.billing.full_name()).collect();
        assert_eq!(names.len(), 1, "one person");
    }
}

#[test]
fn invoices_follow_their_orders() {
    let generated = large();
    let switches = Switches::default();
    let mut sums: BTreeMap<i64, Decimal> = BTreeMap::new();
    let mut credits = 0;
    let mut numbers = BTreeSet::new();
    for invoice in &generated.invoices {
        let total = invoice.order.totals(&switches).price;
        let is_credit = invoice.kind == InvoiceKind::Credit;
        credits += usize::from(is_credit);
        *sums.entry(invoice.order.id).or_default() += if is_credit { -total } else { total };
        assert!(numbers.insert(&invoice.number.full));
        assert!(total >= Decimal::ZERO);
    }
    assert!(credits > 5, "{credits}");
    for order in &generated.orders {
        let expected = order.totals(&switches).price;
        if let Some(sum) = sums.get(&order.id) {
            assert!((*sum - expected).abs() <= Decimal::new(1, 2), "{}", order.id);
        }
    }
}
