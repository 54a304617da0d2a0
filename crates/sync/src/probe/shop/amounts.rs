//! What the shop's amounts mean (ccvshop-api.md §5.1).

use std::collections::{BTreeMap, BTreeSet};

use bookkeeping::{Administration, Settings, decide};
use ccvshop::{Client, Order, OrderRow};
use rust_decimal::Decimal;
use store::Connection;

use super::rounding::{agreed, ways};
use super::told;
use crate::fault::{Halt, say};
use crate::probe::{Answer, Finding, Probe, Question};
use crate::translate;

/// Of how many orders of each sort the rows are read, and of how many altogether.
const OF_EACH: usize = 4;
const ALTOGETHER: usize = 20;

/// How many words of the shop's are quoted, and how much of each.
const MOST_WORDS: usize = 20;
const LONGEST_WORD: usize = 30;

type Read = (Order, Vec<OrderRow>);

/// Whether an order is of a sort.
type Sort<'a> = &'a dyn Fn(&Order) -> bool;

impl Probe {
    pub(in crate::probe) async fn amounts(
        &mut self,
        shop: &Client,
        connection: &Connection,
    ) -> Result<Vec<Finding>, Halt> {
        let mut read: Vec<Read> = Vec::new();
        for order in telling(&self.sample) {
            // Rows that cannot be read tell nothing here; booking reports them.
            if let Ok(rows) = told(shop.order_rows(order.id).await, self)? {
                read.push((order.clone(), rows));
            }
        }
        let rows: Vec<&OrderRow> = read.iter().flat_map(|(_, rows)| rows).collect();
        let types = rows.iter().map(|row| row.product_type.as_str());
        let found: Vec<Vec<Answer>> =
            read.iter().filter_map(|(order, rows)| ways(order, rows)).collect();
        let seen = found.len().to_string();
        Ok(vec![
            self.exclusive(&read),
            self.row_totals(&rows),
            self.finding(Question::ShopRounding, agreed(&found), seen),
            self.readings(&read, connection),
            self.words(Question::ProductTypes, types),
        ])
    }

    /// Whether `total_price` of orders whose rows exclude VAT holds it.
    fn exclusive(&self, read: &[Read]) -> Finding {
        let question = Question::ExclusiveTotal;
        let answers: Vec<Answer> =
            read.iter().filter_map(|(order, rows)| holds_vat(order, rows)).collect();
        let Some(first) = answers.first() else {
            return self.untold(
                question,
                "Geen bestelling exclusief btw bij de nieuwste.",
                "No order that excludes VAT among the newest.",
            );
        };
        let answer = if answers.iter().all(|own| own == first) { *first } else { Answer::Unclear };
        self.finding(question, answer, answers.len().to_string())
    }

    fn row_totals(&self, rows: &[&OrderRow]) -> Finding {
        let in_cents = |amount: Decimal| amount.normalize().scale() <= 2;
        let product = |row: &OrderRow| {
            row.price_with_attributes.or(row.selling_price)?.checked_mul(row.count)
        };
        let broken = |row: &&&OrderRow| product(row).is_some_and(|exact| !in_cents(exact));
        let rounded = rows.iter().filter(broken).filter_map(|row| row.total()).any(in_cents);
        let exact = rows.iter().filter_map(|row| row.total()).any(|total| !in_cents(total));
        let answer = match (rounded, exact) {
            (true, false) => Answer::Cents,
            (_, true) => Answer::Exact,
            (false, false) => Answer::Untold,
        };
        self.finding(Question::RowTotals, answer, rows.len().to_string())
    }

    /// Decides the orders that were read, and counts under which readings they fit.
    fn readings(&self, read: &[Read], connection: &Connection) -> Finding {
        let question = Question::Readings;
        let settings = connection.settings.as_deref().map(Settings::parse);
        let Some(Ok(settings)) = settings else {
            let why = say(
                self.service.language(),
                "De koppeling heeft nog geen instellingen.",
                "The connection has no settings yet.",
            );
            return self.finding(question, Answer::NotAsked, why);
        };
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for (order, rows) in read {
            let order = translate::order(connection.shop_id, order, rows);
            let mapped = Administration::as_mapped(&settings, &order.currency);
            let name = match decide(&order, &connection.shop_url, &settings, &mapped) {
                Ok(invoice) => invoice.hypothesis,
                Err(refusal) => refusal.code().to_owned(),
            };
            *counts.entry(name).or_default() += 1;
        }
        let answer = if counts.is_empty() { Answer::Untold } else { Answer::Told };
        let counts: Vec<String> =
            counts.into_iter().map(|(name, count)| format!("{name} × {count}")).collect();
        self.finding(question, answer, counts.join(", "))
    }

    /// Words of the shop's that no document lists.
    pub(super) fn words<'a>(
        &self,
        question: Question,
        words: impl Iterator<Item = &'a str>,
    ) -> Finding {
        let words: BTreeSet<String> = words
            .filter(|word| !word.is_empty())
            .map(|word| word.chars().take(LONGEST_WORD).collect())
            .collect();
        let answer = if words.is_empty() { Answer::Untold } else { Answer::Told };
        let words: Vec<String> = words.into_iter().take(MOST_WORDS).collect();
        self.finding(question, answer, words.join(", "))
    }
}

/// Some orders of each sort, none twice: those that exclude VAT, those with costs or discounts, and
/// the newest of all.
fn telling(sample: &[Order]) -> Vec<&Order> {
    let excludes = |order: &Order| order.taxes_included && !order.order_row_taxes_included;
    let costs = |order: &Order| {
        !(order.paymethod_costs.is_zero()
            && order.extra_costs.is_zero()
            && order.extra_payment_option_price.is_zero())
    };
    let discounts =
        |order: &Order| !(order.total_discounts.is_zero() && order.credit_point_discount.is_zero());
    let sorts: [(Sort<'_>, usize); 4] =
        [(&excludes, OF_EACH), (&costs, OF_EACH), (&discounts, OF_EACH), (&|_| true, ALTOGETHER)];
    let mut chosen: Vec<&Order> = Vec::new();
    for (sort, most) in sorts {
        let fresh = sample.iter().filter(|order| sort(order));
        let fresh: Vec<&Order> = fresh
            .filter(|order| chosen.iter().all(|own| own.id != order.id))
            .take(most.min(ALTOGETHER.saturating_sub(chosen.len())))
            .collect();
        chosen.extend(fresh);
    }
    chosen
}

/// `None` for an order that does not tell.
fn holds_vat(order: &Order, rows: &[OrderRow]) -> Option<Answer> {
    if order.order_row_taxes_included || !order.taxes_included {
        return None;
    }
    let mut sum = order.total_shipping
        + order.paymethod_costs
        + order.extra_payment_option_price
        + order.extra_costs
        - order.credit_point_discount.abs()
        - order.total_discounts.abs();
    for row in rows {
        sum += row.total()?;
    }
    let lines = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    let tolerance = Decimal::new(1, 2) * Decimal::from(lines.saturating_add(1));
    let is_near = |other: Decimal| (order.total_price - other).abs() <= tolerance;
    match (is_near(sum + order.total_tax), is_near(sum)) {
        (true, true) => None,
        (true, false) => Some(Answer::WithVat),
        (false, true) => Some(Answer::WithoutVat),
        (false, false) => Some(Answer::Unclear),
    }
}
