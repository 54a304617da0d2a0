//! What a person should know of an invoice that is booked all the same.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Country, Language, Order, Percentage, VatCase, VatRow, rates};

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
}

impl Warning {
    /// The public code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::RateNotValid { .. } => "rate-not-valid",
        }
    }

    /// What is odd and what to do, in one sentence.
    pub fn sentence(&self, language: Language) -> String {
        let Self::RateNotValid { country, percentage, day } = self;
        let known: Vec<String> =
            rates::on(*country, *day).iter().map(Percentage::to_string).collect();
        let known = known.join(", ");
        match language {
            Language::Nl => format!(
                "Er is {percentage} % btw van {country} berekend, maar op {day} gold daar {known} %; het \
                 wordt geboekt zoals het is berekend. Kijk de tarieven van de winkel na."
            ),
            Language::En => format!(
                "VAT of {country} was charged at {percentage} %, but on {day} it had {known} %; it is booked \
                 as it was charged. Check the shop's rates."
            ),
        }
    }
}

/// The warnings on an order that becomes these rows of VAT, in an administration at `home`. Only what
/// is taxed in a member state can have a wrong rate: at home, or where the goods went under the OSS.
pub(crate) fn of(order: &Order, home: Country, vat: &[VatRow]) -> Vec<Warning> {
    let day = order.day();
    let warning = |row: &VatRow| {
        let country = match row.case {
            VatCase::Domestic => home,
            VatCase::Oss => row.country,
            _ => return None,
        };
        let destination = order.destination().filter(|(to, _)| *to == country);
        let postcode = destination.map_or("", |(_, postcode)| postcode);
        let is_known = rates::was_valid(country, postcode, row.percentage, day);
        (is_known == Some(false)).then_some(Warning::RateNotValid {
            country,
            percentage: row.percentage,
            day,
        })
    };
    let mut warnings: Vec<Warning> = vat.iter().filter_map(warning).collect();
    // Rows of one percentage may differ in country or tax rate.
    warnings.dedup();
    warnings
}
