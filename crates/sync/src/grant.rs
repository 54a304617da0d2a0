//! Keeps the leave fresh that Moneybird gave for a connection (moneybird-api.md §2.2).
//!
//! At present its tokens do not end; its documents ask to be ready for it. A refresh token may be good
//! for one time, so one worker at a time asks, and what it gets is kept before it is used.

use std::time::Duration;

use jiff::Timestamp;
use store::{ConnectionId, Grant};

use crate::Service;
use crate::fault::Fault;

/// So long before its end a token is made fresh.
const BEFORE: Duration = Duration::from_mins(5);

/// How long one worker may take for it.
const TAKES: Duration = Duration::from_mins(1);

impl Service {
    /// Makes the token of a connection fresh, if it ends soon. While another worker is at it, the old
    /// one is used: it is good for a while yet.
    ///
    /// # Errors
    /// If Moneybird gives no new one, or the database fails.
    pub(crate) async fn freshen(&self, id: &ConnectionId) -> Result<(), Fault> {
        let Some(application) = &self.options.oauth else { return Ok(()) };
        if self.ending(id).await?.is_none() {
            return Ok(());
        }
        let now = self.clock.now();
        let until = now.saturating_add(TAKES).unwrap_or(Timestamp::MAX);
        let taken = self.store.take_refresh(id, &self.options.address, now, until).await;
        if !taken.map_err(|error| self.database(&error))? {
            return Ok(());
        }
        // Once more: whoever had it before may have got new ones.
        let Some(grant) = self.ending(id).await? else { return Ok(()) };
        let Some(refresh) = &grant.refresh else { return Ok(()) };
        let tokens = application.refresh(self.moneybird_caller(), &self.pace(), refresh).await;
        let tokens = tokens.map_err(|denied| self.denied(&denied))?;
        let now = self.clock.now();
        let both = (&tokens.access, tokens.refresh.as_ref());
        let saved = self.store.refresh_grant(id, grant.version, both, tokens.end(now), now).await;
        saved.map(|_| ()).map_err(|error| self.database(&error))
    }

    /// The grant of a connection, if its token ends soon and there is something to ask for another with.
    async fn ending(&self, id: &ConnectionId) -> Result<Option<Grant>, Fault> {
        let grant = self.store.grant(id).await.map_err(|error| self.database(&error))?;
        let soon = self.clock.now().saturating_add(BEFORE).unwrap_or(Timestamp::MAX);
        let ends = |grant: &Grant| grant.expires_at.is_some_and(|at| at <= soon);
        Ok(grant.filter(|grant| grant.refresh.is_some() && ends(grant)))
    }
}
