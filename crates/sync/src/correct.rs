//! What a person is shown of a changed order, and agrees to.

use bookkeeping::edit::Correction;
use bookkeeping::{Invoice, Language, Money, Order, Refusal, Subject, amsterdam_day};
use store::{OrderRecord, SeenOrder, State};

use crate::Service;
use crate::fault::{Code, Fault, say};

/// A correction that was proposed, or agreed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposed {
    /// What is booked, what it would be now, and what the correction books.
    pub message: String,
    /// What it will be called in lists of orders.
    pub number: String,
    /// What it comes to, VAT included.
    pub total: Money,
    /// What it books.
    pub correction: Correction,
}

/// Why there is no correction to agree to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Uncorrectable {
    /// The order is not changed.
    Unchanged,
    /// What is to be booked now cannot be told.
    Unbookable(Box<Refusal>),
    /// It is compared anew first.
    Uncompared,
    /// This correction, or credit invoice, of it comes first.
    Unfinished(Box<OrderRecord>),
}

impl Service {
    /// What a correction of a changed order would book. Nothing is changed by asking.
    ///
    /// # Errors
    /// If the order is not changed, cannot be corrected, has a correction that is not finished, or is to
    /// be compared anew.
    pub async fn proposed(&self, order: &OrderRecord) -> Result<Proposed, Fault> {
        self.correctable(order).await?.map_err(|why| match why {
            Uncorrectable::Unchanged => self.not_changed(order),
            Uncorrectable::Unbookable(refusal) => self.unbookable(&refusal),
            Uncorrectable::Uncompared => self.uncompared(order),
            Uncorrectable::Unfinished(own) => self.unfinished(&own),
        })
    }

    /// The same, for who says in words of their own why there is nothing to agree to.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn correctable(
        &self,
        order: &OrderRecord,
    ) -> Result<Result<Proposed, Uncorrectable>, Fault> {
        let refusal = crate::refusal(order.refusal.as_deref());
        let plan = order.booking.as_ref();
        let plan: Option<Invoice> = plan.and_then(|own| serde_json::from_str(&own.plan).ok());
        let (Some(refusal), Some(plan), State::Changed) = (refusal, plan, order.state) else {
            return Ok(Err(Uncorrectable::Unchanged));
        };
        let Some(change) = refusal.change() else {
            return Ok(Err(Uncorrectable::Unbookable(Box::new(refusal))));
        };
        if order.review {
            return Ok(Err(Uncorrectable::Uncompared));
        }
        let others = self.store.of_order(&order.connection, order.order_id).await;
        let others = others.map_err(|error| self.database(&error))?;
        let mut last = 0;
        for own in others {
            let number = match Subject::of_id(own.order_id) {
                Some(Subject::Correction { number, .. }) => Some(number),
                _ => None,
            };
            // What a credit invoice takes off must be known too; one that was refused takes nothing.
            let is_under_way = matches!(own.state, State::Ready | State::Booking);
            if is_under_way || number.is_some() && own.state == State::Refused {
                return Ok(Err(Uncorrectable::Unfinished(Box::new(own))));
            }
            last = last.max(number.unwrap_or_default());
        }
        let snapshot: Option<Order> = serde_json::from_str(&order.snapshot).ok().flatten();
        let of = (order.order_id, order.number.as_str());
        let correction = Correction {
            reimbursed: match &refusal {
                Refusal::Reimbursed { invoice, .. } => Some(invoice.clone()),
                _ => None,
            },
            ..Correction::of(change, of, last + 1, plan, snapshot.as_ref())
        };
        Ok(Ok(Proposed {
            message: refusal.message(self.language()),
            number: correction.named(&order.number),
            total: change.total(),
            correction,
        }))
    }

    /// A person agrees to a correction: the next round books it. Its id among the orders.
    ///
    /// # Errors
    /// If the order is not changed any more, or the database fails.
    pub async fn correct(&self, order: &OrderRecord, agreed: &Proposed) -> Result<i64, Fault> {
        let now = self.clock.now();
        let id = agreed.correction.subject().id().ok_or_else(|| self.not_changed(order))?;
        let snapshot = serde_json::to_string(&agreed.correction)
            .map_err(|error| Fault::new(Code::Database, error.to_string(), ""))?;
        let seen = SeenOrder {
            order_id: id,
            number: agreed.number.clone(),
            ready: true,
            snapshot,
            seen_at: now,
            placed_on: amsterdam_day(now),
            total: agreed.total.decimal(),
            currency: agreed.correction.currency.clone(),
            shop_status: None,
            paid: agreed.correction.settles,
            backfill: false,
            of_order: Some(order.order_id),
        };
        let refusal = order.refusal.as_deref().unwrap_or_default();
        let of = (order.order_id, refusal);
        let done = self.store.agree(&order.connection, of, &seen, now).await;
        done.map_err(|error| self.decision(&error, order))?;
        Ok(id)
    }

    fn not_changed(&self, order: &OrderRecord) -> Fault {
        let (number, state) = (&order.number, order.state);
        let message = match self.language() {
            Language::Nl => {
                format!("Bestelling {number} heeft status {state}; er is niets te corrigeren.")
            }
            Language::En => format!("Order {number} is {state}; there is nothing to correct."),
        };
        let hint = say(
            self.language(),
            "`sluitend orders --state changed` noemt wat er te corrigeren is.",
            "`sluitend orders --state changed` lists what there is to correct.",
        );
        Fault::new(Code::Usage, message, hint)
    }

    fn unbookable(&self, refusal: &Refusal) -> Fault {
        let language = self.language();
        Fault::new(Code::Usage, refusal.message(language), refusal.hint(language))
    }

    fn uncompared(&self, order: &OrderRecord) -> Fault {
        let number = &order.number;
        let message = match self.language() {
            Language::Nl => {
                format!("Bestelling {number} wordt eerst opnieuw vergeleken met wat er is geboekt.")
            }
            Language::En => {
                format!("Order {number} is compared anew with what is booked first.")
            }
        };
        let hint = say(
            self.language(),
            "Draai `sluitend sync` en kijk opnieuw wat er te corrigeren is.",
            "Run `sluitend sync` and look again at what there is to correct.",
        );
        Fault::new(Code::Usage, message, hint)
    }

    fn unfinished(&self, correction: &OrderRecord) -> Fault {
        let (number, state) = (&correction.number, correction.state);
        let message = match self.language() {
            Language::Nl => format!("'{number}' heeft status {state} en moet eerst af zijn."),
            Language::En => format!("'{number}' is {state} and has to be finished first."),
        };
        let hint = say(
            self.language(),
            "Draai `sluitend sync`; een geweigerde correctie kan opnieuw met `sluitend retry` of weg met `sluitend ignore`.",
            "Run `sluitend sync`; a refused correction can be tried again with `sluitend retry` or set aside with `sluitend ignore`.",
        );
        Fault::new(Code::Usage, message, hint)
    }
}
