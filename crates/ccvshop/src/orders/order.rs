//! An order as CCV Shop tells it.

use jiff::Timestamp;
use remote::wire;
use rust_decimal::Decimal;
use serde::Deserialize;

use crate::{Customer, Unreadable, decode};

/// An order. Amounts are in its currency; whether those of rows, shipping and costs include VAT
/// says `order_row_taxes_included`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "the flags are CCV Shop's, and independent")]
pub struct Order {
    /// Id; unique where the number is not.
    #[serde(deserialize_with = "wire::whole_required")]
    pub id: i64,
    /// The number that people see, prefix included; none while the checkout is not finished.
    #[serde(default, deserialize_with = "wire::text")]
    pub ordernumber_full: Option<String>,
    /// When it was placed.
    #[serde(deserialize_with = "crate::instant::required")]
    pub create_date: Timestamp,
    /// `shipping`, `delivery` or `pickup`.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub deliver_method: String,
    /// Sold through a platform that owes the VAT itself.
    #[serde(default, deserialize_with = "wire::truth")]
    pub is_platform_sale: bool,
    /// Status number, 1 to 14; none while the checkout is not finished.
    #[serde(default, deserialize_with = "wire::whole")]
    pub status: Option<i64>,
    /// Whether the checkout is finished; not the status *completed*.
    #[serde(default, deserialize_with = "wire::truth")]
    pub is_completed: bool,
    /// The paid flag.
    #[serde(default, deserialize_with = "wire::truth")]
    pub paid: bool,
    /// Payment method.
    #[serde(default, deserialize_with = "wire::whole")]
    pub paymethod_id: Option<i64>,
    /// Payment method as customers see it.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub paymethod_label: String,
    /// Whether taxes are counted in the total; false hides all of them.
    #[serde(deserialize_with = "wire::truth")]
    pub taxes_included: bool,
    /// Whether row prices include VAT.
    #[serde(deserialize_with = "wire::truth")]
    pub order_row_taxes_included: bool,
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
    /// Coupon and cart discounts; the sign is not documented.
    #[serde(default, deserialize_with = "wire::decimal_or_zero")]
    pub total_discounts: Decimal,
    /// Total to pay.
    #[serde(deserialize_with = "crate::amount::required")]
    pub total_price: Decimal,
    /// VAT in the total.
    #[serde(deserialize_with = "crate::amount::required")]
    pub total_tax: Decimal,
    /// ISO 4217 code.
    #[serde(deserialize_with = "wire::text_or_empty")]
    pub currency: String,
    /// Name of a chosen extra payment or delivery option.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub extra_payment_option: String,
    /// Its price.
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
    /// The account that ordered.
    #[serde(default)]
    user: Option<User>,
    /// The coupon used, as it was then.
    #[serde(default)]
    pub discountcoupon: Option<Coupon>,
    /// Who bought.
    #[serde(default)]
    pub customer: Option<Customer>,
}

/// The coupon that was used: a snapshot of it, not the amount deducted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Coupon {
    /// Its code; empty when none was used.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub code: String,
    /// Whether it makes shipping free.
    #[serde(default, deserialize_with = "wire::truth")]
    pub givesfreeshipping: bool,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
struct User {
    #[serde(default, deserialize_with = "wire::whole")]
    id: Option<i64>,
}

impl Order {
    /// The account that ordered; none for a guest.
    pub fn account(&self) -> Option<i64> {
        self.user.as_ref().and_then(|user| user.id)
    }

    /// Reads an order as the API gives it, such as from a file.
    ///
    /// # Errors
    /// What is wrong with it, and where.
    pub fn from_json(bytes: &[u8]) -> Result<Self, Unreadable> {
        serde_json::from_slice(bytes).map_err(|error| Unreadable {
            position: 0,
            id: std::str::from_utf8(bytes).ok().and_then(decode::id_of),
            reason: error.to_string(),
        })
    }
}
