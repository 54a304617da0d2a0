//! Which VAT case a line falls under, and which tax rate and account that gives (interface.md).

use bookkeeping::{Contradiction, Order, Refusal, Row, Settings, VatCase, decide};

use crate::support::{
    SHOP, administration, booked, consumer, country, dec, decided, order, refused, row, settings,
};

/// An order of one row of 100.00 to a consumer there, as a shop that charges `percentage` has it.
fn sale(to: &str, percentage: &str) -> Order {
    let rate = dec(percentage);
    let tax = dec("100") * rate / (dec("100") + rate);
    Order {
        total_tax: bookkeeping::Money::round(tax).decimal(),
        customer: consumer(to, "1000"),
        shipping_percentage: rate,
        ..order("100", "0", vec![row("Kan", "1", "100", percentage)])
    }
}

fn with_vat_number(mut order: Order, number: &str) -> Order {
    number.clone_into(&mut order.customer.vat_number);
    order
}

fn intra_community(to: &str, number: &str) -> Order {
    Order { intra_community: true, ..with_vat_number(sale(to, "0"), number) }
}

fn without(rates: &[&str]) -> Settings {
    let mut settings = settings();
    settings.vat.retain(|entry| !rates.contains(&entry.tax_rate.as_str()));
    settings
}

/// Case, country, percentage, tax rate and ledger account of the first line.
fn first_line(order: &Order, settings: &Settings) -> String {
    let line = booked(order, settings).lines.remove(0);
    let (case, country, percentage) = (line.case, line.country, line.percentage);
    format!("{case} {country} {percentage} {} {}", line.tax_rate, line.ledger)
}

#[test]
fn every_case_has_its_rate() {
    let delivered = |to: &str, percentage: &str| {
        let mut order = sale("NL", percentage);
        order.customer.delivery_country = Some(country(to));
        order
    };
    let fetched = |to, percentage| {
        let deliver_method = "pickup".to_owned();
        Order { deliver_method, ..sale(to, percentage) }
    };
    let untaxed = |order: Order| Order { taxes_included: false, total_tax: dec("0"), ..order };
    let platform = |to| Order { platform_sale: true, ..sale(to, "0") };
    let business = |to, percentage| with_vat_number(sale(to, percentage), "BE0123.456.749");
    let table = vec![
        (sale("NL", "21"), "domestic NL 21 nl21 revenue"),
        (sale("NL", "9"), "domestic NL 9 nl9 revenue"),
        (sale("NL", "0"), "domestic NL 0 nl0 revenue"),
        (sale("DE", "19"), "oss DE 19 de19 revenue"),
        (sale("FR", "5.5"), "oss FR 5.5 fr5.5 revenue"),
        (sale("FR", "5.50"), "oss FR 5.5 fr5.5 revenue"),
        // The rate at home, below the threshold: no `oss` entry of Germany has 21 %.
        (sale("DE", "21"), "domestic DE 21 nl21 revenue"),
        // Belgium's rate is ours too; its `oss` entry decides.
        (sale("BE", "21"), "oss BE 21 be21 revenue"),
        // A business that was charged all the same is taxed at home.
        (business("BE", "21"), "domestic BE 21 nl21 revenue"),
        (business("NL", "21"), "domestic NL 21 nl21 revenue"),
        // What people type who have no VAT number.
        (with_vat_number(sale("BE", "21"), "-"), "oss BE 21 be21 revenue"),
        (with_vat_number(sale("BE", "21"), "n.v.t."), "oss BE 21 be21 revenue"),
        (with_vat_number(sale("BE", "21"), " "), "oss BE 21 be21 revenue"),
        (intra_community("DE", "DE 811.569.869"), "eu-business DE 0 eu0 eu-revenue"),
        (sale("CH", "0"), "export CH 0 export0 revenue"),
        (sale("US", "0"), "export US 0 export0 revenue"),
        (business("CH", "0"), "export CH 0 export0 revenue"),
        (untaxed(sale("NL", "0")), "exempt NL 0 exempt0 revenue"),
        (untaxed(sale("NL", "21")), "exempt NL 0 exempt0 revenue"),
        (untaxed(sale("CH", "0")), "exempt CH 0 exempt0 revenue"),
        // What is said of the sale comes before that it is untaxed.
        (untaxed(intra_community("DE", "DE811569869")), "eu-business DE 0 eu0 eu-revenue"),
        (untaxed(platform("DE")), "platform DE 0 platform0 revenue"),
        (platform("DE"), "platform DE 0 platform0 revenue"),
        (platform("CH"), "platform CH 0 platform0 revenue"),
        (Order { intra_community: true, ..platform("DE") }, "platform DE 0 platform0 revenue"),
        // Where the goods go decides, not where the bill goes.
        (delivered("DE", "19"), "oss DE 19 de19 revenue"),
        (delivered("CH", "0"), "export CH 0 export0 revenue"),
        (fetched("DE", "21"), "domestic NL 21 nl21 revenue"),
        (fetched("CH", "21"), "domestic NL 21 nl21 revenue"),
    ];
    for (order, expected) in table {
        assert_eq!(first_line(&order, &settings()), expected);
    }
}

