//! A row of an order as CCV Shop tells it.

use remote::wire;
use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::{Unreadable, decode};

/// A row. Whether its amounts include VAT says the order.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct OrderRow {
    /// Id.
    #[serde(default, deserialize_with = "wire::whole")]
    pub id: Option<i64>,
    /// `product`; other words are deposits.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub product_type: String,
    /// Name at order time.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub product_name: String,
    /// Article number.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub product_number: String,
    /// Product; none for a free row.
    #[serde(default, deserialize_with = "wire::whole")]
    pub product_id: Option<i64>,
    /// Quantity; decimals are possible.
    #[serde(default, deserialize_with = "wire::decimal_or_zero")]
    pub count: Decimal,
    /// VAT percentage.
    #[serde(default, deserialize_with = "wire::decimal_or_zero")]
    pub tax: Decimal,
    /// Unit, such as `stuk`.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub unit: String,
    /// Price of one after discount.
    #[serde(default, deserialize_with = "wire::decimal")]
    pub selling_price: Option<Decimal>,
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
    /// rows, or a collection with `items`.
    ///
    /// # Errors
    /// What is wrong with the first that cannot be read.
    pub fn list_from_json(bytes: &[u8]) -> Result<Vec<Self>, Unreadable> {
        #[derive(Deserialize)]
        struct Collection {
            items: Vec<Box<RawValue>>,
        }
        let odd = |error: serde_json::Error| Unreadable {
            position: 0,
            id: None,
            reason: error.to_string(),
        };
        let text = bytes.trim_ascii_start();
        let raw: Vec<Box<RawValue>> = if text.starts_with(b"[") {
            serde_json::from_slice(text).map_err(odd)?
        } else if let Ok(collection) = serde_json::from_slice::<Collection>(text) {
            collection.items
        } else {
            vec![serde_json::from_slice(text).map_err(odd)?]
        };
        let (rows, unreadable) = decode::items(&raw);
        match unreadable.into_iter().next() {
            Some(odd) => Err(odd),
            None => Ok(rows),
        }
    }
}
