//! Invoices of the shop and their rows (ccvshop-api.md §4).

use jiff::Timestamp;
use remote::wire;
use rust_decimal::Decimal;
use serde::Deserialize;

use crate::{Client, Error, OrderRow, Page};

/// Which invoices to list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InvoiceQuery {
    /// Only those of orders with this number.
    pub order_number_full: Option<String>,
    /// Offset of the first, from 0.
    pub start: u32,
}

/// Whether an invoice asks for money or gives it back.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum InvoiceKind {
    /// It asks for money.
    #[default]
    Debit,
    /// It gives it back.
    Credit,
}

/// An invoice of the shop.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Invoice {
    /// Id.
    #[serde(deserialize_with = "wire::whole_required")]
    pub id: i64,
    /// The number that people see.
    #[serde(rename = "invoicenumber_full", deserialize_with = "wire::text_or_empty")]
    pub number: String,
    /// When it was made.
    #[serde(deserialize_with = "crate::instant::required")]
    pub create_date: Timestamp,
    /// `paid`, `unpaid` or `reimbursed`.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub status: String,
    /// Debit or credit.
    #[serde(default, rename = "type", deserialize_with = "kind")]
    pub kind: InvoiceKind,
    /// Total to pay.
    #[serde(deserialize_with = "crate::amount::required")]
    pub total_price: Decimal,
    /// VAT in it.
    #[serde(deserialize_with = "crate::amount::required")]
    pub total_tax: Decimal,
    /// ISO 4217 code.
    #[serde(deserialize_with = "wire::text_or_empty")]
    pub currency: String,
    /// The order it belongs to.
    #[serde(default, rename = "order", deserialize_with = "order_id")]
    pub order_id: Option<i64>,
}

fn kind<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<InvoiceKind, D::Error> {
    Ok(match wire::text_or_empty(deserializer)?.as_str() {
        "credit" => InvoiceKind::Credit,
        _ => InvoiceKind::Debit,
    })
}

/// The id at the end of a link, with or without a slash behind it.
fn order_id<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<i64>, D::Error> {
    let link = wire::text_or_empty(deserializer)?;
    Ok(link.trim_end_matches('/').rsplit('/').next().and_then(|id| id.parse().ok()))
}

impl Client {
    /// One page of the shop's invoices, by id.
    ///
    /// # Errors
    /// Any [`Error`] of a read.
    pub async fn invoices(&self, query: &InvoiceQuery) -> Result<Page<Invoice>, Error> {
        let mut pairs = vec![
            ("start", query.start.to_string()),
            ("size", "100".to_owned()),
            ("orderby", "id".to_owned()),
        ];
        let number = query.order_number_full.clone();
        pairs.extend(number.map(|number| ("ordernumber_full", number)));
        self.page("/invoices/", &pairs).await
    }

    /// One invoice, or `None` if the shop does not have it.
    ///
    /// # Errors
    /// Any [`Error`] of a read.
    pub async fn invoice(&self, id: i64) -> Result<Option<Invoice>, Error> {
        self.get_if_any(&format!("/invoices/{id}/")).await
    }

    /// All rows of an invoice; they have the form of an order's.
    ///
    /// # Errors
    /// Any [`Error`] of a read; a row that cannot be read is one.
    pub async fn invoice_rows(&self, invoice: i64) -> Result<Vec<OrderRow>, Error> {
        self.all(&format!("/invoices/{invoice}/invoicerows/"), &[]).await
    }
}
