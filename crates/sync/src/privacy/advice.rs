//! What a shopkeeper must still do, because it is not ours.

use bookkeeping::Language;
use store::Scrubbed;

use super::Erased;

/// Sentences for whoever erased a customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice {
    /// What to do in CCV Shop.
    pub shop: &'static str,
    /// What to do in Moneybird, and what must stay there.
    pub books: &'static str,
    /// What to do with older backups.
    pub backups: &'static str,
    /// What is left in the database, if anything may be.
    pub database: Option<&'static str>,
}

impl Advice {
    /// About an erasure.
    pub fn on(erased: &Erased, language: Language) -> Self {
        let left = erased.scrubbed.and_then(|own| left_in_database(own, language));
        Self { database: left, ..Self::general(language) }
    }

    /// About any.
    pub fn general(language: Language) -> Self {
        match language {
            Language::Nl => Self {
                shop: "CCV Shop: maak de klant ook daar anoniem. Zolang de gegevens daar staan, leest \
                       Sluitend ze opnieuw als een bestelling van deze klant nog wordt geboekt of verandert.",
                books: "Moneybird: facturen en hun contact moeten zeven jaar blijven, ook als de klant om \
                        verwijdering vraagt (art. 52 AWR; art. 17 lid 3 onder b AVG). Haal bij het contact weg wat \
                        niet op een factuur hoeft, zoals telefoonnummer en e-mailadres, en archiveer het.",
                backups: "Reservekopieën van vóór dit moment bevatten de klant nog. Gooi ze weg zodra ze niet meer \
                          nodig zijn; zet u er een terug, wis de klant dan opnieuw.",
                database: None,
            },
            Language::En => Self {
                shop: "CCV Shop: make the customer anonymous there too. As long as the data is there, Sluitend \
                       reads it again when an order of this customer is still to be booked, or changes.",
                books: "Moneybird: invoices and their contact must stay for seven years, even if the customer asks \
                        for erasure (art. 52 AWR; art. 17(3)(b) GDPR). Remove from the contact what an invoice does \
                        not need, such as telephone number and e-mail address, and archive it.",
                backups: "Backups of before this moment still hold the customer. Throw them away as soon as they are \
                          not needed any more; if you restore one, erase the customer again.",
                database: None,
            },
        }
    }
}

/// What may be left in the database of what was removed, and what to do about it.
pub fn left_in_database(scrubbed: Scrubbed, language: Language) -> Option<&'static str> {
    match (scrubbed, language) {
        (Scrubbed::Gone, _) => None,
        (Scrubbed::Busy, Language::Nl) => Some(
            "De database was in gebruik: in het logbestand ernaast (-wal) kan nog iets staan. Voer dit straks \
             nog eens uit.",
        ),
        (Scrubbed::Busy, Language::En) => Some(
            "The database was in use: something may be left in the log file beside it (-wal). Run this again \
             in a while.",
        ),
        (Scrubbed::ServersOwn, Language::Nl) => Some(
            "PostgreSQL ruimt de oude versies van deze rijen zelf op (autovacuum); wie daarop niet wil wachten, \
             voert VACUUM FULL uit. In het eigen logboek (WAL) en in kopieën van de server staan zij zolang die \
             worden bewaard.",
        ),
        (Scrubbed::ServersOwn, Language::En) => Some(
            "PostgreSQL tidies the old versions of these rows up by itself (autovacuum); whoever does not want to \
             wait runs VACUUM FULL. The server's own log (WAL) and copies have them as long as those are kept.",
        ),
    }
}