#[test]
fn the_rate_at_home_for_belgians_without_an_entry_of_their_own() {
    assert_eq!(first_line(&sale("BE", "21"), &without(&["be21"])), "domestic BE 21 nl21 revenue");
}

#[test]
fn the_entry_of_the_very_country_comes_first() {
    let mut settings = settings();
    for position in [0, settings.vat.len()] {
        let mut own = settings.vat[0].clone();
        own.country = Some(country("DE"));
        own.ledger = Some("eu-revenue".to_owned());
        settings.vat.insert(position, own);
        assert_eq!(first_line(&sale("DE", "21"), &settings), "domestic DE 21 nl21 eu-revenue");
        assert_eq!(first_line(&sale("AT", "21"), &settings), "domestic AT 21 nl21 revenue");
        settings.vat.remove(position);
    }
}

#[test]
fn what_is_not_mapped_is_refused_with_what_is_missing() {
    let number = "DE811569869";
    let everything = settings();
    let table = [
        (sale("DE", "19"), without(&["de19"]), VatCase::Oss, "DE", "19"),
        (sale("DE", "7"), everything.clone(), VatCase::Oss, "DE", "7"),
        (sale("FR", "20"), everything.clone(), VatCase::Oss, "FR", "20"),
        (sale("NL", "9"), without(&["nl9"]), VatCase::Domestic, "NL", "9"),
        (sale("NL", "19"), everything.clone(), VatCase::Domestic, "NL", "19"),
        (sale("BE", "21"), without(&["be21", "nl21"]), VatCase::Oss, "BE", "21"),
        // Charged the rate of its own country although it is a business.
        (
            with_vat_number(sale("DE", "19"), number),
            everything.clone(),
            VatCase::Domestic,
            "DE",
            "19",
        ),
        (intra_community("DE", number), without(&["eu0"]), VatCase::EuBusiness, "DE", "0"),
        // The zero rate at home is for goods that stay there.
        (sale("DE", "0"), everything.clone(), VatCase::Oss, "DE", "0"),
        (sale("DE", "0"), without(&["nl0"]), VatCase::Oss, "DE", "0"),
        (sale("CH", "0"), without(&["export0"]), VatCase::Export, "CH", "0"),
        // VAT was charged on goods that left the Union.
        (sale("CH", "21"), everything.clone(), VatCase::Export, "CH", "21"),
        (
            Order { platform_sale: true, ..sale("DE", "0") },
            without(&["platform0"]),
            VatCase::Platform,
            "DE",
            "0",
        ),
    ];
    for (order, settings, case, to, percentage) in table {
        let (country, percentage) = (country(to), percentage.parse().unwrap());
        let refusal = refused(&order, &settings);
        assert_eq!(refusal, Refusal::VatUnmapped { case, country, percentage });
        assert_eq!(refusal.code(), "vat-unmapped");
    }
    let deposit = Row { is_deposit: true, ..row("Borg", "1", "5", "0") };
    let refusal = refused(&order("5", "0", vec![deposit]), &without(&["deposit0"]));
    assert!(matches!(refusal, Refusal::VatUnmapped { case: VatCase::Deposit, .. }));
}

