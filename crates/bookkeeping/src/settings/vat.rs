//! The mapping from what the shop charged to a tax rate. Nothing is ever guessed.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Country, Language, Percentage};

/// The kind of supply, as the VAT return tells them apart. Each names the rule that it follows from,
/// in the VAT Directive (2006/112/EC) and in the Wet op de omzetbelasting 1968.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum VatCase {
    /// Supply in the administration's own country (art. 31 and 32; art. 5 and 9 Wet OB), or a distance
    /// sale that is taxed there because all of them stay below the threshold (art. 59c; art. 5a(2) Wet
    /// OB). Also goods to a business that gave a VAT number and was charged VAT all the same: it is
    /// owed because it was charged (art. 203; art. 37 Wet OB).
    Domestic,
    /// Distance sale to a consumer in another member state, taxed where the goods arrive (art. 33(a);
    /// art. 5a(1) Wet OB) and declared through the One-Stop-Shop (art. 369a to 369k; art. 28q and
    /// further, Wet OB).
    Oss,
    /// Intra-Community supply to a business with a VAT number (art. 138; art. 9(2)(b) and table II
    /// a.6 Wet OB). Without that number there is none (art. 138(1)(b)), so the order is refused.
    EuBusiness,
    /// Export out of the Union (art. 146; art. 9(2)(b) and table II a.2 Wet OB).
    Export,
    /// A shop that charges no VAT at all, such as under the small-business scheme (art. 284; art. 25
    /// Wet OB).
    Exempt,
    /// A deposit (statiegeld, borg) that is given back: no consideration for a supply (art. 2(1)(a)
    /// and, for returnable packing, art. 79 and 92; art. 8 Wet OB).
    Deposit,
    /// Sold through a platform that is itself deemed to buy and sell the goods, and owes the VAT
    /// (art. 14a; art. 3c Wet OB).
    Platform,
    /// Goods under the margin scheme: no VAT is shown, and what is owed on the margin is figured
    /// outside (art. 312 to 325; art. 28b to 28i Wet OB). Only for products that `[[goods]]` names.
    Margin,
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
            Self::Margin => "margin",
        }
    }

    /// The case as a sentence calls it.
    pub fn said(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Domestic, Language::Nl) => "binnenland",
            (Self::Domestic, Language::En) => "domestic",
            (Self::Oss, Language::Nl) => "EU-consumenten (OSS)",
            (Self::Oss, Language::En) => "EU consumers (OSS)",
            (Self::EuBusiness, Language::Nl) => "EU-bedrijven (btw verlegd)",
            (Self::EuBusiness, Language::En) => "EU businesses (reverse charge)",
            (Self::Export, Language::Nl) => "uitvoer buiten de EU",
            (Self::Export, Language::En) => "export out of the EU",
            (Self::Exempt, Language::Nl) => "vrijgesteld",
            (Self::Exempt, Language::En) => "exempt",
            (Self::Deposit, Language::Nl) => "statiegeld en borg",
            (Self::Deposit, Language::En) => "deposits",
            (Self::Platform, Language::Nl) => "platformverkopen",
            (Self::Platform, Language::En) => "platform sales",
            (Self::Margin, Language::Nl) => "margeregeling",
            (Self::Margin, Language::En) => "margin scheme",
        }
    }

    /// The case of that name in the settings file.
    pub fn parse(name: &str) -> Option<Self> {
        use VatCase::{Deposit, Domestic, EuBusiness, Exempt, Export, Margin, Oss, Platform};
        let all = [Domestic, Oss, EuBusiness, Export, Exempt, Deposit, Platform, Margin];
        all.into_iter().find(|case| case.as_str() == name)
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

    /// Whether it is for VAT that is declared in another member state: by the One-Stop Shop, or there.
    pub fn is_foreign(&self) -> bool {
        let abroad = self.country.is_some_and(|own| own != Country::NL);
        self.case == VatCase::Oss || self.case == VatCase::Domestic && abroad
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
        if entry.case == VatCase::Margin {
            return Err(format!("{name}: margin goods are named by product, in a [[goods]] entry"));
        }
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
