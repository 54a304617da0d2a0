//! Reads an administration's reference data: three calls.

use bookkeeping::Administration;
use moneybird::{Books, Error};

use crate::translate;

/// An administration with its tax rates and ledger accounts; none if the token does not open it.
pub(crate) async fn read(books: &Books) -> Result<Option<Administration>, Error> {
    let Some(own) = books.administration().await? else { return Ok(None) };
    let (rates, accounts) = (books.tax_rates().await?, books.ledger_accounts().await?);
    Ok(Some(translate::administration(&own, rates, accounts)))
}
