//! How many orders a second are decided on one core. Run by `scripts/bench`; no test depends on it.

use std::error::Error;
use std::hint::black_box;
use std::io::Write as _;
use std::time::{Duration, Instant};

use bookkeeping::{Administration, Country, Customer, Order, Row, Settings, VatCase, decide};
use rust_decimal::Decimal;

/// What issue 3 asks for, a second.
const ASKED: u128 = 100_000;

/// Rounds of which the middle one counts.
const ROUNDS: usize = 7;

/// How long a round goes on.
const ROUND: Duration = Duration::from_millis(700);

/// Fifteen entries: what a shop that sells to its neighbours has.
const SETTINGS: &str = r#"
ledger = { revenue = "1", shipping = "2", payment_costs = "3", discounts = "4", deposits = "5" }
payment = { clearing = "6" }
vat = [
  { case = "domestic", percentage = "21", tax_rate = "201" },
  { case = "domestic", percentage = "9", tax_rate = "202" },
  { case = "domestic", percentage = "0", tax_rate = "203" },
  { case = "oss", country = "DE", percentage = "19", tax_rate = "204" },
  { case = "oss", country = "DE", percentage = "7", tax_rate = "205" },
  { case = "oss", country = "BE", percentage = "21", tax_rate = "206" },
  { case = "oss", country = "BE", percentage = "6", tax_rate = "207" },
  { case = "oss", country = "FR", percentage = "20", tax_rate = "208" },
  { case = "oss", country = "FR", percentage = "5.5", tax_rate = "209" },
  { case = "oss", country = "AT", percentage = "20", tax_rate = "210" },
  { case = "eu-business", tax_rate = "211" },
  { case = "export", tax_rate = "212" },
  { case = "exempt", tax_rate = "213" },
  { case = "deposit", tax_rate = "214" },
  { case = "platform", tax_rate = "215" },
]
"#;

fn row(name: &str, quantity: i64, cents: i64, percentage: i64) -> Row {
    Row {
        name: name.to_owned(),
        options: vec!["Kleur: blauw".to_owned()],
        article: "A-1001".to_owned(),
        product: Some(845_754_960),
        quantity: Decimal::from(quantity),
        unit: "stuk".to_owned(),
        unit_price: Decimal::new(cents, 2),
        total: Decimal::new(quantity * cents, 2),
        percentage: Decimal::from(percentage),
        is_deposit: false,
    }
}

/// 2 × 18.15 and 24.20 at 21 %, 10.90 at 9 %, shipping 6.05: 77.45 with 12.45 of VAT, to the country.
fn ordinary(id: i64, country: Country) -> Result<Order, Box<dyn Error>> {
    let (high, low, tax) = if country == Country::NL { (21, 9, 1_245) } else { (19, 7, 1_134) };
    Ok(Order {
        shop: 7,
        id,
        number: format!("2026-{id}"),
        invoice_number: None,
        placed_at: format!("2026-{:02}-{:02}T12:34:00Z", 1 + id % 12, 1 + id % 28).parse()?,
        ready_at: None,
        status: Some(7),
        paid: true,
        currency: "EUR".to_owned(),
        total_price: Decimal::new(7_745, 2),
        total_tax: Decimal::new(tax, 2),
        taxes_included: true,
        row_taxes_included: true,
        shipping_taxes_included: true,
        shipping_percentage: Decimal::from(high),
        shipping: Decimal::new(605, 2),
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
        customer: Customer {
            first_name: "Voornaam".to_owned(),
            last_name: "Achternaam".to_owned(),
            email: format!("klant{id}@example.com"),
            address1: "Voorbeeldstraat 3".to_owned(),
            postcode: "1234 AB".to_owned(),
            city: "Plaats".to_owned(),
            country: Some(country),
            ..Customer::default()
        },
        rows: vec![
            row("Theekop met schotel", 2, 1_815, high),
            row("Theepot van gietijzer", 1, 2_420, high),
            row("Groene thee, 100 gram", 1, 1_090, low),
        ],
    })
}

/// The same with a coupon of 7.14 over two rates and payment costs of 1.21, whose VAT the shop
/// reckons at the highest rate while shipping is at the low one: six readings are tried.
fn hard(id: i64) -> Result<Order, Box<dyn Error>> {
    let order = ordinary(id, Country::NL)?;
    Ok(Order {
        shipping_percentage: Decimal::from(9),
        payment_costs: Decimal::new(121, 2),
        discounts: Decimal::new(714, 2),
        coupon_code: "ZOMER".to_owned(),
        total_price: Decimal::new(7_152, 2),
        // 60.50 − 6.05 + 1.21 at 21 % is 9.66; 10.90 − 1.09 + 6.05 at 9 % is 1.31.
        total_tax: Decimal::new(1_097, 2),
        ..order
    })
}

/// Decisions a second, in the middle one of the rounds.
fn measure(orders: &[Order], settings: &Settings, known: &Administration) -> u128 {
    let mut rates: Vec<u128> = Vec::new();
    for _ in 0..ROUNDS {
        let (mut done, start, used) = (0_u128, now(), on_cpu());
        while start.elapsed() < ROUND {
            for order in orders {
                let decided = decide(black_box(order), "https://winkel.example", settings, known);
                done += u128::from(black_box(decided).is_ok());
            }
        }
        let spent = match (used, on_cpu()) {
            (Some(before), Some(after)) if after > before => after - before,
            _ => start.elapsed().as_nanos(),
        };
        rates.push(done * 1_000_000_000 / spent);
    }
    rates.sort_unstable();
    rates[ROUNDS / 2]
}

/// Nanoseconds that this thread had a core for itself, where the system tells (Linux): others that
/// work on the same machine do not count.
fn on_cpu() -> Option<u128> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    told.split_whitespace().next()?.parse().ok()
}

#[expect(clippy::disallowed_methods, reason = "a benchmark is about time")]
fn now() -> Instant {
    Instant::now()
}

fn main() -> Result<(), Box<dyn Error>> {
    let settings = Settings::parse(SETTINGS)?;
    let known = Administration::as_mapped(&settings, "EUR");
    let germany: Country = "DE".parse()?;
    let home = (1..=700).map(|id| ordinary(id, Country::NL));
    let oss = (701..=1_000).map(|id| ordinary(id, germany));
    let scenes = [
        (
            "ordinary: 3 rows and shipping, 7 in 10 to NL",
            home.chain(oss).collect::<Result<Vec<_>, _>>()?,
        ),
        ("with a coupon and payment costs", (1..=1_000).map(hard).collect::<Result<Vec<_>, _>>()?),
    ];
    let mut out = std::io::stdout().lock();
    for (name, orders) in scenes {
        for order in &orders {
            let invoice = decide(order, "https://winkel.example", &settings, &known)
                .map_err(|refusal| format!("{name}: refused, {refusal:?}"))?;
            assert!(invoice.vat.iter().all(|row| row.case != VatCase::Export));
        }
        let rate = measure(&orders, &settings, &known);
        let ratio = Decimal::from_i128_with_scale(i128::try_from(rate * 100 / ASKED)?, 2);
        writeln!(out, "{rate:>9} decisions/s, {ratio} × the {ASKED} asked for: {name}")?;
    }
    Ok(())
}
