//! The VAT that an order is sold under.

use rust_decimal::Decimal;

use super::kinds::Kind;
use super::random::Random;
use crate::shop::model::{Sale, Taxes};
use crate::shop::{cents, four_decimals};

/// A country with its rates in tenths of a per cent, as ccvshop-api.md §5.2 lists them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Country {
    pub(super) code: &'static str,
    pub(super) name: &'static str,
    normal: i64,
    low: i64,
}

impl Country {
    /// The normal rate in per cent.
    pub(super) fn normal(self) -> Decimal {
        Decimal::new(self.normal, 1)
    }

    /// The lower rate in per cent.
    pub(super) fn low(self) -> Decimal {
        Decimal::new(self.low, 1)
    }
}

const fn country(code: &'static str, name: &'static str, normal: i64, low: i64) -> Country {
    Country { code, name, normal, low }
}

pub(super) const NETHERLANDS: Country = country("NL", "Nederland", 210, 90);
pub(super) const BELGIUM: Country = country("BE", "België", 210, 60);
pub(super) const GERMANY: Country = country("DE", "Duitsland", 190, 70);
pub(super) const FRANCE: Country = country("FR", "Frankrijk", 200, 55);
pub(super) const AUSTRIA: Country = country("AT", "Oostenrijk", 200, 100);
pub(super) const DENMARK: Country = country("DK", "Denemarken", 250, 250);
pub(super) const SWITZERLAND: Country = country("CH", "Zwitserland", 0, 0);
pub(super) const NORWAY: Country = country("NO", "Noorwegen", 0, 0);
pub(super) const BRITAIN: Country = country("GB", "Verenigd Koninkrijk", 0, 0);

/// All countries the shop sells to.
pub(super) const COUNTRIES: [Country; 9] =
    [NETHERLANDS, BELGIUM, GERMANY, FRANCE, AUSTRIA, DENMARK, SWITZERLAND, NORWAY, BRITAIN];

/// What a product falls under.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tariff {
    Normal,
    Low,
}

/// How the listed Dutch prices, which include VAT, become those of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Prices {
    /// As listed.
    Listed,
    /// Without the Dutch VAT, in cents.
    Net,
    /// Without the Dutch VAT, in hundredths of a cent.
    FineNet,
}

/// The VAT that an order is sold under.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Regime {
    pub(super) country: Country,
    pub(super) sale: Sale,
    pub(super) taxes: Taxes,
    /// The buyer is a business.
    pub(super) business: bool,
    pub(super) currency: &'static str,
    prices: Prices,
    /// No VAT on any row.
    zero: bool,
}

impl Regime {
    /// The regime of an order of this kind.
    pub(super) fn of(kind: Kind, random: &mut Random) -> Self {
        match kind {
            Kind::Plain => plain(random),
            Kind::Business => Self { business: true, ..listed(NETHERLANDS) },
            Kind::OssBelgium => listed(BELGIUM),
            Kind::OssGermany => listed(GERMANY),
            Kind::OssFrance => listed(FRANCE),
            Kind::OssAustria => listed(AUSTRIA),
            Kind::UnmappedRate => listed(DENMARK),
            Kind::IntraCommunity | Kind::IntraCommunityWithoutNumber => {
                let country = if random.chance(50) { BELGIUM } else { GERMANY };
                Self { sale: Sale::IntraCommunity, business: true, ..zero(country) }
            }
            Kind::ExportSwitzerland => zero(SWITZERLAND),
            Kind::ExportNorway => zero(NORWAY),
            Kind::ExportBritain => zero(BRITAIN),
            Kind::ForeignCurrency => Self { currency: "GBP", ..zero(BRITAIN) },
            Kind::Platform => Self { sale: Sale::Platform, ..zero(NETHERLANDS) },
            Kind::SmallBusiness => Self { taxes: Taxes::none(), zero: true, ..listed(NETHERLANDS) },
            Kind::ExcludingVat | Kind::ExcludingVatWithCoupon => Self {
                taxes: Taxes::excluding(NETHERLANDS.normal()),
                business: true,
                prices: Prices::FineNet,
                ..listed(NETHERLANDS)
            },
            _ => listed(NETHERLANDS),
        }
    }

    /// The rate of a product in per cent.
    pub(super) fn rate(&self, tariff: Tariff) -> Decimal {
        match tariff {
            _ if self.zero => Decimal::ZERO,
            Tariff::Normal => self.country.normal(),
            Tariff::Low => self.country.low(),
        }
    }

    /// What a price of the Dutch list is in this order. Net prices are rounded half away from
    /// zero.
    pub(super) fn price(&self, listed: Decimal, tariff: Tariff) -> Decimal {
        let rate = match tariff {
            Tariff::Normal => NETHERLANDS.normal(),
            Tariff::Low => NETHERLANDS.low(),
        };
        let hundred = Decimal::ONE_HUNDRED;
        let net = (listed * hundred).checked_div(hundred + rate).unwrap_or(listed);
        match self.prices {
            Prices::Listed => listed,
            Prices::Net => cents(net),
            Prices::FineNet => four_decimals(net),
        }
    }

    /// Whether the shop sends products of this tariff there.
    pub(super) fn sells(&self, tariff: Tariff) -> bool {
        // The lower Austrian rate is left out, so that one Austrian rate is enough to map.
        self.country != AUSTRIA || tariff == Tariff::Normal
    }

    /// Whether it goes to somebody in the Netherlands as an ordinary sale.
    pub(super) fn is_domestic(&self) -> bool {
        self.country == NETHERLANDS && self.sale == Sale::Ordinary && !self.zero
    }
}

fn plain(random: &mut Random) -> Regime {
    let country = *random
        .weighed(&[(92, NETHERLANDS), (5, BELGIUM), (2, GERMANY), (1, FRANCE)])
        .unwrap_or(&NETHERLANDS);
    let business = country == NETHERLANDS && random.chance(18);
    Regime { business, ..listed(country) }
}

fn listed(country: Country) -> Regime {
    Regime {
        country,
        sale: Sale::Ordinary,
        taxes: Taxes::including(country.normal()),
        business: false,
        currency: "EUR",
        prices: Prices::Listed,
        zero: false,
    }
}

fn zero(country: Country) -> Regime {
    Regime {
        taxes: Taxes::including(Decimal::ZERO),
        prices: Prices::Net,
        zero: true,
        ..listed(country)
    }
}
