//! An order.

use jiff::Timestamp;
use rust_decimal::Decimal;

use super::{Account, Charges, Coupon, Customer, Row, Taxes};

/// An order, or a basket whose checkout was not finished.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// Unique among orders; nought asks the shop for a new one.
    pub id: i64,
    /// The number people see; none while the checkout is not finished.
    pub number: Option<Number>,
    /// When it was ordered; whole minutes.
    pub create_date: Timestamp,
    /// 1 to 14 (ccvshop-api.md §2.3); none while the checkout is not finished.
    pub status: Option<u8>,
    /// Whether the checkout was finished. Has nothing to do with status 7.
    pub is_completed: bool,
    /// The paid flag.
    pub paid: bool,
    /// How it is, or will be, paid.
    pub payment: PaymentChoice,
    /// How it gets to the customer.
    pub delivery: Delivery,
    /// What is special about the sale, for VAT.
    pub sale: Sale,
    /// Language of the order, such as `nl`.
    pub language: String,
    /// ISO 4217 code.
    pub currency: String,
    /// Which amounts hold VAT.
    pub taxes: Taxes,
    /// Costs and discounts on the whole order.
    pub charges: Charges,
    /// The coupon that was used. What it is worth is in [`Charges::discount`].
    pub coupon: Option<Coupon>,
    /// The account; none for a guest.
    pub account: Option<Account>,
    /// Who bought.
    pub customer: Customer,
    /// What was bought.
    pub rows: Vec<Row>,
    /// Added to `total_price`, so that the order does not add up. Nought in an honest shop.
    pub misprint: Decimal,
}

impl Order {
    /// A finished, paid order of status 7 by a guest in the Netherlands, without costs, in a shop
    /// whose prices include VAT. The shop gives it an id and a number when it is added.
    pub fn of(rows: Vec<Row>, create_date: Timestamp) -> Self {
        Self {
            id: 0,
            number: None,
            create_date,
            status: Some(7),
            is_completed: true,
            paid: true,
            payment: PaymentChoice {
                id: 12,
                name: "iDEAL".to_owned(),
                label: "iDEAL".to_owned(),
                transaction: None,
            },
            delivery: Delivery::Shipping { track_and_trace: None },
            sale: Sale::Ordinary,
            language: "nl".to_owned(),
            currency: "EUR".to_owned(),
            taxes: Taxes::including(Decimal::from(21)),
            charges: Charges::default(),
            coupon: None,
            account: None,
            customer: Customer::example(),
            rows,
            misprint: Decimal::ZERO,
        }
    }

    /// `ordernumber_full`, or nothing for a basket.
    pub fn number_full(&self) -> &str {
        self.number.as_ref().map_or("", |number| &number.full)
    }

    /// Country that the goods go to, as an ISO 3166-1 alpha-2 code.
    pub fn destination(&self) -> &str {
        let customer = &self.customer;
        &customer.delivery.as_ref().unwrap_or(&customer.billing).country_code
    }
}

/// The number of an order or invoice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// What stands in front, the dash included: `2026-`.
    pub prefix: Option<String>,
    /// The running number, which starts again every year.
    pub running: i64,
    /// As people see it; the only form with leading zeros.
    pub full: String,
}

impl Number {
    /// The `running`th number of a year: `2026-0017`.
    pub fn of_year(year: i16, running: i64) -> Self {
        Self { prefix: Some(format!("{year}-")), running, full: format!("{year}-{running:04}") }
    }
}

/// How an order is paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentChoice {
    /// Id of the paymethod.
    pub id: i64,
    /// Technical name: `BankTransfer`.
    pub name: String,
    /// What the customer saw: `Vooraf overmaken`.
    pub label: String,
    /// The payment provider's id of the payment.
    pub transaction: Option<String>,
}

/// How goods get to the customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Delivery {
    /// By a carrier.
    Shipping {
        /// Carrier and code.
        track_and_trace: Option<(String, String)>,
    },
    /// By the shop's own van, in this hour.
    Own {
        /// Begin of the window.
        from: Timestamp,
        /// End of the window.
        until: Timestamp,
    },
    /// Fetched at the shop.
    Pickup {
        /// Begin of the window.
        from: Timestamp,
        /// End of the window.
        until: Timestamp,
    },
}

/// What is special about a sale, for VAT.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sale {
    /// Nothing.
    Ordinary,
    /// Marked as an intra-Community supply.
    IntraCommunity,
    /// Sold through a platform that owes the VAT itself.
    Platform,
}
