//! What a person should know of an invoice that is booked all the same.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    Country, Language, Order, Percentage, Settings, VatCase, VatEntry, VatRow, rates, vat_number,
};

/// Something about an invoice that does not stand in the way of booking it, but should be looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "warning", rename_all = "kebab-case")]
pub enum Warning {
    /// A rate was charged that the country did not have on that day (see [`crate::rates`]). What was
    /// charged is what the customer paid and what is owed (art. 203 VAT Directive), so it is booked.
    RateNotValid {
        /// The country whose rate it should be.
        country: Country,
        /// What was charged.
        percentage: Percentage,
        /// The day of the order, in Europe/Amsterdam.
        day: Date,
    },
    /// A consumer in another member state was charged a rate of our own, though the settings map the
    /// rates of that state: above the threshold its VAT is owed there (art. 33(a) and 59c VAT
    /// Directive; art. 5a Wet OB). Booked as it was charged.
    HomeRateAbroad {
        /// Where the goods went.
        country: Country,
        /// What was charged.
        percentage: Percentage,
    },
}

impl Warning {
    /// The public code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::RateNotValid { .. } => "rate-not-valid",
            Self::HomeRateAbroad { .. } => "home-rate-abroad",
        }
    }

    /// What is odd and what to do, in one or two sentences.
    pub fn sentence(&self, language: Language) -> String {
        match (self, language) {
            (Self::RateNotValid { country, percentage, day }, Language::Nl) => {
                let known = known(*country, *day, language);
                let percentage = percentage.said(language);
                format!(
                    "Er is {percentage} % btw van {country} berekend, maar op {day} gold daar {known} %; het \
                     wordt geboekt zoals het is berekend. Kijk de tarieven van de winkel na."
                )
            }
            (Self::RateNotValid { country, percentage, day }, Language::En) => {
                let known = known(*country, *day, language);
                format!(
                    "VAT of {country} was charged at {percentage} %, but on {day} it had {known} %; it is booked \
                     as it was charged. Check the shop's rates."
                )
            }
            (Self::HomeRateAbroad { country, percentage }, Language::Nl) => format!(
                "Aan een consument in {country} is {} % btw van het eigen land berekend, hoewel de \
                 tarieven van {country} in de instellingen staan; het wordt geboekt zoals het is berekend. Kijk \
                 de tarieven van de winkel na.",
                percentage.said(language)
            ),
            (Self::HomeRateAbroad { country, percentage }, Language::En) => format!(
                "A consumer in {country} was charged VAT of your own country at {percentage} %, though the \
                 settings have the rates of {country}; it is booked as it was charged. Check the shop's rates."
            ),
        }
    }
}

/// The rates that a country had on a day, as a list.
fn known(country: Country, day: Date, language: Language) -> String {
    let known = rates::on(country, day);
    let known: Vec<String> = known.iter().map(|own| own.said(language)).collect();
    known.join(if language == Language::Nl { "; " } else { ", " })
}

/// The warnings on an order that becomes these rows of VAT, in an administration at `home`.
pub(crate) fn of(
    order: &Order,
    settings: &Settings,
    home: Country,
    vat: &[VatRow],
) -> Vec<Warning> {
    let not_valid = vat.iter().filter_map(|row| rate_not_valid(order, home, row));
    let at_home = vat.iter().filter_map(|row| home_rate_abroad(order, settings, home, row));
    let mut warnings: Vec<Warning> = not_valid.chain(at_home).collect();
    // Rows of one percentage may differ in country or tax rate.
    warnings.dedup();
    warnings
}

/// Only what is taxed in a member state can have a wrong rate: at home, or where the goods went under
/// the OSS.
fn rate_not_valid(order: &Order, home: Country, row: &VatRow) -> Option<Warning> {
    let country = match row.case {
        VatCase::Domestic => home,
        VatCase::Oss => row.country,
        _ => return None,
    };
    let (day, percentage) = (order.day(), row.percentage);
    let destination = order.destination().filter(|(to, _)| *to == country);
    let postcode = destination.map_or("", |(_, postcode)| postcode);
    let is_known = rates::was_valid(country, postcode, percentage, day);
    (is_known == Some(false)).then_some(Warning::RateNotValid { country, percentage, day })
}

/// A business that was charged VAT at home was so on purpose, or for want of a number that is valid.
fn home_rate_abroad(
    order: &Order,
    settings: &Settings,
    home: Country,
    row: &VatRow,
) -> Option<Warning> {
    let (country, percentage) = (row.country, row.percentage);
    let is_home_rate = row.case == VatCase::Domestic && country != home && !percentage.is_zero();
    let is_consumer = !vat_number::is_business(&order.customer, home);
    let maps_it = |entry: &VatEntry| entry.case == VatCase::Oss && entry.country == Some(country);
    (is_home_rate && is_consumer && settings.vat.iter().any(maps_it))
        .then_some(Warning::HomeRateAbroad { country, percentage })
}
