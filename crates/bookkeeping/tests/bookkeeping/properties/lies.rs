//! Ways to falsify an order that would be booked, each with the refusal that it must lead to.

use bookkeeping::{
    Administration, Country, Invoice, Order, Refusal, Settings, VatCase, settings::ReferenceFrom,
};
use rust_decimal::Decimal;

use super::many::Random;
use super::plan::{Plan, Prices, Sale};
use super::plausible::closed;
use crate::support::{administration, country, settings};

/// What is not true.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lie {
    Total,
    Tax,
    Currency,
    NoRows,
    NoNumber,
    Percentage,
    TooLarge,
    NoVatNumber,
    Territory,
    NoCountry,
    Unmapped,
    TaxedExport,
    TaxedPlatform,
    TaxedBusiness,
    RateOff,
    RateChanged,
    AccountGone,
    Locked,
    NoInvoiceNumber,
}

/// An order with all that decides it.
pub(super) struct Scene {
    pub(super) order: Order,
    pub(super) settings: Settings,
    pub(super) known: Administration,
}

impl Lie {
    pub(super) const ALL: [Self; 19] = [
        Self::Total,
        Self::Tax,
        Self::Currency,
        Self::NoRows,
        Self::NoNumber,
        Self::Percentage,
        Self::TooLarge,
        Self::NoVatNumber,
        Self::Territory,
        Self::NoCountry,
        Self::Unmapped,
        Self::TaxedExport,
        Self::TaxedPlatform,
        Self::TaxedBusiness,
        Self::RateOff,
        Self::RateChanged,
        Self::AccountGone,
        Self::Locked,
        Self::NoInvoiceNumber,
    ];

    /// A plan that can be falsified in this way.
    pub(super) fn plan(self, random: &mut Random) -> Plan {
        let plan = |invent: &dyn Fn(&mut Random) -> Plan, random: &mut Random| {
            closed(random, |random| invent(random))
        };
        match self {
            // Nothing that the shop leaves open: prices with VAT, no costs, no discount.
            Self::Total | Self::Tax => Plan {
                prices: Prices::With,
                shipping: 0,
                payment_costs: 0,
                option: 0,
                extra_costs: 0,
                off: 0,
                points: 0,
                ..Plan::invented(random)
            },
            Self::NoVatNumber => plan(&|random| Plan::of(random, Sale::IntraCommunity), random),
            Self::Unmapped => plan(&|random| Plan::of(random, Sale::PickedUp), random),
            Self::TaxedExport | Self::TaxedPlatform | Self::TaxedBusiness => plan(
                &|random| Plan { prices: Prices::With, ..Plan::of(random, Sale::Business) },
                random,
            ),
            _ => plan(&Plan::invented, random),
        }
    }

    /// Falsifies an order that would become `invoice`.
    pub(super) fn tell(self, order: Order, invoice: &Invoice, random: &mut Random) -> Scene {
        let mut scene = Scene { order, settings: settings(), known: administration() };
        let line = &invoice.lines[random.index(invoice.lines.len())];
        let Scene { order, settings, known } = &mut scene;
        let row = random.index(order.rows.len());
        match self {
            Self::Total => order.total_price += far(random),
            Self::Tax => order.total_tax += far(random),
            Self::Currency => "USD".clone_into(&mut order.currency),
            Self::NoRows => order.rows.clear(),
            Self::NoNumber => " ".clone_into(&mut order.number),
            Self::Percentage => {
                order.rows[row].percentage = Decimal::from(random.one_of(&[-1, 101, 1_000]));
            }
            Self::TooLarge => order.rows[row].quantity = Decimal::from(2_000_000_000),
            Self::NoVatNumber => {
                random.one_of(&["", "-", "n.v.t."]).clone_into(&mut order.customer.vat_number);
            }
            Self::Territory => {
                let (code, postcode, _) = TERRITORIES[random.index(TERRITORIES.len())];
                send(order, Some(code), postcode);
            }
            Self::NoCountry => {
                send(order, None, "1000");
                order.customer.country = None;
            }
            Self::Unmapped => settings.vat.retain(|entry| entry.tax_rate != line.tax_rate),
            Self::TaxedExport => {
                order.customer.vat_number.clear();
                send(order, Some("CH"), "8001");
            }
            Self::TaxedPlatform => order.platform_sale = true,
            Self::TaxedBusiness => order.intra_community = true,
            Self::RateOff | Self::RateChanged => {
                for rate in known.tax_rates.iter_mut().filter(|rate| rate.id == line.tax_rate) {
                    if self == Self::RateOff {
                        rate.active = false;
                    } else {
                        rate.percentage = Some(line.percentage.decimal() + Decimal::ONE);
                    }
                }
            }
            Self::AccountGone => known.ledger_accounts.retain(|own| own.id != line.ledger),
            Self::Locked => known.locked_until = Some(invoice.date),
            Self::NoInvoiceNumber => settings.invoice.reference = ReferenceFrom::InvoiceNumber,
        }
        scene
    }

