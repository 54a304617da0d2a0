//! Goods under the margin scheme, by product. The shop does not mark them, so a person names them.

use serde::{Deserialize, Serialize};

use crate::{Percentage, VatCase, VatEntry};

/// One `[[goods]]` entry: second-hand goods, art, collectables and antiques under the margin scheme
/// (art. 28b to 28i Wet OB 1968; art. 312 to 325 VAT Directive).
///
/// On such a sale no VAT is shown; what is owed on the margin needs the price of purchase, which the
/// shop does not know, so it is figured outside. Nothing here figures it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GoodsEntry {
    /// The products, by their ids in CCV Shop.
    pub products: Vec<i64>,
    /// What the shop charges on them; 0 if it is not told. A row with another percentage is an
    /// ordinary one: what was charged decides.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub percentage: Option<Percentage>,
    /// Id of the tax rate in Moneybird.
    pub tax_rate: String,
    /// Revenue account of its own, if any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ledger: Option<String>,
}

impl GoodsEntry {
    /// The percentage this entry is for.
    pub fn percentage(&self) -> Percentage {
        self.percentage.unwrap_or(Percentage::ZERO)
    }

    /// Whether a row of this product, charged at this percentage, falls under this entry.
    pub fn covers(&self, product: i64, percentage: Percentage) -> bool {
        self.percentage() == percentage && self.products.contains(&product)
    }

    /// The same as an entry of the mapping, for all countries.
    pub(crate) fn entry(&self) -> VatEntry {
        VatEntry {
            case: VatCase::Margin,
            country: None,
            percentage: Some(self.percentage()),
            tax_rate: self.tax_rate.clone(),
            ledger: self.ledger.clone(),
        }
    }
}

/// Whether the entries name products, and each only once at a percentage.
pub(super) fn sound(entries: &[GoodsEntry]) -> Result<(), String> {
    for (at, entry) in entries.iter().enumerate() {
        let name = format!("[[goods]] entry {}", at + 1);
        if entry.products.is_empty() {
            return Err(format!("{name}: products is empty; give the ids of products in CCV Shop"));
        }
        if entry.tax_rate.trim().is_empty() {
            return Err(format!(
                "{name}: tax_rate is empty; give the id of a tax rate in Moneybird"
            ));
        }
        for (place, product) in entry.products.iter().enumerate() {
            if entry.products[..place].contains(product) {
                return Err(format!("{name}: product {product} is named twice"));
            }
            let twin =
                entries[..at].iter().position(|other| other.covers(*product, entry.percentage()));
            if let Some(twin) = twin {
                return Err(format!("{name}: entry {} is for product {product} already", twin + 1));
            }
        }
    }
    Ok(())
}
