//! The mapping from what the shop charged to a tax rate. Nothing is ever guessed.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Country, Percentage};

/// The kind of supply, as the VAT return tells them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum VatCase {
    /// Supply in the administration's own country, or a distance sale taxed there (art. 33 VAT
    /// Directive; below the threshold of art. 59c).
    Domestic,
    /// Distance sale to a consumer in another member state, declared through the One-Stop-Shop
    /// (art. 369a and further, VAT Directive).
    Oss,
    /// Intra-Community supply to a business (art. 138 VAT Directive; table II a.6 Wet OB 1968).
    EuBusiness,
    /// Export out of the Union (art. 146 VAT Directive; table II a.2 Wet OB 1968).
    Export,
    /// A shop that charges no VAT at all, such as under the small-business scheme (art. 25 Wet OB).
    Exempt,
    /// A deposit (statiegeld, borg): no consideration for a supply.
    Deposit,
    /// Sold through a platform that is itself deemed the supplier (art. 14a VAT Directive).
    Platform,
}

impl VatCase {
    /// The name that the settings file uses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Domestic => "domestic",
            Self::Oss => "oss",
            Self::EuBusiness => "eu-business",
            Self::Export => "export",
            Self::Exempt => "exempt",
            Self::Deposit => "deposit",
            Self::Platform => "platform",
        }
    }

    /// Whether the percentage must be stated because the case has several.
    fn has_percentages(self) -> bool {
        matches!(self, Self::Domestic | Self::Oss)
    }
}

impl fmt::Display for VatCase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// One `[[vat]]` entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VatEntry {
    /// The case.
    pub case: VatCase,
    /// Country of destination; needed for `oss`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<Country>,
    /// What the shop charged; needed for `domestic` and `oss`, 0 elsewhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub percentage: Option<Percentage>,
    /// Id of the tax rate in Moneybird.
    pub tax_rate: String,
    /// Ledger account of its own, if any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ledger: Option<String>,
}

impl VatEntry {
    /// The percentage this entry is for.
    pub fn percentage(&self) -> Percentage {
        self.percentage.unwrap_or(Percentage::ZERO)
    }

    /// Whether a line of this kind falls under this entry. An entry without a country is for all.
    pub fn covers(&self, case: VatCase, country: Country, percentage: Percentage) -> bool {
        self.case == case
            && self.percentage() == percentage
            && self.country.is_none_or(|own| own == country)
    }
}

/// Whether the entries can be told apart and say what they must.
pub(super) fn sound(entries: &[VatEntry]) -> Result<(), String> {
    for (at, entry) in entries.iter().enumerate() {
        let name = format!("[[vat]] entry {} ({})", at + 1, entry.case);
        if entry.tax_rate.trim().is_empty() {
            return Err(format!(
                "{name}: tax_rate is empty; give the id of a tax rate in Moneybird"
            ));
        }
        if entry.case.has_percentages() && entry.percentage.is_none() {
            return Err(format!("{name}: percentage is missing"));
        }
        if entry.case == VatCase::Oss && entry.country.is_none() {
            return Err(format!("{name}: country is missing"));
        }
        let twin = entries[..at].iter().position(|other| {
            other.case == entry.case
                && other.country == entry.country
                && other.percentage() == entry.percentage()
        });
        if let Some(twin) = twin {
            return Err(format!("{name}: entry {} is for the same sales already", twin + 1));
        }
    }
    Ok(())
}
