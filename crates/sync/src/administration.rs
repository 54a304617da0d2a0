//! Reads an administration's reference data: three calls.

use bookkeeping::Administration;
use moneybird::{Books, Error};
use store::ConnectionId;

use crate::fault::Fault;
use crate::{Service, book, translate};

/// An administration with its tax rates and ledger accounts; none if the token does not open it.
pub(crate) async fn read(books: &Books) -> Result<Option<Administration>, Error> {
    let Some(own) = books.administration().await? else { return Ok(None) };
    let (rates, accounts) = (books.tax_rates().await?, books.ledger_accounts().await?);
    Ok(Some(translate::administration(&own, rates, accounts)))
}

impl Service {
    /// The reference data for somebody who chooses: as it is now, or, where the allowance is used up as
    /// it is throughout a takeover, as it was last read for booking.
    pub(crate) async fn to_choose_from(
        &self,
        id: &ConnectionId,
        books: &Books,
    ) -> Result<Administration, Fault> {
        let fault = match self.administration(books).await {
            Err(fault) if fault.until.is_some() => fault,
            read => return read,
        };
        let kept = self.store.fact(id, book::REFERENCE).await;
        let kept = kept.map_err(|error| self.database(&error))?;
        kept.and_then(|own| serde_json::from_str(&own.body).ok()).ok_or(fault)
    }
}
