//! What a shop decides before it can sell: an order in its own words.

use bookkeeping::VatCase;

use super::many::Random;

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

/// What a coupon and loyalty points lower.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Coupon {
    ProRata,
    WithDeposits,
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

/// To whom it is sold, and how the shop marks that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sale {
    Consumer,
    /// Fetched at the shop, by somebody who lives elsewhere.
    PickedUp,
    /// With a VAT number, charged VAT all the same.
    Business,
    IntraCommunity,
    Export,
    Platform,
}

/// Where goods go.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) sale: Sale,
    pub(super) country: &'static str,
    /// The rates that are mapped there, in hundredths of a percent; the first is never a deposit's.
    pub(super) rates: &'static [i128],
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
    pub(super) place: Place,
    pub(super) rows: Vec<Goods>,
    pub(super) shipping: i128,
    pub(super) shipping_rate: i128,
    /// Whether the shop forgets the VAT on shipping.
    pub(super) shipping_untaxed: bool,
    pub(super) payment_costs: i128,
    pub(super) option: i128,
    pub(super) extra_costs: i128,
    pub(super) costs: Costs,
    pub(super) coupon: Coupon,
    /// Thousandths of the goods that a coupon takes off.
    pub(super) off: i128,
    /// Whether the discount is stated in whole cents.
    pub(super) discount_in_cents: bool,
    /// Loyalty points, as an amount.
    pub(super) points: i128,
    /// Whether the shop gives discounts with a minus.
    pub(super) minus: bool,
    pub(super) vat_rounding: VatRounding,
}

/// What the mapping of the tests covers.
const PLACES: [Place; 9] = [
    Place { sale: Sale::Consumer, country: "NL", rates: &[2_100, 900, 0] },
    Place { sale: Sale::Consumer, country: "DE", rates: &[1_900] },
    Place { sale: Sale::Consumer, country: "BE", rates: &[2_100, 900] },
    Place { sale: Sale::Consumer, country: "FR", rates: &[550, 2_100] },
    Place { sale: Sale::PickedUp, country: "DE", rates: &[2_100, 900, 0] },
    Place { sale: Sale::Business, country: "DE", rates: &[2_100, 900] },
    Place { sale: Sale::IntraCommunity, country: "DE", rates: &[0] },
    Place { sale: Sale::Export, country: "CH", rates: &[0] },
    Place { sale: Sale::Platform, country: "NL", rates: &[0] },
];

/// A cent, in the plan's unit.
pub(super) const CENT: i128 = 100_000_000;

impl Goods {
    fn invented(random: &mut Random, rates: &[i128]) -> Self {
        let thousandths =
            if random.rarely(5) { random.within(1, 5_000) } else { random.within(1, 20) * 1_000 };
        let unit = match random.within(0, 20) {
            0 => 0,
            1..12 => random.within(1, 50_000) * 100,
            _ => random.within(1, 5_000_000),
        };
        let is_deposit = random.rarely(20);
        let rate = if is_deposit { 0 } else { random.one_of(rates) };
        Self { thousandths, unit, rate, is_deposit, in_cents: random.rarely(2) }
    }

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

/// Nothing, or up to `most` cents.
fn cents(random: &mut Random, times: u64, most: i64) -> i128 {
    if random.rarely(times) { i128::from(random.within(1, most)) * CENT } else { 0 }
}

fn rows(random: &mut Random, rates: &[i128]) -> Vec<Goods> {
    let first = Goods {
        thousandths: random.within(1, 20) * 1_000,
        unit: random.within(1, 50_000) * 100,
        rate: random.one_of(rates),
        is_deposit: false,
        in_cents: random.rarely(2),
    };
    let mut rows = vec![first.clone()];
    for _ in 0..random.within(0, 8) {
        rows.push(Goods::invented(random, rates));
    }
    if random.rarely(10) {
        // Half of the first row comes back.
        rows.push(Goods { unit: -first.unit / 2, ..first });
    }
    rows
}

impl Plan {
    /// Any order that a shop would plausibly sell there.
    fn at(random: &mut Random, place: Place) -> Self {
        use {Coupon as D, Prices as P, VatRounding as V};
        let rates = place.rates;
        let taxed = [
            P::With,
            P::With,
            P::With,
            P::With,
            P::WithoutTotalWith,
            P::WithoutTotalOfParts,
            P::WithoutTotalWithout,
            P::WithoutTotalWithout,
        ];
        let may_be_untaxed = place.sale == Sale::Consumer;
        let extra = cents(random, 3, 1_500);
        Self {
            prices: if may_be_untaxed && random.rarely(9) {
                Prices::Untaxed
            } else {
                random.one_of(&taxed)
            },
            place,
            rows: rows(random, rates),
            shipping: cents(random, 3, 2_000),
            shipping_rate: random.one_of(rates),
            shipping_untaxed: random.rarely(4),
            payment_costs: cents(random, 3, 500),
            option: cents(random, 4, 1_000),
            extra_costs: if random.rarely(2) { extra } else { -extra },
            costs: random.one_of(&[Costs::AsShipping, Costs::Highest, Costs::AsGoods, Costs::None]),
            coupon: random.one_of(&[D::ProRata, D::ProRata, D::WithDeposits, D::First, D::InRows]),
            off: match random.within(0, 60) {
                0 => 1_000,
                1..20 => i128::from(random.within(1, 500)),
                _ => 0,
            },
            discount_in_cents: random.rarely(2),
            points: cents(random, 8, 300),
            minus: random.rarely(2),
            vat_rounding: random.one_of(&[V::PerRate, V::PerLine, V::Once]),
        }
        .sensible()
    }

