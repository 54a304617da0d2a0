//! What the store keeps as text, read.

use bookkeeping::{Refusal, Settings, amsterdam_day};
use jiff::civil::Date;
use store::Connection;

/// The refusal or change that is kept of an order; none where there is none that this version can read.
pub fn refusal(kept: Option<&str>) -> Option<Refusal> {
    serde_json::from_str(kept?).ok()
}

/// The settings of a connection; none where there are none that this version can read.
pub fn saved_settings(connection: &Connection) -> Option<Settings> {
    Settings::parse(connection.settings.as_deref()?).ok()
}

/// The first day whose orders a connection takes over under these settings; none means all.
pub fn first_day(connection: &Connection, settings: &Settings) -> Option<Date> {
    settings.orders.history.first_day(amsterdam_day(connection.created_at))
}
