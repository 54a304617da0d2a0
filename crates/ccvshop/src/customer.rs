//! Who bought (ccvshop-api.md §3). Only what an invoice needs is read: birth dates, social security
//! numbers and the like never leave the bytes of the answer.

use remote::wire;
use serde::Deserialize;

use crate::nested;

/// A customer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Customer {
    /// Billing address.
    #[serde(default, deserialize_with = "nested::object")]
    pub billingaddress: Option<Address>,
    /// Delivery address; all empty when it is the billing address.
    #[serde(default, deserialize_with = "nested::object")]
    pub deliveryaddress: Option<Address>,
    /// E-mail address.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub email: String,
    /// Another address, for invoices.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub email_invoice: String,
    /// Another address, for invoices to the company.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub email_invoice_company: String,
    /// `b2c` or `b2b`.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub customertype: String,
    /// VAT number as typed.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub btw: String,
    /// Chamber of commerce number as typed.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub kvk: String,
    /// The customer's own reference.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub reference: String,
    /// The customer's cost centre.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub costcentre: String,
}

/// An address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Address {
    /// Company.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub company: String,
    /// First name; billing only.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub first_name: String,
    /// Last name; billing only.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub last_name: String,
    /// Whole name.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub full_name: String,
    /// First line.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub address_line_1: String,
    /// Second line.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub address_line_2: String,
    /// Street.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub street: String,
    /// House number.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub housenumber: String,
    /// What follows it.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub housenumber_suffix: String,
    /// Postcode as typed.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub zipcode: String,
    /// City.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub city: String,
    /// Province.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub province: String,
    /// The country's name in the language of the order; do not map on it.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub country: String,
    /// ISO 3166-1 alpha-2 code; none on an address that is empty.
    #[serde(default, deserialize_with = "wire::text")]
    pub country_code: Option<String>,
    /// Telephone, unformatted.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub telephone: String,
    /// Mobile telephone, unformatted.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub mobile: String,
}

impl Address {
    /// Street and house number: the first line, or its parts where only those are given.
    pub fn first_line(&self) -> String {
        if !self.address_line_1.is_empty() {
            return self.address_line_1.clone();
        }
        let parts = [&self.street, &self.housenumber, &self.housenumber_suffix];
        let parts: Vec<&str> =
            parts.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        parts.join(" ")
    }
}

/// A place where goods are collected.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct PickupPoint {
    /// The carrier's code of the place.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub code: String,
    /// Name of the place.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub company: String,
    /// Street.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub street: String,
    /// House number.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub housenumber: String,
    /// What follows it.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub housenumber_suffix: String,
    /// Postcode.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub zipcode: String,
    /// City.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub city: String,
    /// Country; whether name or code is not documented.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub country: String,
}
