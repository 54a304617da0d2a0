//! Which records are of one customer.

use std::collections::BTreeSet;

use store::{ConnectionId, OrderRecord};

use super::cleared::persons;
use crate::Service;
use crate::fault::Fault;

/// Records that are read at a time.
const PAGE: u32 = 200;

/// Whose data is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whom {
    /// Whoever has this e-mail address.
    Email(String),
    /// Whoever placed this order: all orders with its e-mail address or, where it has none, with the same
    /// account in the shop.
    Order(Box<OrderRecord>),
}

/// By what a customer's records are recognised.
enum Sign {
    Email(String),
    Account(i64),
    Alone(i64),
}

impl Whom {
    fn sign(&self) -> Sign {
        match self {
            Self::Email(address) => Sign::Email(folded(address)),
            Self::Order(record) => {
                let all = persons(record);
                let email = all.iter().map(|own| folded(&own.email)).find(|own| !own.is_empty());
                let account = all.iter().find_map(|own| own.account);
                let alone = Sign::Alone(record.of_order.unwrap_or(record.order_id));
                email.map(Sign::Email).or(account.map(Sign::Account)).unwrap_or(alone)
            }
        }
    }
}

impl Sign {
    fn is_on(&self, record: &OrderRecord) -> bool {
        match self {
            Self::Email(address) => {
                persons(record).iter().any(|own| folded(&own.email) == *address)
            }
            Self::Account(account) => {
                persons(record).iter().any(|own| own.account == Some(*account))
            }
            Self::Alone(order) => record.order_id == *order,
        }
    }
}

fn folded(address: &str) -> String {
    address.trim().to_lowercase()
}

impl Service {
    /// The ids of a customer's orders, and of the credit invoices and corrections that belong to them.
    pub(super) async fn family(
        &self,
        connection: &ConnectionId,
        whom: &Whom,
    ) -> Result<Vec<i64>, Fault> {
        let sign = whom.sign();
        let mut found: BTreeSet<i64> = BTreeSet::new();
        if let Whom::Order(record) = whom {
            found.insert(record.order_id);
            found.extend(record.of_order);
        }
        let mut belonging = Vec::new();
        let mut after = i64::MIN;
        loop {
            let page = self.store.orders_after(connection, after, PAGE).await;
            let page = page.map_err(|error| self.database(&error))?;
            let Some(last) = page.last() else { break };
            after = last.order_id;
            for record in page {
                belonging.extend(record.of_order.map(|order| (order, record.order_id)));
                if sign.is_on(&record) {
                    found.insert(record.order_id);
                    // The order of a credit invoice that names them.
                    found.extend(record.of_order);
                }
            }
        }
        let own = belonging.iter().filter(|(order, _)| found.contains(order)).map(|(_, id)| *id);
        let own: Vec<i64> = own.collect();
        found.extend(own);
        Ok(found.into_iter().collect())
    }
}
