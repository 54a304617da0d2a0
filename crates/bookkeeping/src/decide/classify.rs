//! Which VAT case a line falls under, and where it is booked.

use std::borrow::Cow;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::describe;
use super::price::Priced;
use crate::refusal::Contradiction;
use crate::settings::VatEntry;
use crate::{
    Administration, Country, Kind, Line, Money, Order, Percentage, Refusal, Settings, VatCase,
    vat_number,
};

/// Whether an order is to be booked now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Readiness {
    /// It is.
    Ready,
    /// Not yet in a chosen status, or unpaid.
    Waiting,
    /// Placed before the first day that is taken over.
    TooOld,
    /// Paid by a method that the settings leave out.
    Excluded,
}

impl Readiness {
    /// Whether an order is ready under the settings; `first_day` is the first that is taken over.
    pub fn of(order: &Order, settings: &Settings, first_day: Option<Date>) -> Self {
        let chosen = order.status.is_some_and(|status| settings.orders.statuses.contains(&status));
        let paid = order.paid || !settings.orders.paid_only;
        let method = order.payment_method;
        if first_day.is_some_and(|first| order.day() < first) {
            Self::TooOld
        } else if method.is_some_and(|id| settings.orders.excluded_payment_methods.contains(&id)) {
            Self::Excluded
        } else if chosen && paid {
            Self::Ready
        } else {
            Self::Waiting
        }
    }
}

/// Decimals of a quantity, at most: with more, its product with a price may not fit into a decimal.
const MOST_DECIMALS: u32 = 6;

/// Where an order's goods went, with all that decides its VAT case.
#[derive(Debug, Clone, Copy)]
pub(super) struct Destination {
    country: Country,
    home: Country,
    is_business: bool,
    /// A business of another member state.
    is_foreign: bool,
    /// Charged no VAT at all.
    is_untaxed: bool,
    sale: Sale,
}

/// What the shop says of the whole sale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sale {
    Ordinary,
    Platform,
    Untaxed,
    IntraCommunity,
}

impl Destination {
    /// Goods fetched at the shop stay in its country, unless a business takes them abroad itself, as
    /// art. 138(1) VAT Directive allows; otherwise the delivery address decides, the billing address
    /// where there is none.
    pub(super) fn of(order: &Order, administration: &Administration) -> Result<Self, Refusal> {
        let home = administration.country;
        let sale = if order.platform_sale {
            Sale::Platform
        } else if order.intra_community {
            Sale::IntraCommunity
        } else if !order.taxes_included {
            Sale::Untaxed
        } else {
            Sale::Ordinary
        };
        let country = if order.deliver_method == "pickup" && sale != Sale::IntraCommunity {
            home
        } else {
            let (country, _) = order.destination().ok_or(Refusal::NoCountry)?;
            if let Some(name) = order.territory() {
                return Err(Refusal::Territory { name: name.to_owned() });
            }
            country
        };
        if sale == Sale::IntraCommunity && country == home {
            return Err(Refusal::Contradiction { how: Contradiction::IntraCommunityAtHome });
        }
        let is_business = vat_number::is_business(&order.customer, home);
        // Most are consumers, of whom no more need be asked.
        let is_foreign =
            is_business && vat_number::of_another_state(&order.customer, home).is_some();
        let is_untaxed = order.total_tax.is_zero();
        Ok(Self { country, home, is_business, is_foreign, is_untaxed, sale })
    }

    /// Sold with VAT to another member state.
    pub(super) fn is_taxed_abroad(self) -> bool {
        self.sale == Sale::Ordinary && self.country != self.home && self.country.is_eu()
    }

    /// The case of a line (`interface.md`, the table of cases), or why it has none.
    fn case(self, line: &Priced, settings: &Settings) -> Result<VatCase, Refusal> {
        let (kind, percentage) = (line.kind, line.percentage);
        let covers =
            |case| settings.vat.iter().any(|entry| entry.covers(case, self.country, percentage));
        // What costs nothing has no VAT, and comes in no box of the return.
        let is_untaxed = percentage.is_zero() && !line.total.is_zero();
        Ok(match self.sale {
            Sale::Platform => VatCase::Platform,
            Sale::Untaxed => VatCase::Exempt,
            _ if kind.is_deposit() => VatCase::Deposit,
            // Goods that leave the Union are exported, however the shop marks the sale.
            Sale::IntraCommunity | Sale::Ordinary
                if self.country != self.home && !self.country.is_eu() =>
            {
                VatCase::Export
            }
            Sale::IntraCommunity => VatCase::EuBusiness,
            // Taxed at home wherever in the Union they go (art. 33 to 35 VAT Directive). A platform,
            // no VAT at all, intra-Community and export are of the whole sale, and say more.
            Sale::Ordinary if line.goods.is_some() => VatCase::Margin,
            Sale::Ordinary if self.country == self.home => VatCase::Domestic,
            // Untaxed costs beside taxed goods say nothing of the supply.
            Sale::Ordinary
                if self.is_foreign && is_untaxed && (self.is_untaxed || kind == Kind::Goods) =>
            {
                let how = Contradiction::UnmarkedBusiness;
                return Err(Refusal::Contradiction { how });
            }
            // The zero rate at home is for goods that stay there (table II Wet OB), so elsewhere it is
            // never what was meant; only that country's own can be.
            Sale::Ordinary if is_untaxed => VatCase::Oss,
            // Charged although there is a VAT number: the supply was taxed at home.
            Sale::Ordinary if self.is_business => VatCase::Domestic,
            Sale::Ordinary if covers(VatCase::Domestic) && !covers(VatCase::Oss) => {
                VatCase::Domestic
            }
            Sale::Ordinary => VatCase::Oss,
        })
    }
}

