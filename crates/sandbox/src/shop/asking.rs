//! What the merchant asks a customer for.

use super::Shop;
use crate::generate::vat_number;

impl Shop {
    /// Puts a VAT number on an order, as a merchant does who asked the customer for it. False if
    /// there is no such order, or if no number can be made for the customer's country.
    pub fn fill_in_vat_number(&self, order: i64) -> bool {
        let country = self.order(order).map(|order| order.customer.billing.country_code);
        let Some(number) = country.and_then(|code| vat_number(&code, order)) else { return false };
        self.edit_order(order, |order| order.customer.vat_number = number)
    }
}
