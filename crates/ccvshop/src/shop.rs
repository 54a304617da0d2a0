//! The shop itself: webshops, settings, merchant, payment methods, countries (ccvshop-api.md §6).

use remote::wire;
use rust_decimal::Decimal;
use serde::Deserialize;

use crate::{Client, Error};

/// A webshop. A key normally sees one.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Webshop {
    /// Id.
    #[serde(deserialize_with = "wire::whole_required")]
    pub id: i64,
    /// Name.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub name: String,
    /// Scheme and host of its API.
    #[serde(default, deserialize_with = "wire::text")]
    pub api_root: Option<String>,
}

/// What is set for a webshop.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ShopSettings {
    /// ISO 4217 code.
    #[serde(default, deserialize_with = "wire::text")]
    pub currency: Option<String>,
    /// The usual VAT percentage. The API lacks the last letter of its name.
    #[serde(default, rename = "default_vat_rat", deserialize_with = "wire::decimal")]
    pub default_vat_rate: Option<Decimal>,
    /// Whether the shop's prices include VAT; each order has a flag of its own.
    #[serde(default, deserialize_with = "wire::truth")]
    pub prices_include_vat: bool,
    /// The statuses of orders, by the shop's own names.
    #[serde(default)]
    pub order_status: Option<Vec<StatusName>>,
}

/// A status and its name.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct StatusName {
    /// The number that orders carry, 1 to 14; none where the shop gives a word instead, as it may
    /// for the other documents.
    #[serde(default, deserialize_with = "number")]
    pub status: Option<i64>,
    /// What the shop calls it.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub status_name: String,
}

/// Documented as text; only numbers were seen, and only with orders.
fn number<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<i64>, D::Error> {
    Ok(wire::text(deserializer)?.and_then(|text| text.parse().ok()))
}

/// Who owns the shop.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Merchant {
    /// Company.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub company: String,
    /// The whole name of the person.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub full_name: String,
    /// E-mail address.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub email: String,
    /// ISO 3166-1 alpha-2 code.
    #[serde(default, deserialize_with = "wire::text")]
    pub country_code: Option<String>,
    /// VAT number.
    #[serde(default, deserialize_with = "wire::text")]
    pub tax_number: Option<String>,
    /// Number at the chamber of commerce.
    #[serde(default, deserialize_with = "wire::text")]
    pub coc_number: Option<String>,
}

/// A payment method.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Paymethod {
    /// Id.
    #[serde(deserialize_with = "wire::whole_required")]
    pub id: i64,
    /// Technical name, as orders carry it in `paymethod`.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub combined_name: String,
    /// As customers see it.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub label: String,
}

/// A country that the shop delivers to, with its VAT.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct GeozoneCountry {
    /// ISO 3166-1 alpha-2 code.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub code: String,
    /// Its rates.
    #[serde(default)]
    pub tariffs: Option<Vec<Tariff>>,
}

/// A VAT rate of a country.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Tariff {
    /// `normal`, `low a`, …
    #[serde(default, rename = "type", deserialize_with = "wire::text_or_empty")]
    pub kind: String,
    /// Percentage.
    #[serde(default, deserialize_with = "wire::decimal")]
    pub percentage: Option<Decimal>,
}

impl Client {
    /// The webshops that the key sees. A good check of a connection.
    ///
    /// # Errors
    /// Any [`Error`] of a read.
    pub async fn webshops(&self) -> Result<Vec<Webshop>, Error> {
        self.collection("/webshops/").await
    }

    /// What is set for a webshop.
    ///
    /// # Errors
    /// Any [`Error`] of a read.
    pub async fn settings(&self, webshop: i64) -> Result<ShopSettings, Error> {
        self.get(&format!("/webshops/{webshop}/settings/"), &[]).await
    }

    /// Who owns a webshop. Documented as one object and as a collection; both are understood.
    ///
    /// # Errors
    /// Any [`Error`] of a read.
    pub async fn merchant(&self, webshop: i64) -> Result<Option<Merchant>, Error> {
        self.get_one_of(&format!("/webshops/{webshop}/merchant/")).await
    }

    /// All payment methods.
    ///
    /// # Errors
    /// Any [`Error`] of a read.
    pub async fn paymethods(&self) -> Result<Vec<Paymethod>, Error> {
        self.collection("/paymethods/").await
    }

    /// The countries that a webshop delivers to.
    ///
    /// # Errors
    /// Any [`Error`] of a read.
    pub async fn geozone_countries(&self, webshop: i64) -> Result<Vec<GeozoneCountry>, Error> {
        self.collection(&format!("/webshops/{webshop}/geozonecountries/")).await
    }
}
