//! The invoices that the shop made itself.

use jiff::{SignedDuration, Timestamp};

use super::calendar::amsterdam;
use crate::shop::model::{Charges, Invoice, InvoiceKind, InvoiceStatus, Number, Order, RowType};

/// One in so many invoiced orders had a row taken back, which was credited.
const CREDITED: usize = 60;

/// An invoice for every order that was sent. Some orders lose a row that their invoice has, with
/// a credit invoice for it. Returns the orders as they are now, and the invoices.
pub(super) fn invoices(mut orders: Vec<Order>, now: Timestamp) -> (Vec<Order>, Vec<Invoice>) {
    let mut invoices = Series::default();
    let sent = |order: &&mut Order| matches!(order.status, Some(5..=7));
    for (turn, order) in orders.iter_mut().filter(sent).enumerate() {
        let later = |hours: i64| {
            let moment = order.create_date.saturating_add(SignedDuration::from_hours(hours));
            moment.unwrap_or(now).min(now)
        };
        let (sent_at, returned_at) = (later(0), later(9 * 24));
        let status = if order.paid { InvoiceStatus::Paid } else { InvoiceStatus::Unpaid };
        invoices.add(order.clone(), InvoiceKind::Debit, status, sent_at);
        let is_simple = order.coupon.is_none()
            && order.charges.discount.is_zero()
            && order.charges.points.is_zero()
            && order.rows.iter().all(|row| row.kind == RowType::Product);
        if turn % CREDITED == CREDITED - 1 && is_simple && order.rows.len() > 1 {
            let taken_back = order.rows.pop();
            let credit = Order {
                rows: taken_back.into_iter().collect(),
                charges: Charges::default(),
                ..order.clone()
            };
            invoices.add(credit, InvoiceKind::Credit, InvoiceStatus::Reimbursed, returned_at);
        }
    }
    (orders, invoices.made)
}

/// Invoices with numbers that start again every year.
#[derive(Default)]
struct Series {
    made: Vec<Invoice>,
    last: Option<(i16, i64)>,
}

impl Series {
    fn add(&mut self, order: Order, kind: InvoiceKind, status: InvoiceStatus, at: Timestamp) {
        let year = at.to_zoned(amsterdam()).year();
        let running = match self.last {
            Some((before, running)) if before >= year => running + 1,
            _ => 1,
        };
        let year = self.last.map_or(year, |(before, _)| before.max(year));
        self.last = Some((year, running));
        self.made.push(Invoice {
            id: 5_001 + i64::try_from(self.made.len()).unwrap_or(0) * 3,
            number: Number {
                prefix: Some(format!("F{year}-")),
                running,
                full: format!("F{year}-{running:05}"),
            },
            create_date: at,
            status,
            kind,
            external_reference: None,
            order,
        });
    }
}
