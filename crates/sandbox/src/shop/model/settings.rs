//! What the merchant set up.

use rust_decimal::Decimal;

/// A way to pay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paymethod {
    /// Unique among paymethods.
    pub id: i64,
    /// Payment provider, or empty.
    pub psp: String,
    /// Method at the provider.
    pub method: String,
    /// Technical name; what an order calls `paymethod`.
    pub name: String,
    /// What customers see.
    pub label: String,
    /// Surcharge per order.
    pub costs_fixed: Decimal,
    /// Surcharge in per cent of the rows.
    pub costs_percentage: Decimal,
}

/// What the merchant calls a status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusName {
    /// 1 to 14 (ccvshop-api.md §2.3).
    pub status: u8,
    /// Name in the merchant's language.
    pub name: String,
    /// Background colour.
    pub colour: String,
}

/// A country the shop sells to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GeozoneCountry {
    /// Name in the merchant's language.
    pub country: String,
    /// ISO 3166-1 alpha-2 code.
    pub code: String,
    /// The zone it is in.
    pub geozone: (i64, String),
    /// VAT percentages.
    pub tariffs: Vec<Tariff>,
}

/// A VAT percentage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tariff {
    /// `normal`, `low a`, `low b`, `extra low` or `zero`.
    pub kind: String,
    /// Per cent.
    pub percentage: Decimal,
}

/// Whose shop it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merchant {
    /// Unique among merchants.
    pub id: i64,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// Company.
    pub company: String,
    /// E-mail address.
    pub email: String,
    /// Street.
    pub street: String,
    /// House number.
    pub house_number: String,
    /// Postcode.
    pub postcode: String,
    /// City.
    pub city: String,
    /// VAT number.
    pub tax_number: String,
    /// Chamber of commerce number.
    pub coc_number: String,
    /// Bank account.
    pub iban: String,
}