#[test]
fn nothing_is_domestic_at_zero_in_another_member_state() {
    // 119.00 at 19 % and 6.00 of shipping without VAT: 19.00.
    let with_shipping = Order {
        total_price: dec("125"),
        total_tax: dec("19"),
        shipping: dec("6"),
        shipping_percentage: dec("0"),
        rows: vec![row("Kan", "1", "119", "19")],
        ..sale("DE", "19")
    };
    let (case, percentage) = (VatCase::Oss, "0".parse().unwrap());
    let missing = Refusal::VatUnmapped { case, country: country("DE"), percentage };
    assert_eq!(refused(&with_shipping, &settings()), missing);
    // Mapped for that very country it is what the shopkeeper says it is.
    let mut zero = settings();
    let mut entry = zero.vat[3].clone();
    assert_eq!(entry.case, VatCase::Oss);
    (entry.percentage, entry.tax_rate) = (Some(percentage), "export0".to_owned());
    zero.vat.push(entry);
    assert_eq!(first_line(&sale("DE", "0"), &zero), "oss DE 0 export0 revenue");
    // A present of 0.00 brings no amount into any box.
    let mut with_present = sale("DE", "19");
    with_present.rows.push(row("Sticker", "1", "0", "0"));
    let lines = booked(&with_present, &settings()).lines;
    assert_eq!((lines[1].case, lines[1].total), (VatCase::Domestic, crate::support::money("0")));
}

#[test]
fn abroad_a_reading_without_vat_is_the_last() {
    // To Belgium, without VAT in its prices: 1007.31 and 56.64 at 21 %, of which 143.94 comes off:
    // 920.01, VAT 193.2021; 96.8673, 16.38 and 0.28 of the 3.05 of costs at 9 %: VAT 10.2175; the other
    // 2.77 at 21 %: 0.5817. Together 204.0013. Costs without VAT and the discount over all would give
    // 204.00 as well, but nothing is sold without VAT there.
    let rows = vec![
        row("Stoel", "3", "335.77", "21"),
        Row { total: dec("56.64"), ..row("Stof", "0.583", "97.15", "21") },
        row("Thee", "1", "96.8673", "9"),
    ];
    let order = Order {
        row_taxes_included: false,
        customer: consumer("BE", "1000"),
        shipping: dec("16.38"),
        shipping_percentage: dec("9"),
        payment_costs: dec("3.05"),
        discounts: dec("143.94"),
        ..order("1036.31", "204.00", rows)
    };
    let invoice = booked(&order, &settings());
    assert_eq!(invoice.hypothesis, "total-without-vat+discounts-at-first-rate+costs-as-goods");
    let to_home = Order { customer: consumer("NL", "1234AB"), ..order };
    assert!(booked(&to_home, &settings()).hypothesis.ends_with("without-vat"));
}

#[test]
fn abroad_costs_are_not_untaxed_because_there_is_no_shipping() {
    // 119.02 at 19 %: 19.0032, which is 19.00; without VAT on the 0.02 it is 19.00 as well.
    let order = Order {
        total_price: dec("119.02"),
        total_tax: dec("19.00"),
        shipping_percentage: dec("0"),
        extra_costs: dec("0.02"),
        rows: vec![row("Kan", "1", "119", "19")],
        ..sale("DE", "19")
    };
    let invoice = booked(&order, &settings());
    assert_eq!(invoice.hypothesis, "costs-at-highest-rate");
    assert!(invoice.lines.iter().all(|line| line.percentage.to_string() == "19"));
}

#[test]
fn abroad_untaxed_costs_that_fit_are_not_passed_over_for_what_does_not() {
    // 119 and 5.95 at 19 %: 19.00 + 0.95 = 19.95, what the shop says. With VAT on the 0.25 as well it
    // would be 19.99, which rounding does not explain.
    let order = Order {
        total_price: dec("125.20"),
        total_tax: dec("19.95"),
        shipping: dec("5.95"),
        shipping_percentage: dec("19"),
        extra_costs: dec("0.25"),
        rows: vec![row("Kan", "1", "119", "19")],
        ..sale("DE", "19")
    };
    let unmapped = Refusal::VatUnmapped {
        case: VatCase::Oss,
        country: country("DE"),
        percentage: bookkeeping::Percentage::ZERO,
    };
    assert_eq!(refused(&order, &settings()), unmapped);
    // Off by less than a cent, the VAT on costs of 0.05 is rounding.
    let order = Order { total_price: dec("125.00"), extra_costs: dec("0.05"), ..order };
    assert_eq!(booked(&order, &settings()).hypothesis, "costs-as-shipping");
}

