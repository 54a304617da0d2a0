//! What people are shown of an order, and what they decide about one.

use bookkeeping::{Language, Refusal};
use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;
use store::{ConnectionId, OrderRecord, OrderSummary, State};

use crate::Service;
use crate::fault::{Code, Fault, say};

/// An order as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderView {
    /// The connection.
    pub connection: ConnectionId,
    /// The order's id in the shop.
    pub id: i64,
    /// Its number.
    pub number: String,
    /// Where it stands.
    pub state: State,
    /// The code of what is wrong, if anything is.
    pub code: Option<String>,
    /// What is wrong, or why it was set aside.
    pub message: Option<String>,
    /// What to do about it.
    pub hint: Option<String>,
    /// What its invoice is called.
    pub reference: Option<String>,
    /// The invoice's id in Moneybird.
    pub invoice_id: Option<String>,
    /// Total.
    pub total: Decimal,
    /// Its invoice's day, or the order's.
    pub date: Date,
    /// When an unknown outcome is looked up.
    pub settle_at: Option<Timestamp>,
}

/// How an order is shown.
pub fn view(order: &OrderSummary, language: Language) -> OrderView {
    let refusal: Option<Refusal> =
        order.refusal.as_deref().and_then(|text| serde_json::from_str(text).ok());
    let pending = order.settle_at.map(|_| {
        say(
            language,
            "De uitkomst van een verzoek aan Moneybird is nog niet bekend; zij wordt vanzelf opgezocht.",
            "The outcome of a request to Moneybird is not known yet; it is looked up by itself.",
        )
    });
    let message = refusal.as_ref().map(|refusal| refusal.message(language));
    OrderView {
        connection: order.connection.clone(),
        id: order.order_id,
        number: order.number.clone(),
        state: order.state,
        code: order.code.clone(),
        message: message.or_else(|| order.why.clone()).or(pending),
        hint: refusal.map(|refusal| refusal.hint(language)),
        reference: order.reference.clone(),
        invoice_id: order.invoice_id.clone(),
        total: order.total,
        date: order.booked_on.unwrap_or(order.placed_on),
        settle_at: order.settle_at,
    }
}

impl Service {
    /// The orders of one connection or of all, in one state or in any.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn orders(
        &self,
        connection: Option<&ConnectionId>,
        state: Option<State>,
    ) -> Result<Vec<OrderView>, Fault> {
        let orders = self.store.orders(connection, state).await;
        let orders = orders.map_err(|error| self.database(&error))?;
        Ok(orders.iter().map(|order| view(order, self.language())).collect())
    }

    /// The order of this id, in one connection or in whichever has it.
    ///
    /// # Errors
    /// If there is none, or several connections have it and none was named.
    pub async fn find_order(
        &self,
        id: i64,
        connection: Option<&ConnectionId>,
    ) -> Result<OrderRecord, Fault> {
        let found = self.store.find_order(id).await.map_err(|error| self.database(&error))?;
        let mut found =
            found.into_iter().filter(|order| connection.is_none_or(|own| *own == order.connection));
        let language = self.language();
        match (found.next(), found.next()) {
            (Some(order), None) => Ok(order),
            (None, _) => {
                let message = match language {
                    Language::Nl => format!("Er is geen bestelling met id {id}."),
                    Language::En => format!("There is no order with id {id}."),
                };
                let hint = say(
                    language,
                    "`sluitend orders` noemt de id's; een bestelnummer is er geen.",
                    "`sluitend orders` lists the ids; an order number is not one.",
                );
                Err(Fault::new(Code::NotFound, message, hint))
            }
            (Some(_), Some(_)) => {
                let message = match language {
                    Language::Nl => format!("Meer dan één koppeling heeft bestelling {id}."),
                    Language::En => format!("More than one connection has order {id}."),
                };
                let hint =
                    say(language, "Kies er een met --connection.", "Choose one with --connection.");
                Err(Fault::new(Code::Usage, message, hint))
            }
        }
    }

    /// Tries a refused order again: the next round decides anew, from what the shop says then.
    ///
    /// # Errors
    /// If the order is not refused.
    pub async fn retry(&self, order: &OrderRecord) -> Result<(), Fault> {
        let refusal = order.refusal.as_deref().and_then(|text| serde_json::from_str(text).ok());
        let now = self.clock.now();
        let done = match refusal {
            // There is nothing to go on from; before it is booked again, Moneybird is searched.
            Some(Refusal::InvoiceGone { .. }) => {
                self.store.retry_anew(&order.connection, order.order_id, now).await
            }
            _ => self.store.retry(&order.connection, order.order_id, now).await.map(drop),
        };
        done.map_err(|error| self.decision(&error, order))
    }

    /// Sets an order aside for good, with the reason.
    ///
    /// # Errors
    /// If the order is booked or being booked.
    pub async fn ignore(&self, order: &OrderRecord, why: &str) -> Result<(), Fault> {
        let now = self.clock.now();
        let done =
            self.store.ignore(&order.connection, order.order_id, order.state, why, now).await;
        done.map_err(|error| self.decision(&error, order))
    }

    fn decision(&self, error: &store::Error, order: &OrderRecord) -> Fault {
        if !matches!(error, store::Error::Conflict { .. }) {
            return self.database(error);
        }
        let (number, state) = (&order.number, order.state);
        let message = match self.language() {
            Language::Nl => format!("Bestelling {number} heeft status {state}; dat kan nu niet."),
            Language::En => format!("Order {number} is {state}; that cannot be done now."),
        };
        let hint = say(
            self.language(),
            "Opnieuw proberen kan bij 'refused', negeren bij 'waiting', 'ready' en 'refused'.",
            "A 'refused' order can be retried; one that is 'waiting', 'ready' or 'refused' can be ignored.",
        );
        Fault::new(Code::Usage, message, hint)
    }
}
