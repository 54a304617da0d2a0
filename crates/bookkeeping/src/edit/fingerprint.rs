//! Whether two readings of an order are the same to the books.

use rust_decimal::Decimal;
use sha2::{Digest, Sha256};

use crate::Order;

/// SHA-256, in hexadecimal digits, of all that decides what an order comes to and where it is booked:
/// amounts, percentages, rows, and where the goods went. Not of names and descriptions, nor of status
/// and payment, which are looked at by themselves.
pub fn fingerprint(order: &Order) -> String {
    let mut hash = Sha256::new();
    hash.update(order.shop.to_be_bytes());
    hash.update(order.id.to_be_bytes());
    let customer = &order.customer;
    let (country, postcode) = order.destination().unzip();
    for text in [
        order.currency.as_str(),
        &order.deliver_method,
        country.as_ref().map(crate::Country::code).unwrap_or_default(),
        postcode.unwrap_or_default(),
        customer.vat_number.trim(),
    ] {
        hash.update(text);
        hash.update([0]);
    }
    hash.update(
        [
            order.taxes_included,
            order.row_taxes_included,
            order.shipping_taxes_included,
            order.intra_community,
            order.platform_sale,
        ]
        .map(u8::from),
    );
    for amount in [
        order.total_price,
        order.total_tax,
        order.shipping_percentage,
        order.shipping,
        order.payment_costs,
        order.option_price,
        order.extra_costs,
        order.points_discount,
        order.discounts,
    ] {
        hash.update(bytes(amount));
    }
    for row in &order.rows {
        for amount in [row.quantity, row.unit_price, row.total, row.percentage] {
            hash.update(bytes(amount));
        }
        hash.update([u8::from(row.is_deposit)]);
    }
    hex::encode(hash.finalize())
}

/// The same bytes for the same amount, however many zeros it was written with.
fn bytes(amount: Decimal) -> [u8; 16] {
    amount.normalize().serialize()
}
