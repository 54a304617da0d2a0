//! The log of who did what is kept as long as the books are.

use std::collections::BTreeSet;

use bookkeeping::Settings;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use store::Connection;

use crate::Service;
use crate::fault::Fault;

/// How many years an entry is kept (art. 52 AWR).
const YEARS: i64 = 7;

/// How many, at a shop that declares VAT in another member state (art. 369k VAT Directive).
const YEARS_ABROAD: i64 = 10;

impl Service {
    /// Forgets what was done longer ago than books are to be kept: of shops that declare VAT abroad ten years, of
    /// all others and of what was done at no shop seven; how many entries.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn forget_log(&self) -> Result<u64, Fault> {
        let (usual, abroad) = (self.years_ago(YEARS), self.years_ago(YEARS_ABROAD));
        let old = self.store.audited_before(usual).await.map_err(|error| self.database(&error))?;
        let connections = self.store.connections().await.map_err(|error| self.database(&error))?;
        let sells_abroad: BTreeSet<i64> =
            connections.iter().filter(|own| declares_abroad(own)).map(|own| own.shop_id).collect();
        let swept = self.store.sweep_audit(None, usual).await;
        let mut forgotten = swept.map_err(|error| self.database(&error))?;
        for shop in old {
            let before = if sells_abroad.contains(&shop) { abroad } else { usual };
            let swept = self.store.sweep_audit(Some(shop), before).await;
            forgotten += swept.map_err(|error| self.database(&error))?;
        }
        Ok(forgotten)
    }

    fn years_ago(&self, years: i64) -> Timestamp {
        let now = self.clock.now().to_zoned(TimeZone::UTC);
        now.checked_sub(years.years()).map_or(Timestamp::MIN, |own| own.timestamp())
    }
}

/// Whether a connection declares VAT abroad. Settings that cannot be read may.
fn declares_abroad(connection: &Connection) -> bool {
    connection.settings.as_deref().is_some_and(|text| {
        Settings::parse(text)
            .map_or(true, |own| own.vat.iter().any(bookkeeping::VatEntry::is_foreign))
    })
}
