//! Changes to an order (ccvshop-api.md §2.5).

use rust_decimal::Decimal;

use crate::shop::answer::{Answer, Refusal};
use crate::shop::input::Input;
use crate::shop::model::{Order, Row, RowType, Sale};
use crate::shop::request::Call;
use crate::shop::state::State;

/// What PATCH takes, as far as this shop does something with it.
const MEMBERS: [&str; 15] = [
    "paid",
    "status",
    "total_shipping",
    "paymethod_costs",
    "extra_costs",
    "extra_costs_description",
    "taxes_included",
    "order_row_taxes_included",
    "shipping_taxes_included",
    "is_intra_community_order",
    "is_platform_sale",
    "currency",
    "note",
    "mail",
    "orderrows",
];

const ROW_MEMBERS: [&str; 12] = [
    "product_type",
    "auto_create_deposit_rows",
    "product_id",
    "product_name",
    "product_number",
    "count",
    "price",
    "product_purchase_price",
    "discount",
    "tax",
    "unit",
    "memo",
];

/// Changes the order `id`, which exists.
pub(super) fn change(call: &Call<'_>, state: &mut State, id: i64) -> Result<Answer, Refusal> {
    let input = Input::parse(call.body, &MEMBERS)?;
    let mut order =
        state.orders.get(&id).cloned().ok_or_else(|| Refusal::gone("order", &id.to_string()))?;
    progress(&input, &mut order)?;
    amounts(&input, &mut order)?;
    if let Some(rows) = input.objects("orderrows", &ROW_MEMBERS)? {
        order.rows = rows.iter().map(row).collect::<Result<_, _>>()?;
    }
    state.put(order);
    Ok(Answer::Done)
}

fn progress(input: &Input, order: &mut Order) -> Result<(), Refusal> {
    if let Some(paid) = input.value("paid")? {
        order.paid = paid;
    }
    if let Some(status) = input.value::<u8>("status")? {
        if !(1..=14).contains(&status) {
            return Err(Refusal::input("status is 1 to 14."));
        }
        order.status = Some(status);
    }
    for (name, sale) in
        [("is_intra_community_order", Sale::IntraCommunity), ("is_platform_sale", Sale::Platform)]
    {
        match input.value(name)? {
            Some(true) => order.sale = sale,
            Some(false) if order.sale == sale => order.sale = Sale::Ordinary,
            _ => {}
        }
    }
    if let Some(currency) = input.value("currency")? {
        order.currency = currency;
    }
    // Read only to refuse the wrong type; the sandbox sends no mail.
    input.value::<String>("note")?;
    input.value::<bool>("mail")?;
    Ok(())
}

fn amounts(input: &Input, order: &mut Order) -> Result<(), Refusal> {
    for (name, amount) in [
        ("total_shipping", &mut order.charges.shipping),
        ("paymethod_costs", &mut order.charges.payment),
        ("extra_costs", &mut order.charges.extra),
    ] {
        if let Some(value) = input.amount(name)? {
            *amount = value;
        }
    }
    if let Some(description) = input.value("extra_costs_description")? {
        order.charges.extra_description = description;
    }
    for (name, flag) in [
        ("taxes_included", &mut order.taxes.shown),
        ("order_row_taxes_included", &mut order.taxes.in_rows),
        ("shipping_taxes_included", &mut order.taxes.on_shipping),
    ] {
        if let Some(value) = input.value(name)? {
            *flag = value;
        }
    }
    Ok(())
}

fn row(input: &Input) -> Result<Row, Refusal> {
    let kind: Option<String> = input.value("product_type")?;
    let kind = match kind.as_deref() {
        None | Some("product") => RowType::Product,
        Some("container_deposit") => RowType::ContainerDeposit,
        Some("safety_deposit") => RowType::SafetyDeposit,
        Some(_) => return Err(Refusal::input("product_type is not known.")),
    };
    // Deposit rows are not added by themselves: the sandbox has no product list to look in.
    input.value::<bool>("auto_create_deposit_rows")?;
    let amount = |name: &str| input.amount(name);
    let name: String = input.value("product_name")?.unwrap_or_default();
    let count = amount("count")?.ok_or_else(|| Refusal::input("count is missing."))?;
    let price = amount("price")?.unwrap_or_default();
    let tax = amount("tax")?.unwrap_or(Decimal::from(21));
    Ok(Row {
        kind,
        product: input.value("product_id")?,
        article: input.value("product_number")?.unwrap_or_default(),
        purchase_price: amount("product_purchase_price")?.unwrap_or_default(),
        discount: amount("discount")?.unwrap_or_default(),
        unit: input.value("unit")?.unwrap_or_else(|| "stuk".to_owned()),
        memo: input.value("memo")?.unwrap_or_default(),
        ..Row::product(&name, count, price, tax)
    })
}
