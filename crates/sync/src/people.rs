//! What people are shown of an order, and what they decide about one.

use std::collections::HashMap;

use bookkeeping::{Invoice, Language, Payment, Refusal, Settings, Subject, Warning};
use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;
use store::{ConnectionId, OrderRecord, OrderSummary, State};

use crate::fault::{Code, Fault, say};
use crate::waits::{Waits, waits};
use crate::{Service, mishap};

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
    /// Why it is refused or changed, if it is.
    pub refusal: Option<Refusal>,
    /// What it waits for in the shop, if it waits.
    pub waits: Option<Waits>,
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
    let refusal = crate::refusal(order.refusal.as_deref());
    let pending = order.settle_at.map(|_| {
        say(
            language,
            "De uitkomst van een verzoek aan Moneybird is nog niet bekend; zij wordt vanzelf opgezocht.",
            "The outcome of a request to Moneybird is not known yet; it is looked up by itself.",
        )
    });
    let message = refusal.as_ref().map(|refusal| refusal.message(language));
    let is_ignored = order.state == State::Ignored;
    OrderView {
        connection: order.connection.clone(),
        id: order.order_id,
        number: order.number.clone(),
        state: order.state,
        code: order.code.clone(),
        message: order.why.clone().or(message).or(pending),
        hint: refusal.as_ref().filter(|_| !is_ignored).map(|refusal| refusal.hint(language)),
        refusal,
        waits: None,
        reference: order.reference.clone(),
        invoice_id: order.invoice_id.clone(),
        total: order.total,
        date: order.booked_on.unwrap_or(order.placed_on),
        settle_at: order.settle_at,
    }
}

/// What a person should look at in the invoice that was decided for an order; nothing while none was.
pub fn warnings(order: &OrderRecord) -> Vec<Warning> {
    let plan = order.booking.as_ref().map(|own| own.plan.as_str());
    let invoice = plan.and_then(|plan| serde_json::from_str::<Invoice>(plan).ok());
    invoice.map(|invoice| invoice.warnings).unwrap_or_default()
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
        self.views(&orders).await
    }

    /// How these orders are shown. Of one that waits it says why, by the settings as they are now.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn views(&self, orders: &[OrderSummary]) -> Result<Vec<OrderView>, Fault> {
        let language = self.language();
        let connections = self.store.connections().await.map_err(|error| self.database(&error))?;
        let chosen: HashMap<ConnectionId, bookkeeping::settings::Orders> = connections
            .into_iter()
            .filter_map(|own| {
                // Settings that cannot be read say nothing about an order; the sync tells of them.
                let settings = Settings::parse(own.settings.as_deref()?).ok()?;
                Some((own.id, settings.orders))
            })
            .collect();
        let each = orders.iter().map(|order| {
            let mut view = view(order, language);
            if let Some(chosen) = chosen.get(&order.connection) {
                view.waits = waits(order, chosen);
                let sentence = |own: &Waits| own.sentence(language);
                view.message = view.message.or_else(|| view.waits.as_ref().and_then(sentence));
            }
            view
        });
        Ok(each.collect())
    }

    /// How an order is shown by itself.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn view_of(&self, order: &OrderRecord) -> Result<OrderView, Fault> {
        let summary = order.summary();
        let views = self.views(std::slice::from_ref(&summary)).await?;
        Ok(views.into_iter().next().unwrap_or_else(|| view(&summary, self.language())))
    }

    /// Sets an order aside for good, with the reason; with the summary of a day, its orders. One of
    /// which all that has changed is that it is paid is booked as it is: somebody registered the payment.
    ///
    /// # Errors
    /// If the order is booked or being booked.
    pub async fn ignore(&self, order: &OrderRecord, why: &str) -> Result<(), Fault> {
        let now = self.clock.now();
        let (connection, id, from) = (&order.connection, order.order_id, order.state);
        if let Some(plan) = self.paid_by_hand(order)? {
            let done = self.store.paid_by_hand(connection, id, &plan, why, now).await;
            return done.map_err(|error| self.decision(&error, order));
        }
        let done = match Subject::of_id(id) {
            Some(Subject::Day { .. }) => {
                self.store.ignore_summary(connection, id, from, why, now).await
            }
            _ => self.store.ignore(connection, id, from, why, now).await,
        };
        done.map_err(|error| self.decision(&error, order))
    }

    /// The plan of a changed order that was paid after a correction or a credit invoice, with the payment
    /// that a person registered; none for any other.
    fn paid_by_hand(&self, order: &OrderRecord) -> Result<Option<String>, Fault> {
        let refusal = crate::refusal(order.refusal.as_deref());
        let (Some(Refusal::PaidLater { booked }), Some(own), State::Changed) =
            (refusal, &order.booking, order.state)
        else {
            return Ok(None);
        };
        let payment = Payment {
            price: booked,
            date: bookkeeping::amsterdam_day(self.clock.now()),
            clearing: None,
            identifier: String::new(),
            against: None,
        };
        let plan = serde_json::from_str::<Invoice>(&own.plan)
            .map(|plan| Invoice { payment: Some(payment), ..plan })
            .and_then(|plan| serde_json::to_string(&plan));
        plan.map(Some).map_err(|error| mishap::unreadable(&error, self.language()))
    }

    pub(crate) fn decision(&self, error: &store::Error, order: &OrderRecord) -> Fault {
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
