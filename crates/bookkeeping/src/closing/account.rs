//! One order on both sides: what the shop sold, and what Moneybird holds for it.

use std::collections::HashMap;

use super::{Amounts, Edit, Evidence, Held, Key, RateAmount, Sale};
use crate::edit::sold as sold_of;
use crate::{Invoice, Money, VatRow, order_of_source};

/// An order with its invoices.
#[derive(Debug)]
pub(super) struct Account<'a> {
    pub(super) sale: &'a Sale,
    /// The invoice that it was booked as.
    pub(super) own: Option<&'a Held>,
    /// That invoice, where it is on a day outside the period now and so counts as none.
    pub(super) moved: Option<&'a Held>,
    /// Other invoices of the same order.
    pub(super) twins: Vec<&'a Held>,
    /// What it comes to, part by part.
    pub(super) parts: Vec<Part>,
    /// What has changed in the shop since the invoice was decided, by the row that it falls in.
    pub(super) edited: Vec<(Key, Amounts)>,
    /// Whether its amounts are in another currency, and so cannot be added to anything here.
    pub(super) is_foreign: bool,
}

/// A part of an order: what falls in one row of the statement.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) key: Key,
    pub(super) tax_rate: Option<String>,
    /// What the shop sold; none for what it did not, or no longer does.
    pub(super) shop: Option<Amounts>,
    /// What Moneybird holds.
    pub(super) booked: Option<Amounts>,
}

impl Part {
    /// Shop less books.
    pub(super) fn difference(&self) -> Amounts {
        self.shop.unwrap_or_default() - self.booked.unwrap_or_default()
    }
}

/// Sets every order beside its invoices.
pub(super) fn accounts<'a>(evidence: &'a Evidence) -> Vec<Account<'a>> {
    let mut by_id: HashMap<&str, &Held> = HashMap::new();
    let mut by_order: HashMap<i64, Vec<&Held>> = HashMap::new();
    for held in &evidence.held {
        by_id.insert(&held.id, held);
        if let Some(order) = order_of_source(&held.source_url, evidence.shop) {
            by_order.entry(order).or_default().push(held);
        }
    }
    let account = |sale: &'a Sale| {
        let of_order = by_order.get(&sale.order).map(Vec::as_slice).unwrap_or_default();
        // One whose id did not reach us carries the order's address all the same.
        let own = sale.standing.invoice().and_then(|id| by_id.get(id)).or(of_order.first());
        let own = own.copied();
        let is_twin = |held: &&&Held| own.is_none_or(|own| own.id != held.id);
        let twins = of_order.iter().filter(is_twin).copied().collect();
        let is_moved = |held: &&Held| Some(held.id.as_str()) == sale.standing.invoice();
        let moved = evidence.moved.iter().find(is_moved).filter(|_| own.is_none());
        Account { moved, ..Account::new(sale, own, twins, &evidence.currency) }
    };
    evidence.sales.iter().map(account).collect()
}

impl<'a> Account<'a> {
    fn new(sale: &'a Sale, own: Option<&'a Held>, twins: Vec<&'a Held>, currency: &str) -> Self {
        let is_foreign = sale.currency != currency;
        let invoice = sale.invoice.as_ref().filter(|_| !is_foreign);
        let rows = invoice.map(|invoice| invoice.vat.as_slice()).unwrap_or_default();
        let (booked, others) = booked_rows(rows, own);
        let mut parts: Vec<Part> = rows
            .iter()
            .zip(booked)
            .map(|(row, booked)| Part {
                key: Key::Sold(row.case, row.country, row.percentage),
                tax_rate: Some(row.tax_rate.clone()),
                shop: sale.is_sold.then(|| sold(row, booked)),
                booked,
            })
            .collect();
        parts.extend(others.into_iter().map(|(tax_rate, booked)| Part {
            key: Key::Rate(tax_rate.clone()),
            tax_rate: Some(tax_rate),
            shop: None,
            booked: Some(booked),
        }));
        if invoice.is_none() && sale.is_sold && !is_foreign {
            let vat = Money::round(sale.tax);
            let shop = Some(Amounts { net: Money::round(sale.total) - vat, vat });
            parts.push(Part { key: Key::Unassigned, tax_rate: None, shop, booked: None });
        }
        let edited = match invoice {
            Some(invoice) if sale.is_sold => edited(sale, invoice),
            _ => Vec::new(),
        };
        Self { sale, own, moved: None, twins, parts, edited, is_foreign }
    }

