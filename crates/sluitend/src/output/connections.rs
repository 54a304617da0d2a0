//! Connections, as text and as JSON.

use bookkeeping::Language;
use jiff::Timestamp;
use serde::Serialize;
use store::{Connection, Counts, Health};

use super::{Align, CountsShape, Table};
use crate::language::say;

const ACTIVE: &str = "active";
const BROKEN: &str = "broken";
const NO_SETTINGS: &str = "no-settings";

/// The states of a connection.
pub(crate) const STATES: [&str; 3] = [ACTIVE, BROKEN, NO_SETTINGS];

/// That of a connection.
pub(crate) fn state_of(own: &Connection) -> &'static str {
    match &own.health {
        Health::Broken { .. } => BROKEN,
        Health::Active if own.settings.is_none() => NO_SETTINGS,
        Health::Active => ACTIVE,
    }
}

/// `connections` as JSON.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct ConnectionsShape {
    /// The connections.
    pub(crate) connections: Vec<ConnectionShape>,
}

/// One connection as JSON.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct ConnectionShape {
    id: String,
    shop: ShopShape,
    administration: AdministrationShape,
    state: &'static str,
    code: Option<String>,
    message: Option<String>,
    last_sync_at: Option<Timestamp>,
    next_sync_at: Timestamp,
    orders: CountsShape,
}

#[derive(Debug, PartialEq, Eq, Serialize)]
struct ShopShape {
    id: i64,
    name: String,
    url: String,
}

#[derive(Debug, PartialEq, Eq, Serialize)]
struct AdministrationShape {
    id: String,
    name: String,
}

impl ConnectionShape {
    /// A connection and the numbers of its orders.
    pub(crate) fn new(own: &Connection, counts: &Counts, language: Language) -> Self {
        let (code, message) = match &own.health {
            Health::Broken { code, message } => (Some(code.clone()), Some(message.clone())),
            Health::Active if own.settings.is_none() => {
                (Some("settings".to_owned()), Some(unset(language).to_owned()))
            }
            Health::Active => (None, None),
        };
        Self {
            id: own.id.to_string(),
            shop: ShopShape {
                id: own.shop_id,
                name: own.shop_name.clone(),
                url: own.shop_url.clone(),
            },
            administration: AdministrationShape {
                id: own.administration_id.clone(),
                name: own.administration_name.clone(),
            },
            state: state_of(own),
            code,
            message,
            last_sync_at: own.last_sync_at,
            next_sync_at: own.next_sync_at,
            orders: CountsShape::from(counts),
        }
    }
}

fn unset(language: Language) -> &'static str {
    say(
        language,
        "Nog geen instellingen: `sluitend settings suggest` stelt ze voor.",
        "No settings yet: `sluitend settings suggest` proposes them.",
    )
}

/// The connections as text, all or those in a state.
pub(crate) fn connections(
    all: &[ConnectionShape],
    state: Option<&str>,
    language: Language,
) -> String {
    if let (true, Some(state)) = (all.is_empty(), state) {
        return match language {
            Language::Nl => format!("Er is geen koppeling in de toestand '{state}'."),
            Language::En => format!("No connection is in the state '{state}'."),
        };
    }
    if all.is_empty() {
        let text = say(
            language,
            "Er is nog geen koppeling. Maak er een met `sluitend connect`.",
            "There is no connection yet. Make one with `sluitend connect`.",
        );
        return text.to_owned();
    }
    let blocks: Vec<String> = all.iter().map(|own| block(own, language)).collect();
    blocks.join("\n")
}

fn block(own: &ConnectionShape, language: Language) -> String {
    let instant = |at: Timestamp| at.strftime("%Y-%m-%d %H:%M:%S UTC").to_string();
    let never = say(language, "nog nooit", "never yet");
    // Its heading is the first row.
    let mut table = Table::new(&[
        (say(language, "webwinkel", "web shop"), Align::Left),
        (&format!("{} ({})", own.shop.name, own.shop.url), Align::Left),
    ]);
    table.row([
        say(language, "administratie", "administration").to_owned(),
        format!("{} ({})", own.administration.name, own.administration.id),
    ]);
    let state = match &own.message {
        Some(message) => format!("{}: {message}", own.state),
        None => own.state.to_owned(),
    };
    table.row([say(language, "toestand", "state").to_owned(), state]);
    table.row([
        say(language, "laatste ronde", "last sync").to_owned(),
        own.last_sync_at.map_or_else(|| never.to_owned(), instant),
    ]);
    table.row([say(language, "volgende ronde", "next sync").to_owned(), instant(own.next_sync_at)]);
    table.row([say(language, "bestellingen", "orders").to_owned(), own.orders.text()]);
    format!("{}\n{}", own.id, table.text())
}
