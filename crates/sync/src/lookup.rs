//! Finds the order that a person means: by its id, or by its number if only one order has it.

use bookkeeping::Language;
use store::{ConnectionId, OrderRecord};

use crate::Service;
use crate::fault::{Code, Fault, say};

impl Service {
    /// The order of this id, in one connection or in whichever has it.
    ///
    /// # Errors
    /// If there is none, or several connections have it and none was named.
    pub async fn find_order(
        &self,
        id: i64,
        connection: Option<&ConnectionId>,
    ) -> Result<OrderRecord, Fault> {
        let found = self.with_id(id, connection).await?;
        self.only(found, &id.to_string())
    }

    /// The order with this id or, if there is none, the only one with this number. Numbers are not
    /// unique, not even within a shop.
    ///
    /// # Errors
    /// If there is none, or more than one.
    pub async fn find_named(
        &self,
        name: &str,
        connection: Option<&ConnectionId>,
    ) -> Result<OrderRecord, Fault> {
        let name = name.trim();
        // With a zero in front it can only be a number.
        let id = name.parse().ok().filter(|id: &i64| id.to_string() == name);
        let mut found = match id {
            Some(id) => self.with_id(id, connection).await?,
            None => Vec::new(),
        };
        if found.is_empty() {
            let all = self.store.orders(connection, None).await;
            let all = all.map_err(|error| self.database(&error))?;
            for own in all.iter().filter(|own| own.number.eq_ignore_ascii_case(name)) {
                let record = self.store.order(&own.connection, own.order_id).await;
                found.extend(record.map_err(|error| self.database(&error))?);
            }
        }
        self.only(found, name)
    }

    async fn with_id(
        &self,
        id: i64,
        connection: Option<&ConnectionId>,
    ) -> Result<Vec<OrderRecord>, Fault> {
        let mut found = self.store.find_order(id).await.map_err(|error| self.database(&error))?;
        found.retain(|order| connection.is_none_or(|own| *own == order.connection));
        Ok(found)
    }

    fn only(&self, mut found: Vec<OrderRecord>, name: &str) -> Result<OrderRecord, Fault> {
        match (found.pop(), found.is_empty()) {
            (Some(order), true) => Ok(order),
            (None, _) => Err(self.no_order(name)),
            (Some(last), false) => {
                found.push(last);
                Err(self.several_orders(&found, name))
            }
        }
    }

    fn no_order(&self, name: &str) -> Fault {
        let message = match self.language() {
            Language::Nl => format!("Er is geen bestelling met id of nummer '{name}'."),
            Language::En => format!("There is no order with id or number '{name}'."),
        };
        let hint = say(
            self.language(),
            "`sluitend orders` noemt de id's en de nummers.",
            "`sluitend orders` lists the ids and the numbers.",
        );
        Fault::new(Code::NotFound, message, hint)
    }

    fn several_orders(&self, found: &[OrderRecord], name: &str) -> Fault {
        let first = found.first().map(|own| own.order_id);
        if found.iter().all(|own| Some(own.order_id) == first) {
            let message = match self.language() {
                Language::Nl => format!("Meer dan één koppeling heeft bestelling {name}."),
                Language::En => format!("More than one connection has order {name}."),
            };
            let hint = say(
                self.language(),
                "Kies er een met --connection.",
                "Choose one with --connection.",
            );
            return Fault::new(Code::Usage, message, hint);
        }
        let ids: Vec<String> = found.iter().map(|own| own.order_id.to_string()).collect();
        let ids = ids.join(", ");
        let (message, hint) = match self.language() {
            Language::Nl => (
                format!("Meer dan één bestelling heeft nummer {name}."),
                format!("Geef het id: {ids}."),
            ),
            Language::En => {
                (format!("More than one order has number {name}."), format!("Give the id: {ids}."))
            }
        };
        Fault::new(Code::Usage, message, hint)
    }
}
