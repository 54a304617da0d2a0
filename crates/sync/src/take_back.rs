//! A person takes back what was set aside.

use bookkeeping::Subject;
use store::{OrderRecord, State};

use crate::Service;
use crate::fault::Fault;

/// What becomes of something that is taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TakeBack {
    /// It was never booked: it is decided anew, as one that is tried again.
    Decided,
    /// It is booked, and had changed: it is compared with what is booked, and never booked again.
    Compared,
}

impl Service {
    /// What would become of an order or a credit invoice that was set aside if it were taken back; nothing
    /// where that cannot be done safely. Nothing is changed by asking.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn can_take_back(&self, order: &OrderRecord) -> Result<Option<TakeBack>, Fault> {
        let subject = Subject::of_id(order.order_id);
        let is_order = matches!(subject, Some(Subject::Order(_)));
        if order.state != State::Ignored {
            return Ok(None);
        }
        if order.has_invoice() {
            return Ok((is_order && order.code.is_some()).then_some(TakeBack::Compared));
        }
        // A correction is agreed to anew, and of a day it is not always known that nothing was booked.
        let is_credit = matches!(subject, Some(Subject::Credit(_)));
        if !(is_order || is_credit) || order.summary.is_some() || order.code.is_some() {
            return Ok(None);
        }
        let others = self.store.of_order(&order.connection, order.order_id).await;
        let others = others.map_err(|error| self.database(&error))?;
        let is_still = |own: &OrderRecord| {
            matches!(own.state, State::Waiting | State::Ignored) && !own.has_invoice()
        };
        Ok(others.iter().all(is_still).then_some(TakeBack::Decided))
    }

    /// Takes back what was set aside, as [`Service::can_take_back`] says.
    ///
    /// # Errors
    /// If it cannot be taken back, would only wait since it is of before the first day, or the database fails.
    pub async fn take_back(&self, order: &OrderRecord) -> Result<(), Fault> {
        if let Some(fault) = self.not_taken_over(order).await? {
            return Err(fault);
        }
        let (connection, id, now) = (&order.connection, order.order_id, self.clock.now());
        let done = match self.can_take_back(order).await? {
            Some(TakeBack::Compared) => self.store.take_back_changed(connection, id, now).await,
            // Whether an order may be booked is looked at when it is decided, as it is for one that is tried
            // again. A credit invoice waits until it is known where its order stands.
            Some(TakeBack::Decided) => {
                let to = if id > 0 { State::Ready } else { State::Waiting };
                self.store.take_back(connection, id, to, now).await
            }
            None => Err(store::Error::Conflict {
                what: format!("order {id}"),
                expected: "set aside, and none of it booked".to_owned(),
                found: order.state.to_string(),
            }),
        };
        done.map_err(|error| self.decision(&error, order))
    }
}
