//! Invoices of the shop and their rows (ccvshop-api.md §4).

use jiff::Timestamp;
use remote::wire;
use rust_decimal::Decimal;
use serde::Deserialize;

use crate::page::Listing;
use crate::{Client, Customer, Direction, Error, OrderRow, Page, nested};

/// Which invoices to list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvoiceQuery {
    /// Only those of orders with this number.
    pub order_number_full: Option<String>,
    /// Only the one with this number.
    pub number_full: Option<String>,
    /// Only those in this status: `paid`, `unpaid` or `reimbursed`.
    pub status: Option<String>,
    /// Offset of the first, from 0.
    pub start: u32,
    /// How many at most; CCV Shop may give fewer.
    pub size: u32,
    /// By id, which way.
    pub direction: Direction,
}

impl Default for InvoiceQuery {
    fn default() -> Self {
        Self {
            order_number_full: None,
            number_full: None,
            status: None,
            start: 0,
            size: 100,
            direction: Direction::Ascending,
        }
    }
}

impl InvoiceQuery {
    fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = vec![("orderby", self.direction.field().to_owned())];
        let filters = [
            ("ordernumber_full", &self.order_number_full),
            ("invoicenumber_full", &self.number_full),
            ("status", &self.status),
        ];
        pairs.extend(filters.into_iter().filter_map(|(name, own)| Some((name, own.clone()?))));
        pairs
    }
}

/// Whether an invoice asks for money or gives it back.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum InvoiceKind {
    /// It asks for money.
    #[default]
    Debit,
    /// It gives it back.
    Credit,
    /// A word that is not documented.
    Other,
}

/// An invoice of the shop: the difference between the order and its invoices before. Amounts are in
/// its currency; their signs on credit invoices are not documented.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "the flags are CCV Shop's, and independent")]
pub struct Invoice {
    /// Id.
    #[serde(deserialize_with = "wire::whole_required")]
    pub id: i64,
    /// The number that people see.
    #[serde(rename = "invoicenumber_full", deserialize_with = "wire::text_or_empty")]
    pub number: String,
    /// The number of its order that people see.
    #[serde(default, rename = "ordernumber_full", deserialize_with = "wire::text")]
    pub order_number: Option<String>,
    /// When it was made.
    #[serde(deserialize_with = "crate::instant::required")]
    pub create_date: Timestamp,
    /// `paid`, `unpaid` or `reimbursed`.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub status: String,
    /// Debit or credit; debit where nothing is told.
    #[serde(default, rename = "type", deserialize_with = "kind")]
    pub kind: InvoiceKind,
    /// Whether taxes are counted in the total; false hides all of them.
    #[serde(deserialize_with = "wire::truth_required")]
    pub taxes_included: bool,
    /// Whether row prices include VAT.
    #[serde(deserialize_with = "wire::truth_required")]
    pub invoice_row_taxes_included: bool,
    /// Whether shipping counts in `total_tax`.
    #[serde(default, deserialize_with = "wire::truth")]
    pub shipping_taxes_included: bool,
    /// VAT percentage on shipping.
    #[serde(default, deserialize_with = "wire::decimal_or_zero")]
    pub shipping_tax_percentage: Decimal,
    /// Marked as an intra-Community supply.
    #[serde(default, deserialize_with = "wire::truth")]
    pub is_intra_community_order: bool,
    /// Shipping costs.
    #[serde(default, deserialize_with = "wire::decimal_or_zero")]
    pub total_shipping: Decimal,
    /// Discounts, coupons included; the sign is not documented.
    #[serde(default, deserialize_with = "wire::decimal_or_zero")]
    pub total_discounts: Decimal,
    /// Total including VAT.
    #[serde(default, deserialize_with = "wire::decimal")]
    pub total_price_inc_tax: Option<Decimal>,
    /// Total excluding VAT.
    #[serde(default, deserialize_with = "wire::decimal")]
    pub total_price_exc_tax: Option<Decimal>,
    /// Total to pay.
    #[serde(deserialize_with = "wire::decimal_required")]
    pub total_price: Decimal,
    /// VAT in it.
    #[serde(deserialize_with = "wire::decimal_required")]
    pub total_tax: Decimal,
    /// ISO 4217 code.
    #[serde(deserialize_with = "wire::text_required")]
    pub currency: String,
    /// Price of a chosen extra payment or delivery option.
    #[serde(default, deserialize_with = "wire::decimal_or_zero")]
    pub extra_payment_option_price: Decimal,
    /// Payment surcharge.
    #[serde(default, deserialize_with = "wire::decimal_or_zero")]
    pub paymethod_costs: Decimal,
    /// Discount from loyalty points; the sign is not documented.
    #[serde(default, deserialize_with = "wire::decimal_or_zero")]
    pub credit_point_discount: Decimal,
    /// Other costs; negative is a discount.
    #[serde(default, deserialize_with = "wire::decimal_or_zero")]
    pub extra_costs: Decimal,
    /// What the shop calls them.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub extra_costs_description: String,
    /// Its number at a third party.
    #[serde(default, deserialize_with = "wire::text")]
    pub external_reference: Option<String>,
    /// Who bought.
    #[serde(default, deserialize_with = "nested::object")]
    pub customer: Option<Customer>,
    /// The order it belongs to, from the link to it.
    #[serde(default, rename = "order", deserialize_with = "nested::linked_id")]
    pub order_id: Option<i64>,
}

fn kind<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<InvoiceKind, D::Error> {
    Ok(match wire::text_or_empty(deserializer)?.as_str() {
        "" | "debit" => InvoiceKind::Debit,
        "credit" => InvoiceKind::Credit,
        _ => InvoiceKind::Other,
    })
}

impl Client {
    /// One page of the shop's invoices. Filters that the shop may ignore are the caller's to check.
    ///
    /// # Errors
    /// Any [`Error`] of a read.
    pub async fn invoices(&self, query: &InvoiceQuery) -> Result<Page<Invoice>, Error> {
        let listing = Listing { path: "/invoices/", query: query.pairs() };
        self.page(&listing, query.start, query.size).await
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
        self.all(&format!("/invoices/{invoice}/invoicerows/")).await
    }
}
