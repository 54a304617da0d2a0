//! Who orders.

use rust_decimal::Decimal;

use super::kinds::Kind;
use super::names::{COMPANIES, FIRST_NAMES, LAST_NAMES, STREETS, cities};
use super::numbers;
use super::random::Random;
use super::regime::{Country, NETHERLANDS, Regime};
use crate::shop::model::{Account, Address, Customer, Sale};

/// Who orders: a customer, with an account or as a guest.
pub(super) struct Buyer {
    pub(super) customer: Customer,
    pub(super) account: Option<Account>,
}

/// How many accounts of consumers there are per hundred orders, and of businesses.
const CONSUMERS: u64 = 12;
const BUSINESSES: u64 = 4;

/// Where the numbers begin of those who order on the shop's page: above those of all who are made up.
const PASSERS_BY: u64 = 1_000_000;

/// Somebody who places an order of this kind.
pub(super) fn buyer(
    kind: Kind,
    regime: &Regime,
    seed: u64,
    (index, orders): (u64, u64),
    random: &mut Random,
) -> Buyer {
    let local = regime.country == NETHERLANDS;
    let pool = |per_hundred: u64| orders * per_hundred / 100 + 1;
    if regime.business {
        let known = local && random.chance(70);
        let number = 50_000 + if known { random.below(pool(BUSINESSES)) } else { 20_000 + index };
        return business(kind, regime, seed, number, known);
    }
    // Everybody knows the first customer.
    let first = local && index % 50 == 2;
    let known = first || kind == Kind::Points || (local && random.chance(42));
    let number = match known {
        _ if first => 1,
        true => 1 + random.below(pool(CONSUMERS)),
        false => 100_000 + index,
    };
    let mut customer = consumer(seed, number, regime.country);
    if local && random.chance(8) {
        customer.delivery = Some(address(&mut Random::new(seed, 4, number), NETHERLANDS));
    }
    if regime.sale == Sale::Ordinary && !local && random.chance(25) {
        // A present: billed at home, sent abroad, where its VAT is owed.
        customer.delivery = Some(customer.billing);
        customer.billing = address(&mut Random::new(seed, 5, number), NETHERLANDS);
    }
    Buyer { account: known.then(|| account(number)), customer }
}

fn account(number: u64) -> Account {
    let id = 24_460_000 + i64::try_from(number).unwrap_or(0) * 13;
    Account { id, discount_percentage: Decimal::ZERO }
}

/// Somebody who orders once in a shop where `number` ids were given out: nobody who ordered before.
pub(crate) fn passer_by(number: u64) -> Customer {
    consumer(0, number.saturating_add(PASSERS_BY), NETHERLANDS)
}

/// The consumer of this number, who is the same person in every order.
fn consumer(seed: u64, number: u64, country: Country) -> Customer {
    let mut random = Random::new(seed, 2, number);
    Customer {
        billing: address(&mut random, country),
        delivery: None,
        email: format!("klant{number}@voorbeeld.example"),
        business: false,
        vat_number: String::new(),
        chamber_of_commerce: String::new(),
        reference: String::new(),
    }
}

fn business(kind: Kind, regime: &Regime, seed: u64, number: u64, known: bool) -> Buyer {
    let mut random = Random::new(seed, 3, number);
    let country = regime.country;
    let mut billing = address(&mut random, country);
    let form = match country.code {
        "DE" => "GmbH",
        "BE" => "BV",
        _ => "B.V.",
    };
    // The last name tells apart the companies that drew the same name.
    let name = random.pick(&COMPANIES);
    billing.company = format!("{name} {} {form}", billing.last_name);
    let base = random.between(1_000_000, 9_999_999);
    let given = (kind != Kind::IntraCommunityWithoutNumber).then_some(country.code);
    let vat_number = given.and_then(|code| numbers::vat_number(code, base)).unwrap_or_default();
    let local = country == NETHERLANDS;
    let chamber = if local { format!("{}", 60_000_000 + base) } else { String::new() };
    let reference = if random.chance(30) {
        format!("PO-{}", random.between(1000, 9999))
    } else {
        String::new()
    };
    let customer = Customer {
        billing,
        delivery: None,
        email: format!("inkoop{number}@voorbeeld.example"),
        business: true,
        vat_number,
        chamber_of_commerce: chamber,
        reference,
    };
    Buyer { customer, account: known.then(|| account(number)) }
}

fn address(random: &mut Random, country: Country) -> Address {
    let (city, postcode) = random.pick(cities(country.code));
    let letters = random.pick(&["aa", "bd", "ck", "ew", "hj", "kl", "np", "rt", "vx", "zz"]);
    let postcode = match country.code {
        "NL" => format!("{postcode}{letters}"),
        "GB" if city == "Leeds" => format!("LS{postcode} 4AB"),
        "GB" => format!("BS{postcode} 5CD"),
        "NO" => format!("{postcode:04}"),
        _ => postcode.to_string(),
    };
    let house_number_suffix = if random.chance(12) { random.pick(&["a", "b", "-2"]) } else { "" };
    Address {
        first_name: random.pick(&FIRST_NAMES).to_owned(),
        last_name: random.pick(&LAST_NAMES).to_owned(),
        company: String::new(),
        street: random.pick(&STREETS).to_owned(),
        house_number: random.between(1, 240),
        house_number_suffix: house_number_suffix.to_owned(),
        postcode,
        city: city.to_owned(),
        country: country.name.to_owned(),
        country_code: country.code.to_owned(),
        telephone: format!("6{}", random.between(10_000_000, 99_999_999)),
    }
}