    /// The code that a refusal for this reason has, and whether its figures are those of the lie.
    pub(super) fn is_why(self, scene: &Scene, refusal: &Refusal) -> (&'static str, bool) {
        use bookkeeping::Contradiction as C;
        let taxed = |case| {
            matches!(refusal, Refusal::VatUnmapped { case: of, percentage, .. }
                if *of == case && !percentage.is_zero())
        };
        let contradiction = |is| *refusal == Refusal::Contradiction { how: is };
        let Scene { order, settings, known } = scene;
        match self {
            Self::Total => (
                "total-mismatch",
                matches!(refusal, Refusal::TotalMismatch { shop, .. } if *shop == order.total_price),
            ),
            Self::Tax => (
                "tax-mismatch",
                matches!(refusal, Refusal::TaxMismatch { shop, .. } if *shop == order.total_tax),
            ),
            Self::Currency => {
                ("currency", matches!(refusal, Refusal::Currency { order, .. } if order == "USD"))
            }
            Self::NoRows => ("contradiction", contradiction(C::NoRows)),
            Self::NoNumber => ("contradiction", contradiction(C::NoNumber)),
            Self::Percentage => ("contradiction", contradiction(C::Percentage)),
            Self::TooLarge => ("unreadable", matches!(refusal, Refusal::Unreadable { .. })),
            Self::NoVatNumber => ("vat-number-missing", *refusal == Refusal::VatNumberMissing),
            Self::Territory => {
                let (own, postcode) = order.destination().unwrap();
                let is =
                    |(code, zip, _): &&(&str, &str, &str)| own.code() == *code && postcode == *zip;
                let (_, _, place) = TERRITORIES.iter().find(is).unwrap();
                ("territory", matches!(refusal, Refusal::Territory { name } if name == place))
            }
            Self::NoCountry => ("territory", *refusal == Refusal::NoCountry),
            Self::Unmapped => (
                "vat-unmapped",
                matches!(refusal, Refusal::VatUnmapped { case, country: Country::NL, percentage }
                    if !settings.vat.iter().any(|entry| entry.covers(*case, Country::NL, *percentage))),
            ),
            Self::TaxedExport => ("vat-unmapped", taxed(VatCase::Export)),
            Self::TaxedPlatform => ("vat-unmapped", taxed(VatCase::Platform)),
            Self::TaxedBusiness => ("vat-unmapped", taxed(VatCase::EuBusiness)),
            Self::RateOff | Self::RateChanged => (
                "vat-unmapped",
                matches!(refusal, Refusal::RateUnusable { tax_rate, percentage, .. }
                    if known.tax_rate(tax_rate).is_some_and(|rate|
                        !rate.active || rate.percentage != Some(percentage.decimal()))),
            ),
            Self::AccountGone => (
                "vat-unmapped",
                matches!(refusal, Refusal::AccountUnusable { ledger: Some(id), .. }
                    if known.ledger_account(id).is_none()),
            ),
            Self::Locked => (
                "period-locked",
                matches!(refusal, Refusal::PeriodLocked { date, until } if date == until),
            ),
            Self::NoInvoiceNumber => ("unreadable", *refusal == Refusal::NoInvoiceNumber),
        }
    }
}

/// Places that a country code hides, with the names that people there use.
const TERRITORIES: [(&str, &str, &str); 6] = [
    ("ES", "35001", "Canarias"),
    ("DE", "27498", "Helgoland"),
    ("DE", "78266", "Büsingen"),
    ("IT", "23041", "Livigno"),
    ("FI", "22100", "Åland"),
    ("GB", "BT1 5GS", "Northern Ireland"),
];

fn send(order: &mut Order, code: Option<&str>, postcode: &str) {
    order.customer.delivery_country = code.map(country);
    postcode.clone_into(&mut order.customer.delivery_postcode);
    "shipping".clone_into(&mut order.deliver_method);
}

/// More than any rounding, either way.
fn far(random: &mut Random) -> Decimal {
    let cents = random.within(100, 100_000);
    Decimal::new(if random.rarely(2) { cents } else { -cents }, 2)
}