    /// How many orders it stands for.
    pub(super) fn orders(&self) -> u64 {
        u64::try_from(self.sale.orders.len()).unwrap_or(u64::MAX)
    }

    /// What the invoice was decided to come to, VAT included.
    pub(super) fn decided(&self) -> Money {
        self.sale.invoice.as_ref().map_or(Money::round(self.sale.total), |own| own.total)
    }

    /// Shop less books, without what was edited.
    pub(super) fn difference(&self) -> Amounts {
        let mut difference = Amounts::default();
        for part in &self.parts {
            difference += part.difference();
        }
        difference
    }
}

/// What changed in the shop. Where its new rows are not known, neither is the VAT in the difference.
fn edited(sale: &Sale, invoice: &Invoice) -> Vec<(Key, Amounts)> {
    let unplaced = |net| (Key::Unassigned, Amounts { net, vat: Money::ZERO });
    if sale.edits.is_empty() {
        // Read as it was read when the invoice was decided.
        let change = invoice.charged(sale.total, sale.tax) - invoice.total;
        return if change.is_zero() { Vec::new() } else { vec![unplaced(change)] };
    }
    let mut changes = Vec::new();
    for edit in &sale.edits {
        match edit {
            Edit::Unplaced(change) => changes.push(unplaced(*change)),
            Edit::Placed(parts) => changes.extend(placed(parts)),
        }
    }
    changes
}

/// As a correction of these parts would book them.
fn placed(parts: &[crate::edit::Part]) -> impl Iterator<Item = (Key, Amounts)> {
    let sold = sold_of(parts.iter().map(|part| (&part.place, part.amount)));
    sold.into_iter().map(|own| {
        let key = Key::Sold(own.case, own.country, own.percentage);
        (key, Amounts { net: own.net, vat: own.vat })
    })
}

/// What the shop sold in one row. The law lets an administration round VAT per line or per total,
/// as long as it is consistent (art. 5a Uitvoeringsbesluit omzetbelasting 1968), so the shop's
/// amounts are rounded in the way in which this invoice was.
fn sold(row: &VatRow, booked: Option<Amounts>) -> Amounts {
    let by_line = booked.is_some_and(|booked| booked.vat == row.vat_by_line);
    let vat = if by_line { row.vat_by_line } else { row.vat };
    Amounts { net: row.net + row.vat - vat, vat }
}

/// What Moneybird holds for each row of an invoice, and what it holds at rates that no row has.
/// Where rows share a tax rate, each gets what was sent and the last of them what is left.
fn booked_rows(
    rows: &[VatRow],
    held: Option<&Held>,
) -> (Vec<Option<Amounts>>, Vec<(String, Amounts)>) {
    let Some(held) = held else { return (vec![None; rows.len()], Vec::new()) };
    let mut left: HashMap<&str, Amounts> = HashMap::new();
    for rate in &held.rates {
        *left.entry(&rate.tax_rate).or_default() += rate.amounts();
    }
    let shared = |at: usize| rows[at + 1..].iter().any(|row| row.tax_rate == rows[at].tax_rate);
    let mut booked = Vec::with_capacity(rows.len());
    for (at, row) in rows.iter().enumerate() {
        let rest = left.entry(&row.tax_rate).or_default();
        let own = if shared(at) { Amounts { net: row.net, vat: row.vat } } else { *rest };
        *rest = *rest - own;
        booked.push(Some(own));
    }
    let mut others: Vec<(String, Amounts)> = left
        .into_iter()
        .filter(|(_, amounts)| !amounts.is_zero())
        .map(|(rate, amounts)| (rate.to_owned(), amounts))
        .collect();
    others.sort_by(|one, other| one.0.cmp(&other.0));
    (booked, others)
}

impl Held {
    /// Net and VAT of the whole invoice.
    pub(super) fn amounts(&self) -> Amounts {
        let mut sum = Amounts::default();
        for rate in &self.rates {
            sum += rate.amounts();
        }
        sum
    }
}

impl RateAmount {
    pub(super) fn amounts(&self) -> Amounts {
        Amounts { net: self.net, vat: self.vat }
    }
}
