//! What a shop decides before it can sell: an order in its own words.

use proptest::prelude::*;

/// How prices are stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Prices {
    With,
    WithoutTotalWith,
    /// As above, the total being the rounded price and the rounded VAT together.
    WithoutTotalOfParts,
    WithoutTotalWithout,
    Untaxed,
}

/// The VAT on payment costs and the like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Costs {
    AsShipping,
    Highest,
    AsGoods,
    None,
}

/// What a coupon lowers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Coupon {
    ProRata,
    First,
    InRows,
}

/// How the shop rounds its VAT.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum VatRounding {
    PerRate,
    PerLine,
    Once,
}

/// One row.
#[derive(Debug, Clone)]
pub(super) struct Goods {
    /// Thousandths of one.
    pub(super) thousandths: i64,
    /// Ten-thousandths of a euro.
    pub(super) unit: i64,
    /// Hundredths of a percent.
    pub(super) rate: i128,
    pub(super) is_deposit: bool,
    /// Whether the shop states the total in whole cents.
    pub(super) in_cents: bool,
}

/// An order to be. Amounts in 10⁻¹⁰ euro, rates in hundredths of a percent.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    pub(super) prices: Prices,
    pub(super) country: &'static str,
    pub(super) rows: Vec<Goods>,
    pub(super) shipping: i128,
    pub(super) shipping_rate: i128,
    pub(super) payment_costs: i128,
    pub(super) option: i128,
    pub(super) extra_costs: i128,
    pub(super) costs: Costs,
    pub(super) coupon: Coupon,
    /// Thousandths of the goods that a coupon takes off.
    pub(super) off: i128,
    /// Whether the discount is stated in whole cents.
    pub(super) discount_in_cents: bool,
    pub(super) vat_rounding: VatRounding,
}

impl Goods {
    /// The row's total. 10⁻⁴ euro × 10⁻³ is a thousandth of what 10⁻¹⁰ euro needs.
    pub(super) fn amount(&self, prices: Prices) -> i128 {
        let exact = i128::from(self.unit) * i128::from(self.thousandths) * 1_000;
        let step = match (self.in_cents, prices) {
            (true, _) => 100_000_000,
            (false, Prices::With | Prices::Untaxed) => 1_000_000,
            (false, _) => 1_000,
        };
        let half = if exact < 0 { -step / 2 } else { step / 2 };
        (exact + half) / step * step
    }
}

impl Plan {
    /// A coupon on the first rate alone takes off no more than there is at that rate.
    fn sensible(mut self) -> Self {
        let first = self.rows[0].rate;
        if self.coupon == Coupon::First && self.discount() > self.goods(|row| row.rate == first) {
            self.coupon = Coupon::ProRata;
        }
        self
    }

    fn goods(&self, of: impl Fn(&Goods) -> bool) -> i128 {
        let goods = self.rows.iter().filter(|row| !row.is_deposit && of(row));
        goods.map(|row| row.amount(self.prices)).sum()
    }

    /// What the coupon takes off.
    pub(super) fn discount(&self) -> i128 {
        let exact = self.goods(|_| true) * self.off / 1_000;
        let step = if self.discount_in_cents { 100_000_000 } else { 1_000_000 };
        exact / step * step
    }
}

/// Where the goods go, with the rates that are mapped there; the first is never a deposit's.
const RATES: [(&str, &[i128]); 4] =
    [("NL", &[2_100, 900, 0]), ("DE", &[1_900]), ("BE", &[2_100, 900]), ("FR", &[550, 2_100])];

fn cents(most: i128) -> impl Strategy<Value = i128> {
    prop_oneof![2 => Just(0), 1 => (1..most).prop_map(|cents| cents * 100_000_000)]
}

fn goods(rates: &'static [i128]) -> impl Strategy<Value = Goods> {
    let thousandths = prop_oneof![4 => (1_i64..20).prop_map(|n| n * 1_000), 1 => 1_i64..5_000];
    let unit = prop_oneof![3 => (1_i64..50_000).prop_map(|n| n * 100), 2 => 1_i64..5_000_000];
    (thousandths, unit, prop::sample::select(rates), 0..20, any::<bool>()).prop_map(
        |(thousandths, unit, rate, kind, in_cents)| {
            let is_deposit = kind == 0;
            let rate = if is_deposit { 0 } else { rate };
            Goods { thousandths, unit, rate, is_deposit, in_cents }
        },
    )
}

fn pricing() -> impl Strategy<Value = Prices> {
    prop_oneof![
        4 => Just(Prices::With),
        1 => Just(Prices::WithoutTotalWith),
        1 => Just(Prices::WithoutTotalOfParts),
        2 => Just(Prices::WithoutTotalWithout),
        1 => Just(Prices::Untaxed),
    ]
}

fn habits() -> impl Strategy<Value = (Costs, Coupon, VatRounding)> {
    let costs = [Costs::AsShipping, Costs::Highest, Costs::AsGoods, Costs::None];
    let coupon = [Coupon::ProRata, Coupon::First, Coupon::InRows];
    let rounding = [VatRounding::PerRate, VatRounding::PerLine, VatRounding::Once];
    (
        prop::sample::select(costs.to_vec()),
        prop::sample::select(coupon.to_vec()),
        prop::sample::select(rounding.to_vec()),
    )
}

/// Any order that a shop would plausibly sell.
pub(super) fn plans() -> impl Strategy<Value = Plan> {
    prop::sample::select(&RATES[..]).prop_flat_map(|(country, rates)| {
        let amounts = (cents(2_000), cents(500), cents(1_000), cents(1_500), any::<bool>());
        let off = prop_oneof![2 => Just(0_i128), 1 => 1_i128..500];
        let rows = (goods(rates), prop::collection::vec(goods(rates), 1..8));
        let shipping_rate = prop::sample::select(rates);
        (pricing(), rows, amounts, shipping_rate, habits(), (off, any::<bool>())).prop_map(
            move |(prices, (first, mut rows), amounts, shipping_rate, habits, discount)| {
                let (shipping, payment_costs, option, extra, is_less) = amounts;
                let (costs, coupon, vat_rounding) = habits;
                let (off, discount_in_cents) = discount;
                let rate = if first.is_deposit { rates[0] } else { first.rate };
                rows.insert(0, Goods { is_deposit: false, rate, ..first });
                let extra_costs = if is_less { -extra } else { extra };
                Plan {
                    prices,
                    country,
                    rows,
                    shipping,
                    shipping_rate,
                    payment_costs,
                    option,
                    extra_costs,
                    costs,
                    coupon,
                    off,
                    discount_in_cents,
                    vat_rounding,
                }
                .sensible()
            },
        )
    })
}
