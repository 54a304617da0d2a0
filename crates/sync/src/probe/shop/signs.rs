//! Signs (ccvshop-api.md §2.2, §4.1).

use ccvshop::{Client, Direction, Invoice, InvoiceKind, InvoiceQuery, Order, OrderRow};
use rust_decimal::Decimal;

use super::told;
use crate::fault::Halt;
use crate::probe::{Answer, Finding, Probe, Question};

/// How many of the newest invoices are looked through for a credit.
const NEWEST: u32 = 250;

impl Probe {
    pub(in crate::probe) async fn signs(&mut self, shop: &Client) -> Result<Vec<Finding>, Halt> {
        let coupons = self.sample.iter().filter_map(|order| order.discountcoupon.as_ref());
        let types = coupons.map(|coupon| coupon.kind.as_str());
        Ok(vec![
            self.sign(Question::DiscountSign, |order| order.total_discounts),
            self.sign(Question::PointsSign, |order| order.credit_point_discount),
            self.credit(shop).await?,
            self.words(Question::CouponTypes, types),
        ])
    }

    fn sign(&self, question: Question, amount: impl Fn(&Order) -> Decimal) -> Finding {
        let amounts: Vec<Decimal> =
            self.sample.iter().map(amount).filter(|amount| !amount.is_zero()).collect();
        let above = amounts.iter().filter(|amount| **amount > Decimal::ZERO).count();
        let answer = match (amounts.len(), above) {
            (0, _) => Answer::Untold,
            (all, above) if all == above => Answer::Positive,
            (_, 0) => Answer::Negative,
            _ => Answer::Unclear,
        };
        self.finding(question, answer, amounts.len().to_string())
    }

    async fn credit(&self, shop: &Client) -> Result<Finding, Halt> {
        let question = Question::CreditSigns;
        let query = InvoiceQuery {
            size: NEWEST,
            direction: Direction::Descending,
            ..InvoiceQuery::default()
        };
        let page = match told(shop.invoices(&query).await, self)? {
            Ok(page) => page,
            Err(said) => return Ok(self.finding(question, Answer::Unclear, said)),
        };
        let is_credit = |invoice: &&Invoice| {
            invoice.kind == InvoiceKind::Credit && !invoice.total_price.is_zero()
        };
        let Some(credit) = page.items.iter().find(is_credit) else {
            return Ok(self.untold(
                question,
                "Geen creditfactuur bij de nieuwste facturen.",
                "No credit invoice among the newest invoices.",
            ));
        };
        Ok(match told(shop.invoice_rows(credit.id).await, self)? {
            Ok(rows) => self.finding(question, shown(credit, &rows), String::new()),
            Err(said) => self.finding(question, Answer::Unclear, said),
        })
    }
}

/// How a credit invoice shows what it is.
fn shown(credit: &Invoice, rows: &[OrderRow]) -> Answer {
    let any_count = rows.iter().any(|row| row.count < Decimal::ZERO);
    let any_price = rows.iter().filter_map(|row| row.price).any(|price| price < Decimal::ZERO);
    match (credit.total_price < Decimal::ZERO, any_count, any_price) {
        (true, true, false) => Answer::NegativeCounts,
        (true, false, true) => Answer::NegativePrices,
        (false, false, false) => Answer::Positive,
        _ => Answer::Unclear,
    }
}
