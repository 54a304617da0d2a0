//! A person lets something refused be tried again.

use bookkeeping::edit::Correction;
use bookkeeping::{Language, Order, Readiness, Refusal, Subject, said_day};
use jiff::civil::Date;
use store::{ConnectionId, OrderRecord, State};

use crate::fault::{Code, Fault, say};
use crate::{Service, mishap};

impl Service {
    /// Tries a refused order again: the next round decides anew, from what the shop says then. A
    /// correction is not decided anew, so it is tried again only as long as its order needs it as it is.
    ///
    /// # Errors
    /// If the order is not refused, is a correction that no longer fits, or is said to be booked elsewhere and
    /// of before the first day; or if the database fails.
    pub async fn retry(&self, order: &OrderRecord) -> Result<(), Fault> {
        if !self.is_wanted(order).await? {
            return Err(self.not_wanted(order));
        }
        if let Some(fault) = self.not_taken_over(order).await? {
            return Err(fault);
        }
        let refusal = crate::refusal(order.refusal.as_deref());
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

    /// Tries again what waited for a choice that may have been made now, as settings were saved; how many orders
    /// that are.
    ///
    /// # Errors
    /// If the database fails. One that somebody has decided on meanwhile keeps none of the others.
    pub async fn retry_by_settings(&self, id: &ConnectionId) -> Result<u64, Fault> {
        let refused = self.store.orders(Some(id), Some(State::Refused)).await;
        let mut retried = 0;
        for order in refused.map_err(|error| self.database(&error))? {
            let why = crate::refusal(order.refusal.as_deref());
            if !why.is_some_and(|own| own.is_of_settings()) {
                continue;
            }
            let record = self.store.order(id, order.order_id).await;
            let Some(record) = record.map_err(|error| self.database(&error))? else { continue };
            match self.retry(&record).await {
                Ok(()) => retried += 1,
                Err(fault) => {
                    let (order, code) = (record.order_id, fault.code.as_str());
                    tracing::warn!(connection = %id, order, code, "not tried again: {}", fault.message);
                }
            }
        }
        Ok(retried)
    }

    /// Whether this is anything but a correction, or a correction of just what its order differs by. One
    /// that has an invoice already counts in what the order is compared with, and only its payment is left.
    async fn is_wanted(&self, record: &OrderRecord) -> Result<bool, Fault> {
        let is_correction =
            matches!(Subject::of_id(record.order_id), Some(Subject::Correction { .. }));
        let (true, false, Some(order)) = (is_correction, record.has_invoice(), record.of_order)
        else {
            return Ok(true);
        };
        let agreed: Correction = serde_json::from_str(&record.snapshot)
            .map_err(|error| mishap::unreadable(&error, self.language()))?;
        let order = self.store.order(&record.connection, order).await;
        let Some(order) = order.map_err(|error| self.database(&error))? else { return Ok(false) };
        let refusal = crate::refusal(order.refusal.as_deref());
        let change = refusal.as_ref().and_then(Refusal::change);
        let is_same = |own: &bookkeeping::edit::Change| {
            own.parts == agreed.parts && own.settles == agreed.settles
        };
        Ok(order.state == State::Changed && !order.review && change.is_some_and(is_same))
    }

    /// Why an order that is said to be booked elsewhere, or was set aside unbooked, cannot be decided anew: one of
    /// before the first day would only wait, unseen. Nothing where it can be, or is neither.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn not_taken_over(&self, record: &OrderRecord) -> Result<Option<Fault>, Fault> {
        let refusal = crate::refusal(record.refusal.as_deref());
        let is_order = matches!(Subject::of_id(record.order_id), Some(Subject::Order(_)));
        let is_aside = record.state == State::Ignored && is_order && !record.has_invoice();
        if !is_aside && !matches!(refusal, Some(Refusal::Elsewhere { .. })) {
            return Ok(None);
        }
        // Of one whose snapshot cannot be read, the next round says why.
        let order = serde_json::from_str::<Option<Order>>(&record.snapshot).ok().flatten();
        let connection = self.connection(&record.connection).await?;
        let (Some(order), Some(settings)) = (order, crate::saved_settings(&connection)) else {
            return Ok(None);
        };
        let first = crate::first_day(&connection, &settings);
        let is_too_old = Readiness::of(&order, &settings, first) == Readiness::TooOld;
        Ok(first.filter(|_| is_too_old).map(|first| self.too_old(&record.number, first)))
    }

    fn too_old(&self, number: &str, first: Date) -> Fault {
        let language = self.language();
        let day = said_day(first, language);
        let message = match language {
            Language::Nl => {
                format!("Bestelling {number} is van vóór {day}, de eerste dag die u overneemt.")
            }
            Language::En => {
                format!("Order {number} is of before {day}, the first day that you take over.")
            }
        };
        let hint = say(
            language,
            "Neem haar eerst over vanaf een eerdere dag, bij Bestaande bestellingen overnemen, en probeer dan opnieuw.",
            "Take it over from an earlier day first, under Take over existing orders, and try again then.",
        );
        Fault::new(Code::Usage, message, hint)
    }

    fn not_wanted(&self, correction: &OrderRecord) -> Fault {
        let number = &correction.number;
        let message = match self.language() {
            Language::Nl => {
                format!("'{number}' past niet meer bij wat er van de bestelling is geboekt.")
            }
            Language::En => format!("'{number}' no longer fits what is booked of the order."),
        };
        let hint = say(
            self.language(),
            "Leg deze correctie terzijde; is er dan nog een verschil, spreek dan een nieuwe af.",
            "Set this correction aside; if there is a difference then, agree to a new one.",
        );
        Fault::new(Code::Usage, message, hint)
    }
}
