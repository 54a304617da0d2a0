//! An order as CCV Shop tells it.

use jiff::Timestamp;
use remote::wire;
use rust_decimal::Decimal;
use serde::Deserialize;

use crate::{Customer, PickupPoint, Unreadable, decode, nested};

/// An order. Amounts are in its currency; whether those of rows, shipping and costs include VAT
/// says `order_row_taxes_included`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "the flags are CCV Shop's, and independent")]
pub struct Order {
    /// Id; unique where the number is not.
    #[serde(deserialize_with = "wire::whole_required")]
    pub id: i64,
    /// Prefix of the number that people see, its dash included.
    #[serde(default, deserialize_with = "wire::text")]
    pub ordernumber_prefix: Option<String>,
    /// The running number; none while the checkout is not finished. Not unique.
    #[serde(default, deserialize_with = "wire::whole")]
    pub ordernumber: Option<i64>,
    /// The number that people see, prefix included; none while the checkout is not finished.
    #[serde(default, deserialize_with = "wire::text")]
    pub ordernumber_full: Option<String>,
    /// The old, editable invoice number; invoices have a resource of their own.
    #[serde(default, deserialize_with = "wire::text")]
    pub invoicenumber: Option<String>,
    /// The payment provider's last transaction id.
    #[serde(default, deserialize_with = "wire::text")]
    pub transaction_id: Option<String>,
    /// When it was placed, to the minute.
    #[serde(deserialize_with = "crate::instant::required")]
    pub create_date: Timestamp,
    /// `shipping`, `delivery` or `pickup`.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub deliver_method: String,
    /// Sold through a platform that owes the VAT itself.
    #[serde(default, deserialize_with = "wire::truth")]
    pub is_platform_sale: bool,
    /// Language of the order, such as `nl`.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub orderedinlng: String,
    /// Status number, 1 to 14; none while the checkout is not finished.
    #[serde(default, deserialize_with = "wire::whole")]
    pub status: Option<i64>,
    /// Whether the checkout is finished; not the status *completed*.
    #[serde(default, deserialize_with = "wire::truth")]
    pub is_completed: bool,
    /// The paid flag, the only state of payment that an order has.
    #[serde(deserialize_with = "wire::truth_required")]
    pub paid: bool,
    /// Whether the deposit (borg) was given back.
    #[serde(default, deserialize_with = "wire::truth")]
    pub safety_deposit_returned: bool,
    /// Payment method.
    #[serde(default, deserialize_with = "wire::whole")]
    pub paymethod_id: Option<i64>,
    /// Technical name of the payment method, such as `BankTransfer`.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub paymethod: String,
    /// Payment method as customers see it.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub paymethod_label: String,
    /// Whether taxes are counted in the total; false hides all of them.
    #[serde(deserialize_with = "wire::truth_required")]
    pub taxes_included: bool,
    /// Whether row prices include VAT.
    #[serde(deserialize_with = "wire::truth_required")]
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
    /// The shop's "total of rows", which seems to hold shipping too: not for arithmetic (§5.1).
    #[serde(default, deserialize_with = "wire::decimal")]
    pub total_orderrow_price: Option<Decimal>,
    /// Shipping costs.
    #[serde(default, deserialize_with = "wire::decimal_or_zero")]
    pub total_shipping: Decimal,
    /// Coupon and cart discounts; the sign is not documented.
    #[serde(default, deserialize_with = "wire::decimal_or_zero")]
    pub total_discounts: Decimal,
    /// Total to pay.
    #[serde(deserialize_with = "wire::decimal_required")]
    pub total_price: Decimal,
    /// VAT in the total.
    #[serde(deserialize_with = "wire::decimal_required")]
    pub total_tax: Decimal,
    /// ISO 4217 code.
    #[serde(deserialize_with = "wire::text_required")]
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
    /// Reservation number.
    #[serde(default, deserialize_with = "wire::text")]
    pub reservationnumber: Option<String>,
    /// The account that ordered.
    #[serde(default, deserialize_with = "nested::object")]
    user: Option<User>,
    /// The coupon used, as it was then.
    #[serde(default, deserialize_with = "nested::object")]
    pub discountcoupon: Option<Coupon>,
    /// Who bought.
    #[serde(default, deserialize_with = "nested::object")]
    pub customer: Option<Customer>,
    /// Where the customer collects the goods; not where they are delivered for VAT.
    #[serde(default, deserialize_with = "nested::object")]
    pub pickup_address: Option<PickupPoint>,
}

/// The coupon that was used: a snapshot of it, not the amount deducted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Coupon {
    /// Its code; empty when none was used.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub code: String,
    /// A percentage or an amount; what it took off is in [`Order::total_discounts`].
    #[serde(default, deserialize_with = "wire::decimal_or_zero")]
    pub discount: Decimal,
    /// Which of the two; the words are not documented.
    #[serde(default, rename = "type", deserialize_with = "wire::text_or_empty")]
    pub kind: String,
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
        decode::one(decode::text(bytes)?, 0, &[])
    }
}
