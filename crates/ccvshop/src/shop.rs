//! The shop itself: webshops, settings, merchant, payment methods, countries (ccvshop-api.md §6).

use remote::wire;
use rust_decimal::Decimal;
use serde::Deserialize;

use crate::{Client, Error, decode};

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
    /// The statuses of orders, by the shop's own names.
    #[serde(default)]
    pub order_status: Option<Vec<StatusName>>,
}

/// A status and its name.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct StatusName {
    /// The number that orders carry, 1 to 14.
    #[serde(default, deserialize_with = "wire::whole")]
    pub status: Option<i64>,
    /// What the shop calls it.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub status_name: String,
}

/// Who owns the shop.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Merchant {
    /// Company.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub company: String,
    /// ISO 3166-1 alpha-2 code.
    #[serde(default, deserialize_with = "wire::text")]
    pub country_code: Option<String>,
    /// VAT number.
    #[serde(default, deserialize_with = "wire::text")]
    pub tax_number: Option<String>,
}

/// A payment method.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Paymethod {
    /// Id.
    #[serde(deserialize_with = "wire::whole_required")]
    pub id: i64,
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

#[derive(Deserialize)]
struct Items<T> {
    items: Vec<T>,
}

impl Client {
    /// The webshops that the key sees. A good check of a connection.
    ///
    /// # Errors
    /// Any [`Error`] of a read.
    pub async fn webshops(&self) -> Result<Vec<Webshop>, Error> {
        self.all("/webshops/", &[]).await
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
        let bytes = self.get_raw(&format!("/webshops/{webshop}/merchant/"), &[]).await?;
        if let Ok(collection) = decode::document::<Items<Merchant>>(&bytes) {
            return Ok(collection.items.into_iter().next());
        }
        decode::document(&bytes).map(Some)
    }

    /// All payment methods.
    ///
    /// # Errors
    /// Any [`Error`] of a read.
    pub async fn paymethods(&self) -> Result<Vec<Paymethod>, Error> {
        Ok(self.get::<Items<Paymethod>>("/paymethods/", &[]).await?.items)
    }

    /// The countries that a webshop delivers to.
    ///
    /// # Errors
    /// Any [`Error`] of a read.
    pub async fn geozone_countries(&self, webshop: i64) -> Result<Vec<GeozoneCountry>, Error> {
        let path = format!("/webshops/{webshop}/geozonecountries/");
        Ok(self.get::<Items<GeozoneCountry>>(&path, &[]).await?.items)
    }
}