#[test]
fn a_business_abroad_at_zero_that_is_not_marked_is_refused() {
    let order = with_vat_number(sale("DE", "0"), "DE811569869");
    for settings in [settings(), without(&["nl0"])] {
        let refusal = refused(&order, &settings);
        assert_eq!(refusal, Refusal::Contradiction { how: Contradiction::UnmarkedBusiness });
        assert_eq!(refusal.code(), "contradiction");
    }
}

#[test]
fn zero_percent_abroad_is_no_business_without_its_number() {
    let unmapped = |order: &Order| match refused(order, &settings()) {
        Refusal::VatUnmapped { case, percentage, .. } => format!("{case} {percentage}"),
        other => panic!("{other:?}"),
    };
    for number in ["NL001234567B01", "1234", "n.v.t. 0"] {
        assert_eq!(unmapped(&with_vat_number(sale("DE", "0"), number)), "oss 0", "{number}");
    }
    // As untaxed goods beside taxed shipping are: 100, and 5 at 21 %.
    let order = Order {
        total_price: dec("105"),
        total_tax: dec("0.87"),
        shipping: dec("5"),
        shipping_percentage: dec("21"),
        ..with_vat_number(sale("DE", "0"), "DE811569869")
    };
    let how = Contradiction::UnmarkedBusiness;
    assert_eq!(refused(&order, &settings()), Refusal::Contradiction { how });
    // Charged 21 % on all but the costs: 100 at 21 %, 17.36, and 10 without.
    let order = Order {
        total_price: dec("110"),
        extra_costs: dec("10"),
        ..with_vat_number(sale("DE", "21"), "DE811569869")
    };
    assert_eq!(unmapped(&order), "oss 0");
}

#[test]
fn an_account_of_the_case_goes_before_that_of_deposits() {
    let deposit = Row { is_deposit: true, ..row("Krat", "1", "9", "0") };
    let order = order("9", "0", vec![deposit]);
    assert_eq!(booked(&order, &settings()).lines[0].ledger, "deposits");
    let mut own = settings();
    for entry in own.vat.iter_mut().filter(|entry| entry.case == VatCase::Deposit) {
        entry.ledger = Some("eu-revenue".to_owned());
    }
    assert_eq!(booked(&order, &own).lines[0].ledger, "eu-revenue");
}

#[test]
fn each_line_has_its_own_case() {
    // To Germany: 119 at 19 % and 6.05 of shipping at our 21 %: VAT 19.00 + 1.05.
    let order = Order {
        total_price: dec("125.05"),
        total_tax: dec("20.05"),
        shipping: dec("6.05"),
        shipping_percentage: dec("21"),
        rows: vec![row("Kan", "1", "119", "19")],
        ..sale("DE", "19")
    };
    let cases: Vec<String> = booked(&order, &settings())
        .lines
        .iter()
        .map(|line| format!("{} {} {}", line.case, line.percentage, line.tax_rate))
        .collect();
    assert_eq!(cases, ["oss 19 de19", "domestic 21 nl21"]);
}

#[test]
fn shipping_of_an_intra_community_supply_follows_it() {
    // The shop states 21 % on shipping, but charges none: 100 + 5, no VAT.
    let order = Order {
        total_price: dec("105"),
        shipping: dec("5"),
        shipping_percentage: dec("21"),
        ..intra_community("DE", "DE811569869")
    };
    let invoice = booked(&order, &settings());
    assert!(invoice.lines.iter().all(|line| line.case == VatCase::EuBusiness));
    assert_eq!(invoice.hypothesis, "shipping-without-vat");
    assert_eq!(invoice.lines[1].ledger, "shipping");
}

#[test]
fn an_intra_community_supply_is_one_to_another_member_state() {
    let number = "DE811569869";
    // Out of the Union it is export, whatever the mark and the number.
    for (to, postcode) in [("CH", "8001"), ("GB", "EC1A 1BB")] {
        let mut order = intra_community(to, number);
        order.customer.postcode = postcode.to_owned();
        assert_eq!(first_line(&order, &settings()), format!("export {to} 0 export0 revenue"));
        assert_eq!(booked(&order, &settings()).contact.vat_number, number);
    }
    let at_home = Refusal::Contradiction { how: Contradiction::IntraCommunityAtHome };
    assert_eq!(refused(&intra_community("NL", number), &settings()), at_home);
    // A business may come and take the goods abroad itself; one from here takes them nowhere.
    let fetched = |to| Order { deliver_method: "pickup".to_owned(), ..intra_community(to, number) };
    assert_eq!(first_line(&fetched("DE"), &settings()), "eu-business DE 0 eu0 eu-revenue");
    assert_eq!(refused(&fetched("NL"), &settings()), at_home);
    let platform = Order { platform_sale: true, ..intra_community("NL", number) };
    assert_eq!(booked(&platform, &settings()).lines[0].case, VatCase::Platform);
}

