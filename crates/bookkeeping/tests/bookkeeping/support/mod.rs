//! Builders: a shop's order, a mapping that has everything, and an administration to match.

pub(crate) mod reading;

use std::sync::LazyLock;

use bookkeeping::{
    Administration, Country, Credit, Customer, Invoice, LedgerAccount, Money, Order, Refusal, Row,
    Settings, TaxRate, decide,
};
use proptest::test_runner::{Config, RngSeed};
use rust_decimal::Decimal;

/// The shop of all orders here.
pub(crate) const SHOP: &str = "https://winkel.example";

/// Every case mapped; OSS for Germany 19 %, France 5.5 % and Belgium 21 %.
pub(crate) const SETTINGS: &str = r#"
[ledger]
revenue = "revenue"
shipping = "shipping"
payment_costs = "costs"
discounts = "discounts"
deposits = "deposits"

[payment]
clearing = "clearing"
methods = { "12" = "psp" }

[[vat]]
case = "domestic"
percentage = "21"
tax_rate = "nl21"

[[vat]]
case = "domestic"
percentage = "9"
tax_rate = "nl9"

[[vat]]
case = "domestic"
percentage = "0"
tax_rate = "nl0"

[[vat]]
case = "oss"
country = "DE"
percentage = "19"
tax_rate = "de19"

[[vat]]
case = "oss"
country = "FR"
percentage = "5.5"
tax_rate = "fr5.5"

[[vat]]
case = "oss"
country = "BE"
percentage = "21"
tax_rate = "be21"

[[vat]]
case = "eu-business"
tax_rate = "eu0"
ledger = "eu-revenue"

[[vat]]
case = "export"
tax_rate = "export0"

[[vat]]
case = "exempt"
tax_rate = "exempt0"

[[vat]]
case = "deposit"
tax_rate = "deposit0"

[[vat]]
case = "platform"
tax_rate = "platform0"
"#;

pub(crate) fn settings() -> Settings {
    static PARSED: LazyLock<Settings> = LazyLock::new(|| Settings::parse(SETTINGS).unwrap());
    PARSED.clone()
}

pub(crate) fn country(code: &str) -> Country {
    code.parse().unwrap()
}

pub(crate) fn dec(text: &str) -> Decimal {
    text.parse().unwrap()
}

pub(crate) fn money(text: &str) -> Money {
    Money::exact(dec(text)).unwrap()
}

/// An administration in euros, in the Netherlands, that has all that [`SETTINGS`] names.
pub(crate) fn administration() -> Administration {
    let rates = [
        ("nl21", "21", None),
        ("nl9", "9", None),
        ("nl0", "0", None),
        ("de19", "19", Some("DE")),
        ("fr5.5", "5.5", Some("FR")),
        ("be21", "21", Some("BE")),
        ("eu0", "0", None),
        ("export0", "0", None),
        ("exempt0", "0", None),
        ("deposit0", "0", None),
        ("platform0", "0", None),
    ];
    let accounts =
        ["revenue", "shipping", "costs", "discounts", "deposits", "eu-revenue", "clearing", "psp"];
    Administration {
        currency: "EUR".to_owned(),
        country: Country::NL,
        locked_until: None,
        tax_rates: rates
            .into_iter()
            .map(|(id, percentage, of)| TaxRate {
                id: id.to_owned(),
                name: format!("{percentage}% btw"),
                percentage: Some(dec(percentage)),
                country: of.map(country),
                active: true,
            })
            .collect(),
        ledger_accounts: accounts.into_iter().map(account).collect(),
    }
}

fn account(id: &str) -> LedgerAccount {
    LedgerAccount {
        id: id.to_owned(),
        name: format!("Account {id}"),
        kind: "revenue".to_owned(),
        active: true,
        allowed: Vec::new(),
    }
}

