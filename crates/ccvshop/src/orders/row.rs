//! A row of an order as CCV Shop tells it.

use remote::wire;
use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::Unreadable;
use crate::decode::{self, Envelope};

/// A row. Whether its amounts include VAT says the order.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct OrderRow {
    /// Id.
    #[serde(default, deserialize_with = "wire::whole")]
    pub id: Option<i64>,
    /// Order.
    #[serde(default, deserialize_with = "wire::whole")]
    pub order_id: Option<i64>,
    /// `product`; other words are deposits.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub product_type: String,
    /// Name at order time.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub product_name: String,
    /// Article number.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub product_number: String,
    /// Article number of the variant.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub sub_product_number: String,
    /// SKU of the variant.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub sub_sku_number: String,
    /// EAN of the variant.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub sub_ean_number: String,
    /// Product; none for a free row.
    #[serde(default, deserialize_with = "wire::whole")]
    pub product_id: Option<i64>,
    /// Quantity; decimals are possible.
    #[serde(deserialize_with = "wire::decimal_required")]
    pub count: Decimal,
    /// Price of one before discount.
    #[serde(default, deserialize_with = "wire::decimal")]
    pub price: Option<Decimal>,
    /// Amount off the price of one.
    #[serde(default, deserialize_with = "wire::decimal")]
    pub discount: Option<Decimal>,
    /// VAT percentage.
    #[serde(deserialize_with = "wire::decimal_required")]
    pub tax: Decimal,
    /// Unit, such as `stuk`.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub unit: String,
    /// Free text.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub memo: String,
    /// Price of one after discount.
    #[serde(default, deserialize_with = "wire::decimal")]
    pub selling_price: Option<Decimal>,
    /// Price of the chosen options, for the row.
    #[serde(default, deserialize_with = "wire::decimal")]
    pub total_extra_option_price: Option<Decimal>,
    /// Price of one after discount, options in.
    #[serde(default, deserialize_with = "wire::decimal")]
    pub price_with_attributes: Option<Decimal>,
    /// Total of the row; whether options are in is not documented.
    #[serde(default, deserialize_with = "wire::decimal")]
    pub total_price: Option<Decimal>,
    /// Total of the row after discount, options in: the one to use.
    #[serde(default, deserialize_with = "wire::decimal")]
    pub total_price_with_attributes: Option<Decimal>,
    /// Chosen options.
    #[serde(default)]
    pub attributes: Option<Vec<RowOption>>,
}

/// A chosen option of a row.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct RowOption {
    /// What was chosen, such as the colour.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub option_name: String,
    /// The choice.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub value_name: String,
    /// What it adds to the price of one.
    #[serde(default, deserialize_with = "wire::decimal")]
    pub price: Option<Decimal>,
}

impl OrderRow {
    /// Whether it is a deposit. The words for deposits are not documented; a product is `product`.
    pub fn is_deposit(&self) -> bool {
        !self.product_type.is_empty() && self.product_type != "product"
    }

    /// What the row comes to: with options where that is told.
    pub fn total(&self) -> Option<Decimal> {
        self.total_price_with_attributes.or(self.total_price)
    }

    /// Reads the rows of an order as the API gives them, such as from a file: one row, a list of
    /// rows, or a collection with `items`. Links to further pages are not followed.
    ///
    /// # Errors
    /// What is wrong with the first that cannot be read.
    pub fn list_from_json(bytes: &[u8]) -> Result<Vec<Self>, Unreadable> {
        let text = decode::text(bytes)?;
        let raw: Vec<Box<RawValue>> = if text.trim_start().starts_with('[') {
            decode::one(text, 0, &[])?
        } else {
            let envelope: Envelope = decode::one(text, 0, &[])?;
            match envelope.items() {
                Some(items) => items.to_vec(),
                None => vec![decode::one(text, 0, &[])?],
            }
        };
        let (rows, unreadable) = decode::items(&raw, &[]);
        match unreadable.into_iter().next() {
            Some(odd) => Err(odd),
            None => Ok(rows),
        }
    }
}
