//! Where on the settings page a refusal is mended.

use bookkeeping::{Refusal, Settings};
use store::Connection;

use super::form::{Key, anchor, row_of, vat_name};

/// The row of VAT that a refusal is about. What is charged elsewhere in the Union has a row for each
/// country, and which it is, where a chosen rate does not do, only the settings tell that chose it.
pub(super) fn row(refusal: &Refusal, settings: Option<&Settings>) -> Option<Key> {
    match refusal {
        Refusal::EditedUnbookable { why } => row(why, settings),
        Refusal::VatUnmapped { .. } => refusal.unmapped().map(row_of),
        Refusal::RateUnusable { tax_rate, case, percentage } => {
            let mut entries = settings.iter().flat_map(|own| &own.vat);
            let entry = entries.find(|own| {
                own.case == *case && own.tax_rate == *tax_rate && own.percentage() == *percentage
            });
            entry.map(|own| (own.case, own.country, own.percentage))
        }
        _ => None,
    }
}

/// The field that mends a refusal, if there is one.
pub(super) fn place(refusal: &Refusal, settings: Option<&Settings>) -> Option<String> {
    match refusal {
        Refusal::EditedUnbookable { why } => place(why, settings),
        Refusal::AccountUnusable { setting, .. } => setting.strip_prefix("[ledger] ").map(anchor),
        Refusal::Leftover { .. } => Some(anchor("rounding")),
        Refusal::NoInvoiceNumber => Some(anchor("reference")),
        _ => row(refusal, settings).map(|own| anchor(&vat_name(own))),
    }
}

/// The address of the settings page, at the field that mends a refusal.
pub(crate) fn mended_at(connection: &Connection, refusal: &Refusal) -> String {
    let at = place(refusal, sync::saved_settings(connection).as_ref()).map(|own| format!("#{own}"));
    format!("/c/{}/settings{}", connection.id, at.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use bookkeeping::{Money, VatCase};

    use super::*;

    #[test]
    fn a_refusal_leads_to_the_field_that_mends_it() {
        let settings = Settings::parse(
            "[[vat]]\ncase = \"oss\"\ncountry = \"DE\"\npercentage = \"19\"\ntax_rate = \"4\"\n",
        )
        .unwrap();
        let percentage = "19".parse().unwrap();
        let unusable = |tax_rate: &str| Refusal::RateUnusable {
            tax_rate: tax_rate.to_owned(),
            case: VatCase::Oss,
            percentage,
        };
        let (case, country) = (VatCase::Oss, "FR".parse().unwrap());
        let unmapped = Refusal::VatUnmapped { case, country, percentage };
        let account =
            |setting: &str| Refusal::AccountUnusable { setting: setting.to_owned(), ledger: None };
        for (refusal, at) in [
            (unmapped.clone(), Some("at-vat-oss-FR-19")),
            (Refusal::EditedUnbookable { why: Box::new(unmapped) }, Some("at-vat-oss-FR-19")),
            (unusable("4"), Some("at-vat-oss-DE-19")),
            (unusable("5"), None),
            (account("[ledger] deposits"), Some("at-deposits")),
            (account("[ledger]"), None),
            (Refusal::Leftover { amount: Money::ZERO }, Some("at-rounding")),
            (Refusal::NoInvoiceNumber, Some("at-reference")),
            (Refusal::VatNumberMissing, None),
        ] {
            assert_eq!(place(&refusal, Some(&settings)).as_deref(), at, "{refusal:?}");
        }
    }
}
