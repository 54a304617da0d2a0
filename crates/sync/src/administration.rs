//! Reads an administration's reference data: three calls.

use std::time::Duration;

use bookkeeping::Administration;
use jiff::Timestamp;
use moneybird::{Books, Error};
use store::ConnectionId;

use crate::fault::{Code, Fault, say};
use crate::{Service, book, mishap, translate};

/// How long it is good for to choose from. All who have us share the calls from one address, so that a
/// page that is loaded again and again must not cost any.
const TO_CHOOSE_FROM: Duration = Duration::from_mins(10);

/// An administration with its tax rates and ledger accounts; none if the token does not open it.
pub(crate) async fn read(books: &Books) -> Result<Option<Administration>, Error> {
    let Some(own) = books.administration().await? else { return Ok(None) };
    let (rates, accounts) = (books.tax_rates().await?, books.ledger_accounts().await?);
    Ok(Some(translate::administration(&own, rates, accounts)))
}

impl Service {
    /// The reference data for somebody who chooses: as it was at most ten minutes ago.
    pub(crate) async fn to_choose_from(
        &self,
        id: &ConnectionId,
        books: &Books,
    ) -> Result<Administration, Fault> {
        let now = self.clock.now();
        let is_recent = |at: Timestamp| {
            at <= now && at.saturating_add(TO_CHOOSE_FROM).unwrap_or(Timestamp::MAX) > now
        };
        match self.kept(id).await? {
            Some((known, at)) if is_recent(at) => Ok(known),
            _ => self.to_check_by(id, books).await,
        }
    }

    /// The reference data for what is to be saved: as it is now, or, where the allowance is used up as it
    /// is throughout a takeover, as it was last read. It is kept, for booking too.
    pub(crate) async fn to_check_by(
        &self,
        id: &ConnectionId,
        books: &Books,
    ) -> Result<Administration, Fault> {
        let asked = self.clock.now();
        let fault = match self.administration(books).await {
            Err(fault) if fault.until.is_some() => fault,
            read => {
                let read = read?;
                let text = serde_json::to_string(&read);
                let text = text.map_err(|error| mishap::unreadable(&error, self.language()))?;
                let kept = self.store.put_fact(id, book::REFERENCE, &text, asked).await;
                kept.map_err(|error| self.database(&error))?;
                return Ok(read);
            }
        };
        self.kept(id).await?.map(|(known, _)| known).ok_or(fault)
    }

    /// The reference data for somebody who only looks: as it was last read, whenever that was.
    pub(crate) async fn to_look_at(&self, id: &ConnectionId) -> Result<Administration, Fault> {
        self.kept(id).await?.map(|(known, _)| known).ok_or_else(|| {
            let message = say(
                self.language(),
                "De gegevens van de administratie in Moneybird zijn nog niet gelezen.",
                "The data of the administration in Moneybird was not read yet.",
            );
            let hint = say(
                self.language(),
                "Dat gebeurt zodra een eigenaar de instellingen bekijkt of er geboekt wordt.",
                "That is done when an owner looks at the settings, or something is booked.",
            );
            Fault::new(Code::NotFound, message, hint)
        })
    }

    /// What was last read, and when.
    async fn kept(&self, id: &ConnectionId) -> Result<Option<(Administration, Timestamp)>, Fault> {
        let kept = self.store.fact(id, book::REFERENCE).await;
        let kept = kept.map_err(|error| self.database(&error))?;
        Ok(kept.and_then(|own| Some((serde_json::from_str(&own.body).ok()?, own.at))))
    }
}