/// Books one line: its case, tax rate and ledger account, by the mapping alone.
pub(super) fn book(
    line: &Priced,
    destination: Destination,
    settings: &Settings,
    administration: &Administration,
) -> Result<Line, Refusal> {
    let country = destination.country;
    let percentage = line.percentage;
    let case = destination.case(line, settings)?;
    let entry = match line.goods.and_then(|at| settings.goods.get(at)) {
        Some(goods) if case == VatCase::Margin => Cow::Owned(goods.entry()),
        _ => Cow::Borrowed(
            entry(settings, case, country, percentage).ok_or(Refusal::VatUnmapped {
                case,
                country,
                percentage,
            })?,
        ),
    };
    usable_rate(administration, &entry.tax_rate, case, percentage)?;
    let ledger = ledger(line.kind, &entry, settings, administration)?;
    let (quantity, price, description) = quantity(line);
    Ok(Line {
        kind: line.kind,
        description,
        quantity,
        price,
        total: line.total,
        case,
        country,
        percentage,
        tax_rate: entry.tax_rate.clone(),
        ledger,
    })
}

/// The entry for these sales: one of that very country before one for all countries.
fn entry(
    settings: &Settings,
    case: VatCase,
    country: Country,
    percentage: Percentage,
) -> Option<&VatEntry> {
    let fitting = settings.vat.iter().filter(|entry| entry.covers(case, country, percentage));
    fitting.max_by_key(|entry| entry.country.is_some())
}

fn ledger(
    kind: Kind,
    entry: &VatEntry,
    settings: &Settings,
    administration: &Administration,
) -> Result<String, Refusal> {
    let ledger = &settings.ledger;
    let (setting, own) = match kind {
        Kind::Goods | Kind::Leftover => ("[ledger] revenue", None),
        Kind::Deposit => ("[ledger] deposits", ledger.deposits.as_ref()),
        Kind::Shipping => ("[ledger] shipping", ledger.shipping.as_ref()),
        Kind::Costs => ("[ledger] payment_costs", ledger.payment_costs.as_ref()),
        Kind::Rebate if ledger.discounts.is_none() => {
            ("[ledger] payment_costs", ledger.payment_costs.as_ref())
        }
        Kind::Discount | Kind::DepositDiscount | Kind::Rebate => {
            ("[ledger] discounts", ledger.discounts.as_ref())
        }
    };
    let revenue = if kind == Kind::Deposit { None } else { ledger.revenue.as_ref() };
    let id = match kind {
        // A case's own account is the more exact one for goods and deposits.
        Kind::Goods | Kind::Leftover | Kind::Deposit => entry.ledger.as_ref().or(own),
        _ => own.or(entry.ledger.as_ref()),
    };
    usable_account(administration, setting, id.or(revenue))
}

/// Whether a tax rate can be booked on, and still is what it was mapped as.
pub(super) fn usable_rate(
    administration: &Administration,
    tax_rate: &str,
    case: VatCase,
    percentage: Percentage,
) -> Result<(), Refusal> {
    let usable = administration.tax_rate(tax_rate).is_some_and(|rate| {
        rate.active && rate.percentage.unwrap_or_default() == percentage.decimal()
    });
    if usable {
        return Ok(());
    }
    Err(Refusal::RateUnusable { tax_rate: tax_rate.to_owned(), case, percentage })
}

/// The ledger account of a setting, if it can be booked on.
pub(super) fn usable_account(
    administration: &Administration,
    setting: &str,
    id: Option<&String>,
) -> Result<String, Refusal> {
    let usable =
        id.and_then(|id| administration.ledger_account(id)).is_some_and(|account| account.active);
    match id {
        Some(id) if usable => Ok(id.clone()),
        _ => Err(Refusal::AccountUnusable { setting: setting.to_owned(), ledger: id.cloned() }),
    }
}

/// Quantity × price where that gives the total in whole cents; else one times the total, with the
/// quantity in the text (moneybird-api.md §8.1).
pub(super) fn quantity(line: &Priced) -> (Decimal, Money, String) {
    let price = Money::round(line.unit_price);
    let quantity = line.quantity.normalize();
    let is_plain = quantity > Decimal::ZERO && quantity.scale() <= MOST_DECIMALS;
    if is_plain && quantity * price.decimal() == line.total.decimal() {
        return (quantity, price, line.description.to_string());
    }
    let text = if line.quantity == Decimal::ONE {
        line.description.to_string()
    } else {
        describe::with_quantity(line.quantity, &line.description)
    };
    (Decimal::ONE, line.total, text)
}
