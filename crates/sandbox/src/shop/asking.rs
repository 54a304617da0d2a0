//! What the merchant asks a customer for.

use super::Shop;
use super::model::Order;
use crate::generate::vat_number;

impl Shop {
    /// Puts a VAT number on an order, as a merchant does who asked the customer for it. False if
    /// there is no such order, or if no number can be made for the customer's country.
    pub fn fill_in_vat_number(&self, order: i64) -> bool {
        let number = self.order(order).and_then(|order| Self::likely_vat_number(&order));
        number.is_some_and(|number| {
            self.edit_order(order, |order| order.customer.vat_number = number)
        })
    }

    /// The number that the customer of an order would give; none if none can be made for its country.
    pub(super) fn likely_vat_number(order: &Order) -> Option<String> {
        vat_number(&order.customer.billing.country_code, order.id)
    }
}