#[test]
fn an_intra_community_supply_needs_a_vat_number() {
    for number in
        ["", " ", "-", "nvt", "geen", "NL001234567B01", "DE12345678", "12345678", "CHE123456789"]
    {
        let refusal = refused(&intra_community("DE", number), &settings());
        assert_eq!(refusal.code(), "vat-number-missing", "{number:?}");
    }
    let mut with_deposit = intra_community("DE", "");
    with_deposit.rows.push(Row { is_deposit: true, ..row("Borg", "1", "5", "0") });
    with_deposit.total_price = dec("105");
    assert_eq!(refused(&with_deposit, &settings()), Refusal::VatNumberMissing);
}

#[test]
fn a_rate_that_cannot_be_used_is_refused() {
    let mut gone = administration();
    gone.tax_rates.retain(|rate| rate.id != "nl21");
    let mut inactive = administration();
    inactive.tax_rates[0].active = false;
    let mut changed = administration();
    changed.tax_rates[0].percentage = Some(dec("22"));
    for administration in [gone, inactive, changed] {
        let refusal = decide(&sale("NL", "21"), SHOP, &settings(), &administration).unwrap_err();
        let percentage = "21".parse().unwrap();
        let expected = Refusal::RateUnusable {
            tax_rate: "nl21".to_owned(),
            case: VatCase::Domestic,
            percentage,
        };
        assert_eq!(refusal, expected);
    }
    // A rate without VAT may have no percentage at all.
    let mut without = administration();
    without.tax_rates.iter_mut().find(|rate| rate.id == "export0").unwrap().percentage = None;
    assert!(decide(&sale("CH", "0"), SHOP, &settings(), &without).is_ok());
}

#[test]
fn an_account_falls_back_to_revenue_except_for_deposits() {
    let mut bare = settings();
    bare.ledger.shipping = None;
    bare.ledger.payment_costs = None;
    bare.ledger.discounts = None;
    bare.ledger.deposits = None;
    // 121 + 12.10 + 1.21 − 12.10 = 122.21 = 101 × 1.21.
    let order = Order {
        shipping: dec("12.10"),
        payment_costs: dec("1.21"),
        discounts: dec("12.10"),
        ..order("122.21", "21.21", vec![row("Kan", "1", "121", "21")])
    };
    let accounts = |settings: &Settings| -> Vec<String> {
        booked(&order, settings).lines.into_iter().map(|line| line.ledger).collect()
    };
    assert_eq!(accounts(&settings()), ["revenue", "shipping", "costs", "discounts"]);
    assert_eq!(accounts(&bare), ["revenue"; 4]);
    // A case's own account is for its goods, and for the rest where nothing else is named.
    let mut own = bare.clone();
    own.vat[0].ledger = Some("eu-revenue".to_owned());
    assert_eq!(accounts(&own), ["eu-revenue"; 4]);
    own.ledger.shipping = Some("shipping".to_owned());
    assert_eq!(accounts(&own), ["eu-revenue", "shipping", "eu-revenue", "eu-revenue"]);
    let deposit = Row { is_deposit: true, ..row("Borg", "1", "5", "0") };
    let setting = "[ledger] deposits".to_owned();
    let refusal = decided(&crate::support::order("5", "0", vec![deposit]), &bare);
    assert_eq!(refusal.unwrap_err(), Refusal::AccountUnusable { setting, ledger: None });
}

#[test]
fn what_is_no_vat_number_makes_nobody_a_business() {
    let told = |number: &str| {
        let invoice = booked(&with_vat_number(sale("BE", "21"), number), &settings());
        (invoice.lines[0].case, invoice.warnings.len())
    };
    for number in ["0", "+32 3 123 45", "n.v.t. 2", "GB123456789", "BE123"] {
        assert_eq!(told(number).0, VatCase::Oss, "{number}");
    }
    // Of whichever state, with its sign or without.
    for number in ["BE0123456749", "0123.456.749", "NL001234567B01", "001234567B01", "DE811569869"]
    {
        assert_eq!(told(number), (VatCase::Domestic, 0), "{number}");
    }
}
