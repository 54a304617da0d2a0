//! Whose subscription has ended, as it was asked for a moment ago: that changes once a month, or when somebody says
//! so, and who is due is looked at each second.

use std::collections::BTreeSet;

use billing::Month;
use jiff::{SignedDuration, Timestamp};
use store::ConnectionId;
use sync::{Fault, Service};

/// How long what was asked for is relied on, within a month.
const FRESH: SignedDuration = SignedDuration::from_mins(1);

/// Remembers whose subscription has ended.
#[derive(Debug, Default)]
pub(super) struct Subscriptions {
    asked: Option<Timestamp>,
    ended: BTreeSet<ConnectionId>,
}

impl Subscriptions {
    /// The connections whose subscription has ended. One that goes on again may be among them for a minute; one
    /// that ends with a month is there from its first moment on.
    ///
    /// # Errors
    /// If the database fails.
    pub(super) async fn ended(
        &mut self,
        service: &Service,
    ) -> Result<&BTreeSet<ConnectionId>, Fault> {
        let now = service.clock().now();
        // A clock that was set back puts nothing off.
        let is_fresh = |asked: Timestamp| {
            now >= asked && now.duration_since(asked) < FRESH && Month::of(asked) == Month::of(now)
        };
        if !self.asked.is_some_and(is_fresh) {
            self.ended = service.ended_subscriptions().await?;
            self.asked = Some(now);
        }
        Ok(&self.ended)
    }
}
