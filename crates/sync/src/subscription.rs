//! A connection whose subscription has ended is set aside: nothing is booked for it, and all of it can be read.

use std::collections::BTreeSet;

use store::ConnectionId;

use crate::Service;
use crate::fault::{Code, Fault, say};

impl Service {
    /// The connections whose subscription has ended; none where the host does not charge. One that took part until
    /// now is set aside, whoever made it take part: an installation or a new token does not make it go on.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn ended_subscriptions(&self) -> Result<BTreeSet<ConnectionId>, Fault> {
        if !self.options.subscriptions {
            return Ok(BTreeSet::new());
        }
        let ended = self.store.ended_subscriptions(self.clock.now()).await;
        let ended = ended.map_err(|error| self.database(&error))?;
        for own in ended.iter().filter(|own| own.is_active) {
            let (id, fault) = (&own.connection, self.subscription_ended(&own.connection));
            let set_aside = self.store.set_aside(id, fault.code.as_str(), &fault.message).await;
            if set_aside.map_err(|error| self.database(&error))? {
                tracing::info!(connection = %id, "its subscription has ended");
            }
        }
        Ok(ended.into_iter().map(|own| own.connection).collect())
    }

    /// Refuses a connection whose subscription has ended, where the host charges.
    ///
    /// # Errors
    /// That it has ended, or if the database fails.
    pub async fn check_subscription(&self, id: &ConnectionId) -> Result<(), Fault> {
        if self.ended_subscriptions().await?.contains(id) {
            return Err(self.subscription_ended(id));
        }
        Ok(())
    }

    fn subscription_ended(&self, id: &ConnectionId) -> Fault {
        let message = say(
            self.language(),
            "Het abonnement van deze koppeling is beëindigd: er wordt niets meer geboekt.",
            "The subscription of this connection has ended: nothing is booked any more.",
        );
        let hint = match self.language() {
            bookkeeping::Language::Nl => {
                format!("Met `sluitend billing resume {id}` gaat zij verder waar zij was.")
            }
            bookkeeping::Language::En => {
                format!("With `sluitend billing resume {id}` it goes on where it was.")
            }
        };
        Fault::new(Code::SubscriptionEnded, message, hint)
    }
}
