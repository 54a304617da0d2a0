//! How many orders a choice of history takes over, and how long that takes, in words.

use std::time::Duration;

use bookkeeping::settings::History;
use bookkeeping::{Language, Settings, amsterdam_day};
use store::Connection;
use sync::{Certainty, Extent, Service};

use super::fields::Tick;
use super::since::{Since, label};
use crate::app::App;
use crate::texts::{Texts, texts};

/// The choices, and which of them is chosen. What each comes to stands beside it where it was counted.
pub(super) fn ticks(since: &Since, counted: &[(History, String)], t: &'static Texts) -> Vec<Tick> {
    let tick = |value: &str| {
        let text = label(value, &t.settings);
        let count = counted.iter().find(|(counted, _)| value.parse() == Ok(*counted));
        Tick {
            value: value.to_owned(),
            text: count.map_or_else(|| text.to_owned(), |(_, count)| format!("{text} ({count})")),
            is_chosen: value == since.choice,
        }
    };
    ["book-year", "all", "none", "from"].map(tick).into()
}

/// What the choices come to; nothing where the shop cannot say. Only of those that need no day: what a day
/// comes to, the preview says.
pub(super) async fn counted(
    service: &Service,
    connection: &Connection,
    settings: &Settings,
    language: Language,
) -> Vec<(History, String)> {
    let connected = amsterdam_day(connection.created_at);
    let choices = [History::BookYear, History::All];
    let days = choices.map(|own| own.first_day(connected));
    match service.extents(&connection.id, &settings.orders, &days).await {
        Ok(all) => {
            let said = |extent: Extent| {
                let takes = duration(service.lasts(extent.orders), language);
                format!("{}, {takes}", told(extent, language))
            };
            choices.into_iter().zip(all.into_iter().map(said)).collect()
        }
        Err(fault) => {
            tracing::warn!(code = fault.code.as_str(), "{}", fault.message);
            Vec::new()
        }
    }
}

/// `ongeveer 480 bestellingen`
pub(super) fn told(own: Extent, language: Language) -> String {
    let t = &texts(language).ahead;
    let orders = (t.orders)(own.orders);
    match own.certainty {
        Certainty::Exact => orders,
        Certainty::About => (t.about)(&orders),
        Certainty::AtLeast => (t.at_least)(&orders),
    }
}

/// `ongeveer 45 minuten`
pub(super) fn duration(own: Duration, language: Language) -> String {
    const MINUTE: u64 = 60;
    const HOUR: u64 = 60 * MINUTE;
    const DAY: u64 = 24 * HOUR;
    let t = &texts(language).ahead;
    let rounded = |unit: u64| (own.as_secs() + unit / 2) / unit;
    match own.as_secs() {
        0..MINUTE => t.moment.to_owned(),
        seconds if seconds < 2 * HOUR => (t.minutes)(rounded(MINUTE)),
        seconds if seconds < 2 * DAY => (t.hours)(rounded(HOUR)),
        _ => (t.days)(rounded(DAY)),
    }
}

/// Why it takes so long.
pub(crate) fn pace(app: &App, language: Language) -> String {
    let own = app.service.options();
    let window = window(own.window, language);
    (texts(language).ahead.pace)(own.requests_per_window, &window)
}

/// `5 minuten`
pub(crate) fn window(own: Duration, language: Language) -> String {
    let seconds = own.as_secs().max(1);
    match (language, seconds) {
        (Language::Nl, 1) => "1 seconde".to_owned(),
        (Language::En, 1) => "1 second".to_owned(),
        (Language::Nl, 60) => "1 minuut".to_owned(),
        (Language::En, 60) => "1 minute".to_owned(),
        (Language::Nl, ..120) => format!("{seconds} seconden"),
        (Language::En, ..120) => format!("{seconds} seconds"),
        (Language::Nl, _) => format!("{} minuten", seconds.div_ceil(60)),
        (Language::En, _) => format!("{} minutes", seconds.div_ceil(60)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_said_as_roughly_as_it_is_known() {
        for (seconds, nl, en) in [
            (0, "klaar binnen enkele minuten", "done within a few minutes"),
            (300, "ongeveer 5 minuten", "about 5 minutes"),
            (60 * 90, "ongeveer 90 minuten", "about 90 minutes"),
            (60 * 130, "ongeveer 2 uur", "about 2 hours"),
            (3600 * 60, "ongeveer 3 dagen", "about 3 days"),
        ] {
            let own = Duration::from_secs(seconds);
            assert_eq!(duration(own, Language::Nl), nl);
            assert_eq!(duration(own, Language::En), en);
        }
    }

    #[test]
    fn one_of_a_time_is_one() {
        for (seconds, nl, en) in [
            (1, "1 seconde", "1 second"),
            (2, "2 seconden", "2 seconds"),
            (60, "1 minuut", "1 minute"),
            (300, "5 minuten", "5 minutes"),
        ] {
            let own = Duration::from_secs(seconds);
            assert_eq!([Language::Nl, Language::En].map(|said| window(own, said)), [nl, en]);
        }
    }

    #[test]
    fn a_number_says_how_well_it_is_known() {
        for (orders, certainty, nl) in [
            (1, Certainty::Exact, "1 bestelling"),
            (1_200, Certainty::About, "ongeveer 1.200 bestellingen"),
            (40_000, Certainty::AtLeast, "ten minste 40.000 bestellingen"),
        ] {
            assert_eq!(told(Extent { orders, certainty }, Language::Nl), nl);
        }
    }
}