/// A row of `quantity` at `unit` each, whose total is their product.
pub(crate) fn row(name: &str, quantity: &str, unit: &str, percentage: &str) -> Row {
    Row {
        name: name.to_owned(),
        options: Vec::new(),
        article: String::new(),
        product: Some(845_754_960),
        quantity: dec(quantity),
        unit: "stuk".to_owned(),
        unit_price: dec(unit),
        total: dec(quantity) * dec(unit),
        percentage: dec(percentage),
        is_deposit: false,
    }
}

/// A paid, finished order of a Dutch consumer in a shop that sells including VAT.
pub(crate) fn order(total: &str, tax: &str, rows: Vec<Row>) -> Order {
    Order {
        shop: 7,
        id: 339_323_562,
        number: "2022-1".to_owned(),
        invoice_number: None,
        placed_at: "2022-11-07T21:51:00Z".parse().unwrap(),
        ready_at: None,
        status: Some(7),
        paid: true,
        currency: "EUR".to_owned(),
        total_price: dec(total),
        total_tax: dec(tax),
        taxes_included: true,
        row_taxes_included: true,
        shipping_taxes_included: true,
        shipping_percentage: dec("21"),
        shipping: Decimal::ZERO,
        payment_costs: Decimal::ZERO,
        option_price: Decimal::ZERO,
        option_name: String::new(),
        extra_costs: Decimal::ZERO,
        extra_costs_description: String::new(),
        points_discount: Decimal::ZERO,
        discounts: Decimal::ZERO,
        coupon_code: String::new(),
        intra_community: false,
        platform_sale: false,
        payment_method: Some(3),
        payment_method_name: "iDEAL".to_owned(),
        deliver_method: "shipping".to_owned(),
        customer: consumer("NL", "1234AB"),
        rows,
    }
}

/// The shop's credit invoice that takes back this part of an order, the money being back.
pub(crate) fn credit(part: Order) -> Credit {
    Credit {
        id: 5_004,
        number: "F2022-9".to_owned(),
        made_at: "2022-11-16T22:30:00Z".parse().unwrap(),
        is_settled: true,
        lowers: None,
        part,
    }
}

/// A consumer who has the goods sent home.
pub(crate) fn consumer(code: &str, postcode: &str) -> Customer {
    Customer {
        account: Some(24_464_274),
        first_name: "Voornaam".to_owned(),
        last_name: "Achternaam".to_owned(),
        email: "klant@example.com".to_owned(),
        address1: "Voorbeeldstraat 3".to_owned(),
        postcode: postcode.to_owned(),
        city: "Plaats".to_owned(),
        country: Some(country(code)),
        ..Customer::default()
    }
}

pub(crate) fn decided(order: &Order, settings: &Settings) -> Result<Invoice, Refusal> {
    static KNOWN: LazyLock<Administration> = LazyLock::new(administration);
    decide(order, SHOP, settings, &KNOWN)
}

/// The invoice that an order becomes, sound in all that holds for every invoice.
pub(crate) fn booked(order: &Order, settings: &Settings) -> Invoice {
    let invoice = decided(order, settings)
        .unwrap_or_else(|refusal| panic!("{} refused: {refusal:?}", order.number));
    reading::assert_sound(&invoice);
    invoice
}

pub(crate) fn refused(order: &Order, settings: &Settings) -> Refusal {
    match decided(order, settings) {
        Err(refusal) => refusal,
        Ok(invoice) => panic!("{} was booked: {:#?}", order.number, reading::told(&invoice)),
    }
}

/// The same cases each time, unless `PROPTEST_RNG_SEED` asks for others or `PROPTEST_CASES` for
/// another number. A failure prints the order that caused it; it needs no file of its own.
pub(crate) fn config(cases: u32) -> Config {
    let asked = Config::default();
    Config {
        cases: if std::env::var_os("PROPTEST_CASES").is_some() { asked.cases } else { cases },
        rng_seed: match asked.rng_seed {
            RngSeed::Random => RngSeed::Fixed(1),
            fixed @ RngSeed::Fixed(_) => fixed,
        },
        failure_persistence: None,
        ..asked
    }
}
