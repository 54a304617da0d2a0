//! An order of CCV Shop, as bookkeeping needs it.

use bookkeeping::{Country, Customer, Order, Row};
use ccvshop::{Address, OrderRow};

/// Translates an order and its rows.
pub fn order(shop: i64, order: &ccvshop::Order, rows: &[OrderRow]) -> Order {
    Order {
        shop,
        id: order.id,
        number: order.ordernumber_full.clone().unwrap_or_default(),
        invoice_number: None,
        placed_at: order.create_date,
        ready_at: None,
        status: order.status,
        paid: order.paid,
        currency: order.currency.clone(),
        total_price: order.total_price,
        total_tax: order.total_tax,
        taxes_included: order.taxes_included,
        row_taxes_included: order.order_row_taxes_included,
        shipping_taxes_included: order.shipping_taxes_included,
        shipping_percentage: order.shipping_tax_percentage,
        shipping: order.total_shipping,
        payment_costs: order.paymethod_costs,
        option_price: order.extra_payment_option_price,
        option_name: order.extra_payment_option.clone(),
        extra_costs: order.extra_costs,
        extra_costs_description: order.extra_costs_description.clone(),
        points_discount: order.credit_point_discount,
        discounts: order.total_discounts,
        coupon_code: order.discountcoupon.as_ref().map(|own| own.code.clone()).unwrap_or_default(),
        intra_community: order.is_intra_community_order,
        platform_sale: order.is_platform_sale,
        payment_method: order.paymethod_id,
        payment_method_name: order.paymethod_label.clone(),
        deliver_method: order.deliver_method.clone(),
        customer: customer(&order.customer.clone().unwrap_or_default(), order.account()),
        rows: self::rows(rows),
    }
}

/// Translates rows. A row that tells no total gets quantity × price.
pub fn rows(rows: &[OrderRow]) -> Vec<Row> {
    rows.iter().map(row).collect()
}

fn row(row: &OrderRow) -> Row {
    let unit_price = row.price_with_attributes.or(row.selling_price).unwrap_or_default();
    let total = row.total().or_else(|| unit_price.checked_mul(row.count)).unwrap_or_default();
    Row {
        name: row.product_name.clone(),
        options: row
            .attributes
            .iter()
            .flatten()
            .map(|option| format!("{}: {}", option.option_name, option.value_name))
            .collect(),
        article: row.product_number.clone(),
        product: row.product_id,
        quantity: row.count,
        unit: row.unit.clone(),
        unit_price,
        total,
        percentage: row.tax,
        is_deposit: row.is_deposit(),
    }
}

pub(super) fn customer(theirs: &ccvshop::Customer, account: Option<i64>) -> Customer {
    let theirs = theirs.clone();
    let billing = theirs.billingaddress.unwrap_or_default();
    let delivery = theirs.deliveryaddress.unwrap_or_default();
    let (first_name, last_name) = names(&billing);
    let phone = if billing.telephone.is_empty() { &billing.mobile } else { &billing.telephone };
    Customer {
        account,
        business: theirs.customertype == "b2b",
        address1: billing.first_line(),
        phone: phone.clone(),
        first_name,
        last_name,
        company: billing.company,
        email: theirs.email,
        vat_number: theirs.btw,
        chamber_of_commerce: theirs.kvk,
        address2: billing.address_line_2,
        postcode: billing.zipcode,
        city: billing.city,
        country: country(billing.country_code.as_deref()),
        delivery_country: country(delivery.country_code.as_deref()),
        delivery_postcode: delivery.zipcode,
        delivery_city: delivery.city,
        forgotten: false,
    }
}

/// First and last name; the whole name is a last name where the parts are not told.
fn names(address: &Address) -> (String, String) {
    if address.first_name.is_empty() && address.last_name.is_empty() {
        return (String::new(), address.full_name.clone());
    }
    (address.first_name.clone(), address.last_name.clone())
}

fn country(code: Option<&str>) -> Option<Country> {
    code.and_then(|code| code.parse().ok())
}
