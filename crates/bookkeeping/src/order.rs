//! An order as bookkeeping needs it: what was charged, to whom, where it went.
//!
//! Amounts are exact decimals in the order's currency, as the shop states them: including VAT when
//! [`Order::row_taxes_included`], excluding it otherwise. Persons' data is limited to what an
//! invoice's contact needs.

use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::Country;

/// An order with its rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "the flags are the shop's, and independent")]
pub struct Order {
    /// The webshop's id in CCV Shop.
    pub shop: i64,
    /// The order's id in CCV Shop. With the shop's id it is the order's identity; its number is not.
    pub id: i64,
    /// The order number that people see, prefix included.
    pub number: String,
    /// The number of the shop's own invoice, where one was made and asked for.
    pub invoice_number: Option<String>,
    /// When the order was placed.
    pub placed_at: Timestamp,
    /// The first moment at which we saw it ready.
    pub ready_at: Option<Timestamp>,
    /// Status number, 1 to 14; absent while the checkout is not finished.
    pub status: Option<i64>,
    /// The shop's paid flag.
    pub paid: bool,
    /// ISO 4217 code.
    pub currency: String,
    /// Total to pay.
    pub total_price: Decimal,
    /// VAT in the total.
    pub total_tax: Decimal,
    /// False for an order without any VAT.
    pub taxes_included: bool,
    /// Whether the amounts of rows (and shipping, costs, discounts) include VAT.
    pub row_taxes_included: bool,
    /// Whether `total_tax` counts the VAT on shipping.
    pub shipping_taxes_included: bool,
    /// VAT percentage on shipping.
    pub shipping_percentage: Decimal,
    /// Shipping costs.
    pub shipping: Decimal,
    /// Surcharge of the payment method.
    pub payment_costs: Decimal,
    /// Price of a chosen extra payment or delivery option.
    pub option_price: Decimal,
    /// Name of that option.
    pub option_name: String,
    /// Other costs; negative is a discount.
    pub extra_costs: Decimal,
    /// What the shop calls them.
    pub extra_costs_description: String,
    /// Discount from loyalty points; the sign is not documented.
    pub points_discount: Decimal,
    /// Coupon and cart discounts; the sign is not documented.
    pub discounts: Decimal,
    /// Code of the coupon used, or empty.
    pub coupon_code: String,
    /// Marked as an intra-Community supply.
    pub intra_community: bool,
    /// Sold through a platform that owes the VAT itself.
    pub platform_sale: bool,
    /// The payment method's id and readable name.
    pub payment_method: Option<i64>,
    /// The payment method as the shop's customers see it.
    pub payment_method_name: String,
    /// `shipping`, `delivery` or `pickup`.
    pub deliver_method: String,
    /// Who bought.
    pub customer: Customer,
    /// What was bought.
    pub rows: Vec<Row>,
}

/// Who bought, and where the goods went.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Customer {
    /// Id of the account in the shop; none for a guest.
    pub account: Option<i64>,
    /// Marked as a business (`b2b`).
    pub business: bool,
    /// Company name, or empty.
    pub company: String,
    /// First name, or empty.
    pub first_name: String,
    /// Last name, or empty.
    pub last_name: String,
    /// E-mail address, or empty.
    pub email: String,
    /// Telephone number, or empty.
    pub phone: String,
    /// VAT number as typed, or empty.
    pub vat_number: String,
    /// Chamber of commerce number, or empty.
    pub chamber_of_commerce: String,
    /// Street and house number of the billing address, or empty.
    pub address1: String,
    /// Second line, or empty.
    pub address2: String,
    /// Postcode of the billing address, or empty.
    pub postcode: String,
    /// City of the billing address, or empty.
    pub city: String,
    /// Country of the billing address.
    pub country: Option<Country>,
    /// Country of the delivery address, where there is one.
    pub delivery_country: Option<Country>,
    /// Postcode of the delivery address, or empty.
    pub delivery_postcode: String,
    /// City of the delivery address, or empty.
    pub delivery_city: String,
    /// Whether the person was forgotten ([`Order::without_person`]).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub forgotten: bool,
}

/// One row of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Product name at order time.
    pub name: String,
    /// Chosen options as `name: value`.
    pub options: Vec<String>,
    /// Article number, or empty.
    pub article: String,
    /// The product's id in the shop.
    pub product: Option<i64>,
    /// Quantity; may have decimals.
    pub quantity: Decimal,
    /// Unit, such as `stuk`; or empty.
    pub unit: String,
    /// Price of one, after discount, options in.
    pub unit_price: Decimal,
    /// Total of the row, after discount, options in.
    pub total: Decimal,
    /// VAT percentage.
    pub percentage: Decimal,
    /// A deposit (statiegeld, borg) rather than goods.
    pub is_deposit: bool,
}

impl Order {
    /// The day on which the order was placed, in Europe/Amsterdam.
    pub fn day(&self) -> Date {
        amsterdam_day(self.placed_at)
    }

    /// Where the goods went, country and postcode: the delivery address, else the billing address.
    pub fn destination(&self) -> Option<(Country, &str)> {
        self.place().map(|(country, postcode, _)| (country, postcode))
    }

    /// The name of the place with VAT rules of its own that the goods went to, if it is one; or may be,
    /// because the customer lives there and the delivery address has no postcode.
    pub fn territory(&self) -> Option<&'static str> {
        let (country, postcode, city) = self.place()?;
        let customer = &self.customer;
        let may_be_home = customer.country == Some(country) && is_blank(postcode);
        country.territory(postcode, city).or_else(|| {
            let at_home = || country.territory(&customer.postcode, &customer.city);
            may_be_home.then(at_home).flatten()
        })
    }

    /// A delivery address without a postcode is filled up from the billing address, if that is in the
    /// same country, and the same city where the delivery address has one.
    fn place(&self) -> Option<(Country, &str, &str)> {
        let customer = &self.customer;
        let billed = customer.country.map(|own| (own, &*customer.postcode, &*customer.city));
        let Some(country) = customer.delivery_country else { return billed };
        let sent = (country, &*customer.delivery_postcode, &*customer.delivery_city);
        if !is_blank(sent.1) {
            return Some(sent);
        }
        let city = sent.2.trim().to_lowercase();
        let is_same = |(own, _, billed): &(Country, &str, &str)| {
            *own == country && (city.is_empty() || billed.trim().to_lowercase() == city)
        };
        let same = billed.filter(is_same);
        Some(same.unwrap_or(sent))
    }
}

/// Whether nothing was filled in, or only signs.
fn is_blank(postcode: &str) -> bool {
    !postcode.contains(|character: char| character.is_ascii_alphanumeric())
}

/// The day in Europe/Amsterdam on which an instant falls; invoices are dated in it.
pub fn amsterdam_day(instant: Timestamp) -> Date {
    // The zone comes with the program (`tzdb-bundle-always`), so it is always there. To look it up
    // takes longer than the rest of a decision.
    static ZONE: LazyLock<TimeZone> =
        LazyLock::new(|| TimeZone::get("Europe/Amsterdam").unwrap_or(TimeZone::UTC));
    ZONE.to_datetime(instant).date()
}
