//! What the shop has invoiced of an order, and what the order was before its credit invoices.

use bookkeeping::{Invoice, Money, Order, Refusal};
use ccvshop::{InvoiceKind, InvoiceQuery};
use rust_decimal::Decimal;

use crate::desk::Desk;
use crate::discover::waiting_credits;
use crate::fault::Halt;
use crate::translate;

/// The shop's invoices of an order.
pub(super) struct Invoiced {
    all: Vec<ccvshop::Invoice>,
}

impl Invoiced {
    /// Reads them.
    pub(super) async fn of(desk: &Desk, order: &Order) -> Result<Self, Halt> {
        let order_number_full = Some(order.number.clone());
        let mut query = InvoiceQuery { order_number_full, ..InvoiceQuery::default() };
        let mut all = Vec::new();
        loop {
            let page = desk.shop.invoices(&query).await.map_err(|error| desk.ccvshop(&error))?;
            let span = u32::try_from(page.items.len() + page.unreadable.len()).unwrap_or(u32::MAX);
            all.extend(page.items.into_iter().filter(|own| own.order_id == Some(order.id)));
            if !page.has_next || span == 0 {
                return Ok(Self { all });
            }
            query.start = query.start.saturating_add(span);
        }
    }

    /// What the debit invoices come to, VAT included. `plan` is what the order was booked as.
    pub(super) fn debit(&self, plan: Option<&Invoice>) -> Money {
        let all = self.all.iter().filter(|own| own.kind != InvoiceKind::Credit);
        all.map(|own| with_vat(own, plan)).sum()
    }

    /// What the credit invoices of these ids come to, VAT included, without a sign.
    pub(super) fn credit(&self, plan: Option<&Invoice>, is_one: impl Fn(i64) -> bool) -> Money {
        let all = self.all.iter().filter(|own| own.kind == InvoiceKind::Credit && is_one(own.id));
        all.map(|own| with_vat(own, plan)).sum()
    }
}

/// What an invoice comes to, VAT included, without a sign. Only invoices have a total that is said
/// to include VAT; where it is absent, `total_price` is read as that of the order was.
fn with_vat(invoice: &ccvshop::Invoice, plan: Option<&Invoice>) -> Money {
    let stated = invoice.total_price_inc_tax.map(Money::round);
    let read = || match plan {
        Some(plan) => plan.charged(invoice.total_price, invoice.total_tax),
        None => Money::round(invoice.total_price),
    };
    stated.unwrap_or_else(read).abs()
}

/// The order as it was before its credit invoices that are booked apart: where they are in its own
/// total already, it is what its other invoices come to.
pub(super) async fn before_credits(
    desk: &Desk,
    order: Order,
) -> Result<Result<Order, Refusal>, Halt> {
    let own = desk.service.store.of_order(desk.id(), order.id).await;
    let apart = waiting_credits(&own.map_err(|error| desk.database(&error))?);
    if apart.is_empty() {
        return Ok(Ok(order));
    }
    let invoiced = Invoiced::of(desk, &order).await?;
    let (debit, credit) = (invoiced.debit(None), invoiced.credit(None, |_| true));
    let kept = invoiced.credit(None, |id| !apart.contains(&id));
    // Nothing is booked yet that tells whether the order's total includes VAT.
    let comes_to = |whole: Money| {
        let sum = order.total_price.saturating_add(order.total_tax);
        let is_without_vat = order.taxes_included && !order.row_taxes_included;
        whole == Money::round(order.total_price) || (is_without_vat && whole == Money::round(sum))
    };
    if comes_to(debit - kept) {
        return Ok(Ok(order));
    }
    if !comes_to(debit - credit) {
        let (debit, credit) = (debit.decimal(), credit.decimal());
        let order = order.total_price;
        return Ok(Err(Refusal::CreditUnclear { order, debit, credit, booked: None }));
    }
    let mut whole = Order { rows: Vec::new(), ..order.clone() };
    let mut parts = Vec::new();
    for invoice in invoiced.all.iter().filter(|own| !apart.contains(&own.id)) {
        let rows = desk.shop.invoice_rows(invoice.id).await;
        let rows = rows.map_err(|error| desk.ccvshop(&error))?;
        parts.push(translate::part(order.shop, order.id, invoice, &rows, Some(&order)));
    }
    add_up(&mut whole, parts);
    Ok(Ok(whole))
}

/// Makes an order of what its invoices bill.
fn add_up(whole: &mut Order, parts: Vec<Order>) {
    let amounts: [fn(&mut Order) -> &mut Decimal; 8] = [
        |own| &mut own.total_price,
        |own| &mut own.total_tax,
        |own| &mut own.shipping,
        |own| &mut own.payment_costs,
        |own| &mut own.option_price,
        |own| &mut own.extra_costs,
        |own| &mut own.points_discount,
        |own| &mut own.discounts,
    ];
    for amount in amounts {
        *amount(whole) = Decimal::ZERO;
    }
    for mut part in parts {
        for amount in amounts {
            let own = *amount(&mut part);
            let sum = amount(whole);
            *sum = sum.saturating_add(own);
        }
        whole.rows.append(&mut part.rows);
    }
}
