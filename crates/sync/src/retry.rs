//! A person lets something refused be tried again.

use bookkeeping::edit::Correction;
use bookkeeping::{Language, Refusal, Subject};
use store::{OrderRecord, State};

use crate::fault::{Code, Fault, say};
use crate::{Service, mishap};

impl Service {
    /// Tries a refused order again: the next round decides anew, from what the shop says then. A
    /// correction is not decided anew, so it is tried again only as long as its order needs it as it is.
    ///
    /// # Errors
    /// If the order is not refused, or is a correction that no longer fits; or if the database fails.
    pub async fn retry(&self, order: &OrderRecord) -> Result<(), Fault> {
        if !self.is_wanted(order).await? {
            return Err(self.not_wanted(order));
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
