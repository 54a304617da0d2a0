//! What somebody puts in the basket.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::catalogue::{Counts, PRODUCTS, Product, product_id};
use super::kinds::Kind;
use super::random::Random;
use super::regime::{Regime, Tariff};
use crate::shop::cents;
use crate::shop::model::{Row, RowOption};

/// The rows of an order of this kind. Their ids are still nought.
pub(super) fn rows(kind: Kind, regime: &Regime, random: &mut Random) -> Vec<Row> {
    if kind == Kind::ZeroTotal && random.chance(50) {
        let name = "Proefzakje koffie, gratis";
        return vec![Row::product(name, Decimal::ONE, Decimal::ZERO, regime.rate(Tariff::Low))];
    }
    let discounted = kind == Kind::RowDiscount;
    let mut rows = Vec::new();
    for (position, place) in places(kind, regime, random).into_iter().enumerate() {
        let Some(product) = PRODUCTS.get(place) else { continue };
        let mut row = row(product, place, regime, random);
        if kind == Kind::Options && position == 0 {
            row.options = chosen(product, regime, random, true);
        }
        // A tenth of a fraction of a cent would be nothing.
        let is_loose = product.counts == Counts::Loose;
        if !is_loose && ((discounted && position == 0) || random.chance(7)) {
            let percent = Decimal::from(random.pick(&[10, 15, 20, 25]));
            row.discount = cents(row.price * percent / Decimal::ONE_HUNDRED);
        }
        let deposit = product.deposit().map(|deposit| {
            Row::container_deposit(&format!("Statiegeld {}", product.name), row.count, deposit)
        });
        rows.push(row);
        rows.extend(deposit);
    }
    rows
}

/// Which products: those the kind needs, then whatever else is liked.
fn places(kind: Kind, regime: &Regime, random: &mut Random) -> Vec<usize> {
    let fits = |product: &Product| {
        regime.sells(product.tariff) && (product.deposit().is_none() || regime.is_domestic())
    };
    let stock: Vec<(usize, &Product)> =
        PRODUCTS.iter().enumerate().filter(|(_, product)| fits(product)).collect();
    let mut taken = Vec::new();
    let mut take = |random: &mut Random, needs: &dyn Fn(&Product) -> bool| {
        let suitable: Vec<usize> =
            stock.iter().filter(|(_, product)| needs(product)).map(|(place, _)| *place).collect();
        if !suitable.is_empty() {
            taken.push(random.pick(&suitable));
        }
    };
    match kind {
        Kind::CouponAmount
        | Kind::CouponPercentage
        | Kind::CartDiscount
        | Kind::ExcludingVatWithCoupon => {
            take(random, &|product| product.tariff == Tariff::Low && product.deposit().is_none());
            take(random, &|product| product.tariff == Tariff::Normal);
        }
        Kind::Deposit => take(random, &|product| product.deposit().is_some()),
        Kind::Options => take(random, &|product| product.option.is_some()),
        Kind::FractionalCount => take(random, &|product| product.counts == Counts::Kilos),
        Kind::RowDiscount => take(random, &|product| product.counts != Counts::Loose),
        Kind::FractionalPrice => take(random, &|product| product.counts == Counts::Loose),
        _ => {}
    }
    let more = *random.weighed(&[(40, 1), (32, 2), (18, 3), (10, 4)]).unwrap_or(&1);
    for _ in 0..more {
        take(random, &|_| true);
    }
    let mut seen = BTreeSet::new();
    taken.retain(|place| seen.insert(*place));
    taken
}

fn row(product: &Product, place: usize, regime: &Regime, random: &mut Random) -> Row {
    let price = regime.price(product.price(), product.tariff);
    let count = count(product.counts, random);
    let unit = if product.counts == Counts::Kilos { "kg" } else { "stuk" };
    let options = chosen(product, regime, random, false);
    Row {
        article: product.article.to_owned(),
        product: Some(product_id(place)),
        unit: unit.to_owned(),
        purchase_price: cents(price * Decimal::new(55, 2)),
        weight: product.weight(),
        options,
        ..Row::product(product.name, count, price, regime.rate(product.tariff))
    }
}

fn count(counts: Counts, random: &mut Random) -> Decimal {
    match counts {
        Counts::Few => Decimal::from(*random.weighed(&[(70, 1), (22, 2), (8, 3)]).unwrap_or(&1)),
        Counts::Crate => Decimal::from(random.pick(&[6, 12, 24])),
        Counts::Kilos => Decimal::new(random.pick(&[250, 375, 750, 1250, 1500]), 3),
        // Odd numbers, so that the total is not a whole number of cents.
        Counts::Loose => Decimal::from(2 * random.between(12, 60) + 1),
    }
}

/// The option that was chosen; `priced` asks for one that costs something.
fn chosen(product: &Product, regime: &Regime, random: &mut Random, priced: bool) -> Vec<RowOption> {
    let Some((name, values)) = product.option else { return Vec::new() };
    let offered: Vec<(&str, i64)> =
        values.iter().filter(|(_, price)| *price > 0 || !priced).copied().collect();
    let (value, price) = random.pick(&offered);
    vec![RowOption {
        id: 0,
        name: name.to_owned(),
        value: value.to_owned(),
        price: regime.price(Decimal::new(price, 2), product.tariff),
    }]
}
