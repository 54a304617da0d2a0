//! A credit invoice of CCV Shop, as bookkeeping needs it.

use bookkeeping::{Credit, Order};
use ccvshop::{Invoice, OrderRow};

use super::order::{customer, rows};

/// Whether the shop says that the money of a credit invoice went back.
pub fn is_settled(invoice: &Invoice) -> bool {
    matches!(invoice.status.as_str(), "paid" | "reimbursed")
}

/// Translates an invoice with its rows; what it does not say itself is taken from its order, where
/// that is known.
pub fn credit(
    shop: i64,
    order: i64,
    invoice: &Invoice,
    rows: &[OrderRow],
    known: Option<&Order>,
) -> Credit {
    Credit {
        id: invoice.id,
        number: invoice.number.clone(),
        made_at: invoice.create_date,
        is_settled: is_settled(invoice),
        lowers: None,
        part: part(shop, order, invoice, rows, known),
    }
}

/// What an invoice bills or takes back, as an order.
pub fn part(
    shop: i64,
    order: i64,
    invoice: &Invoice,
    own_rows: &[OrderRow],
    known: Option<&Order>,
) -> Order {
    let theirs = invoice.customer.clone().unwrap_or_default();
    Order {
        shop,
        id: order,
        number: invoice.order_number.clone().unwrap_or_default(),
        invoice_number: Some(invoice.number.clone()),
        placed_at: known.map_or(invoice.create_date, |own| own.placed_at),
        ready_at: known.and_then(|own| own.ready_at),
        status: known.and_then(|own| own.status),
        paid: known.is_none_or(|own| own.paid),
        currency: invoice.currency.clone(),
        total_price: invoice.total_price,
        total_tax: invoice.total_tax,
        taxes_included: invoice.taxes_included,
        row_taxes_included: invoice.invoice_row_taxes_included,
        shipping_taxes_included: invoice.shipping_taxes_included,
        shipping_percentage: invoice.shipping_tax_percentage,
        shipping: invoice.total_shipping,
        payment_costs: invoice.paymethod_costs,
        option_price: invoice.extra_payment_option_price,
        option_name: known.map(|own| own.option_name.clone()).unwrap_or_default(),
        extra_costs: invoice.extra_costs,
        extra_costs_description: invoice.extra_costs_description.clone(),
        points_discount: invoice.credit_point_discount,
        discounts: invoice.total_discounts,
        coupon_code: known.map(|own| own.coupon_code.clone()).unwrap_or_default(),
        intra_community: invoice.is_intra_community_order,
        platform_sale: known.is_some_and(|own| own.platform_sale),
        payment_method: known.and_then(|own| own.payment_method),
        payment_method_name: known.map(|own| own.payment_method_name.clone()).unwrap_or_default(),
        deliver_method: known.map(|own| own.deliver_method.clone()).unwrap_or_default(),
        customer: known.map_or_else(|| customer(&theirs, None), |own| own.customer.clone()),
        rows: rows(own_rows),
    }
}