    pub(super) fn invented(random: &mut Random) -> Self {
        let place = random.one_of(&PLACES);
        Self::at(random, place)
    }

    /// As [`Plan::invented`], for one kind of sale.
    pub(super) fn of(random: &mut Random, sale: Sale) -> Self {
        let places: Vec<Place> = PLACES.into_iter().filter(|place| place.sale == sale).collect();
        let place = random.one_of(&places);
        Self::at(random, place)
    }

    /// Only shipping that is charged can be without VAT, and to other member states nothing is sold
    /// without it; discounts take off no more than there is.
    fn sensible(mut self) -> Self {
        let first = self.rows[0].rate;
        if self.is_taxed_abroad() {
            self.shipping_untaxed = false;
            if self.costs == Costs::None {
                self.costs = Costs::Highest;
            }
        }
        self.shipping_untaxed &= self.shipping != 0;
        if self.discount() + self.points > self.goods(|_| true) {
            self.points = 0;
        }
        let taken = self.discount() + self.points;
        if self.coupon == Coupon::First && taken > self.goods(|row| row.rate == first) {
            self.coupon = Coupon::ProRata;
        }
        if self.coupon == Coupon::WithDeposits && !self.has_deposits() {
            self.coupon = Coupon::ProRata;
        }
        self
    }

    /// Sold with VAT to another member state.
    fn is_taxed_abroad(&self) -> bool {
        let is_ordinary = matches!(self.place.sale, Sale::Consumer | Sale::Business);
        is_ordinary && self.place.country != "NL" && self.prices != Prices::Untaxed
    }

    pub(super) fn has_deposits(&self) -> bool {
        self.rows.iter().any(|row| row.is_deposit)
    }

    fn goods(&self, of: impl Fn(&Goods) -> bool) -> i128 {
        let goods = self.rows.iter().filter(|row| !row.is_deposit && of(row));
        goods.map(|row| row.amount(self.prices)).sum()
    }

    /// What the coupon takes off.
    pub(super) fn discount(&self) -> i128 {
        let exact = self.goods(|_| true) * self.off / 1_000;
        let step = if self.discount_in_cents { CENT } else { 1_000_000 };
        exact / step * step
    }

    /// The VAT case of what is charged at a rate, deposits aside.
    pub(super) fn case(&self, rate: i128) -> VatCase {
        match (self.place.sale, self.place.country) {
            (Sale::Platform, _) => VatCase::Platform,
            (Sale::IntraCommunity, _) => VatCase::EuBusiness,
            _ if self.prices == Prices::Untaxed => VatCase::Exempt,
            (Sale::Export, _) => VatCase::Export,
            (Sale::PickedUp | Sale::Business, _) => VatCase::Domestic,
            (Sale::Consumer, country) => {
                let oss = [("DE", 1_900), ("BE", 2_100), ("FR", 550)];
                if oss.contains(&(country, rate)) { VatCase::Oss } else { VatCase::Domestic }
            }
        }
    }
}
