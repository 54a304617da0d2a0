//! The administrations that a token opens.

use jiff::civil::Date;
use remote::wire;
use serde::Deserialize;

use crate::{AdministrationId, Books, Client, Currency, Error, decode};

/// One set of books.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Administration {
    /// Id.
    pub id: AdministrationId,
    /// Name.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub name: String,
    /// The currency that it is kept in.
    pub currency: Currency,
    /// ISO 3166-1 alpha-2 code of its country.
    #[serde(default, deserialize_with = "wire::text")]
    pub country: Option<String>,
    /// IANA name of the zone in which its days begin and end.
    #[serde(default, deserialize_with = "wire::text")]
    pub time_zone: Option<String>,
    /// The last day of the locked period. Moneybird writes a day or an instant; of an instant this
    /// is the day as it is written there (moneybird-api.md §2.4).
    #[serde(default, deserialize_with = "decode::optional_date")]
    pub period_locked_until: Option<Date>,
    /// The first day of the first year with bookings.
    #[serde(default, deserialize_with = "decode::optional_date")]
    pub period_start_date: Option<Date>,
    /// Whether it is suspended.
    #[serde(default, deserialize_with = "wire::truth")]
    pub suspended: bool,
}

impl Client {
    /// All administrations that the token opens; needs no scope.
    ///
    /// # Errors
    /// Any [`Error`] of a read.
    pub async fn administrations(&self) -> Result<Vec<Administration>, Error> {
        self.list(&self.get("/administrations.json", &[])).await
    }
}

impl Books {
    /// What Moneybird tells of this administration, or `None` if the token no longer opens it.
    ///
    /// # Errors
    /// Any [`Error`] of a read.
    pub async fn administration(&self) -> Result<Option<Administration>, Error> {
        let all = self.client.administrations().await?;
        Ok(all.into_iter().find(|own| own.id == *self.id()))
    }
}
