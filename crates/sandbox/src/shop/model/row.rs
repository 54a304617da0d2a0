//! A row of an order.

use rust_decimal::Decimal;

/// What a row is (`product_type`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowType {
    /// Goods or services.
    Product,
    /// Statiegeld, without VAT.
    ContainerDeposit,
    /// Borg, without VAT.
    SafetyDeposit,
}

/// A row of an order. Prices are of one unit, with or without VAT as the order says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Unique among rows; nought asks the shop for a new one.
    pub id: i64,
    /// What it is.
    pub kind: RowType,
    /// Name at order time.
    pub name: String,
    /// Article number, or empty.
    pub article: String,
    /// The product; none for a row that was typed in.
    pub product: Option<i64>,
    /// How many; may have decimals.
    pub count: Decimal,
    /// `stuk`, `kg`, …
    pub unit: String,
    /// Price of one, before discount.
    pub price: Decimal,
    /// What one costs the shop, without VAT.
    pub purchase_price: Decimal,
    /// Discount on one, an amount.
    pub discount: Decimal,
    /// VAT percentage.
    pub tax: Decimal,
    /// Weight of one, in kg.
    pub weight: Decimal,
    /// Free text.
    pub memo: String,
    /// Chosen options.
    pub options: Vec<RowOption>,
}

impl Row {
    /// `count` pieces of goods at `price` each.
    pub fn product(name: &str, count: Decimal, price: Decimal, tax: Decimal) -> Self {
        Self {
            id: 0,
            kind: RowType::Product,
            name: name.to_owned(),
            article: String::new(),
            product: None,
            count,
            unit: "stuk".to_owned(),
            price,
            purchase_price: Decimal::ZERO,
            discount: Decimal::ZERO,
            tax,
            weight: Decimal::ZERO,
            memo: String::new(),
            options: Vec::new(),
        }
    }

    /// The deposit on `count` containers.
    pub fn container_deposit(name: &str, count: Decimal, price: Decimal) -> Self {
        let row = Self::product(name, count, price, Decimal::ZERO);
        Self { kind: RowType::ContainerDeposit, ..row }
    }
}

/// An option that was chosen with a product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowOption {
    /// Unique among option values.
    pub id: i64,
    /// `Maling`
    pub name: String,
    /// `Filter`
    pub value: String,
    /// What it adds to the price of one.
    pub price: Decimal,
}
