//! Shapes: those of the real samples, and their noise.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::client::{Client, simple};

/// The members of the real order of 2022 (ccvshop-api.md §13), in their order.
const ORDER: &str = "href id ordernumber_prefix ordernumber ordernumber_full invoicenumber \
    transaction_id create_date deliver_method deliver_date take_out_window is_platform_sale \
    orderedinlng status is_completed paid safety_deposit_returned paymethod_id paymethod \
    paymethod_label taxes_included order_row_taxes_included shipping_taxes_included \
    shipping_tax_percentage is_intra_community_order total_orderrow_price total_shipping \
    total_discounts total_price currency total_tax total_weight extra_payment_option \
    extra_payment_option_price extra_payment_option_no_sentprice \
    extra_payment_option_pay_on_pickup extra_price paymethod_costs credit_point_discount \
    extra_costs extra_costs_description track_and_trace_code track_and_trace_carrier \
    track_and_trace_deeplink reservationnumber delivery_option user discountcoupon customer \
    pickup_address packing_slip_deeplink orderrows ordernotes ordermessages ordernotifications \
    orderaffiliatenetworks orderlabels invoices";

const ROW: &str = "href id order_id product_type product_name product_name_google product_number \
    sub_product_number sub_sku_number sub_ean_number product_id product_href count price \
    product_purchase_price discount custom_price tax unit weight memo package_id package_name \
    stock_location supplier user_discount original_price selling_price price_without_discount \
    price_without_discount_with_attributes total_price total_extra_option_price \
    price_with_attributes total_price_with_attributes attributes uploads parent";

const CUSTOMER: &str = "billingaddress deliveryaddress email_invoice email_invoice_company \
    email_invoice_union email customertype bankaccount iban bic bank tenname bankname btw kvk \
    reference reservationnumber income branche branch website clubcity clubcomment clubname \
    beurs fair stand booth carbrand cartype carweight birthdate birthplace birthtime cardnumber \
    findus ssnnumber zzppass costcentre";

fn members(value: &Value) -> BTreeSet<String> {
    value.as_object().unwrap().keys().cloned().collect()
}

#[tokio::test]
async fn an_order_without_noise_has_the_members_of_a_real_one() {
    let client = Client::with(0, |options| options.switches.replies.noise = false);
    let id = client.shop.add_order(simple());
    let reply = client.get(&format!("/orders/{id}/")).await;
    let order = reply.json();
    let mut expected: BTreeSet<String> = ORDER.split_whitespace().map(str::to_owned).collect();
    expected.extend(["terminalreceipts".into(), "fiscaltransactionsignatures".into()]);
    assert_eq!(members(&order), expected);
    let positions: Vec<usize> = ORDER
        .split_whitespace()
        .filter(|name| !["id", "href", "reservationnumber", "invoices"].contains(name))
        .map(|name| reply.text.find(&format!("\"{name}\":")).unwrap())
        .collect();
    assert!(positions.is_sorted(), "the members stand in the order of the real reply");
    let expected: BTreeSet<String> = CUSTOMER.split_whitespace().map(str::to_owned).collect();
    assert_eq!(members(&order["customer"]), expected);
    assert_eq!(order["customer"]["deliveryaddress"]["country_code"], Value::Null);
    assert_eq!(order["customer"]["deliveryaddress"]["street"], "");
    let row = &client.items(&format!("/orders/{id}/orderrows/")).await[0];
    let mut expected: BTreeSet<String> = ROW.split_whitespace().map(str::to_owned).collect();
    expected.insert("calculator_href".into());
    assert_eq!(members(row), expected);
}

/// The forms that a member takes among these values.
fn forms(values: &[Value], path: &str) -> BTreeSet<&'static str> {
    let form = |value: &Value| match value.pointer(path) {
        None => "absent",
        Some(Value::Null) => "null",
        Some(Value::String(text)) if text.is_empty() => "empty",
        Some(Value::String(_)) => "text",
        Some(Value::Number(_)) => "number",
        Some(_) => "other",
    };
    values.iter().map(form).collect()
}

#[tokio::test]
async fn noise_takes_every_form() {
    let client = Client::lively();
    let orders = client.items("/orders/?size=250").await;
    assert_eq!(forms(&orders, "/user/id"), ["null", "number", "text"].into());
    assert_eq!(forms(&orders, "/user/href"), ["absent", "null", "text"].into());
    assert_eq!(forms(&orders, "/paymethod_id"), ["number", "text"].into());
    assert_eq!(forms(&orders, "/transaction_id"), ["empty", "null", "text"].into());
    assert_eq!(forms(&orders, "/customer/btw"), ["empty", "null", "text"].into());
    assert_eq!(forms(&orders, "/customer/deliveryaddress"), ["null", "other"].into());
    assert_eq!(forms(&orders, "/carbon_footprint"), ["absent", "null", "other"].into());
    assert_eq!(forms(&orders, "/id"), ["number"].into());
}

#[tokio::test]
async fn baskets_have_no_number_and_a_link_to_go_on() {
    let client = Client::lively();
    let basket = &client.items("/orders/?is_completed=false").await[0];
    for name in ["ordernumber", "ordernumber_full", "ordernumber_prefix", "status"] {
        assert!(basket[name].is_null(), "{name}");
    }
    assert!(basket["basket_href"].is_string());
    let order = &client.items("/orders/").await[0];
    assert!(order.get("basket_href").is_none() && order.get("checkout_href").is_none());
}

#[tokio::test]
async fn amounts_never_show_binary_noise() {
    let client = Client::lively();
    let text = client.get("/orders/?size=250").await.text;
    let longest = text
        .split(|letter: char| !letter.is_ascii_digit() && letter != '.')
        .filter_map(|number| number.split_once('.'))
        .map(|(_, decimals)| decimals.len())
        .max();
    // Kilograms have three decimals, doubled by counts of three decimals.
    assert!(longest.is_some_and(|longest| longest <= 6), "{longest:?}");
    assert!(!text.contains(".0,") && !text.contains(".00,"), "whole numbers have no decimals");
}

#[tokio::test]
async fn errors_can_lose_their_code_and_be_signed() {
    let client = Client::with(0, |options| {
        options.switches.replies.error_codes = false;
        options.switches.replies.signed_errors = true;
    });
    let reply = client.get("/orders/5/").await;
    assert_eq!(reply.status, 404);
    assert!(reply.json().get("code").is_none());
    assert!(reply.header("x-hash").is_some());
}
