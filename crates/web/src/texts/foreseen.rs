//! What is said of the newest orders before settings are saved.

use bookkeeping::{Language, said_number};

/// How many of them would wait for a person, and what for.
#[derive(Debug)]
pub(crate) struct ForeseenTexts {
    pub(crate) title: &'static str,
    pub(crate) all_booked: fn(usize) -> String,
    /// Of so many orders, so many.
    pub(crate) some_wait: fn(usize, usize) -> String,
    /// So many orders, and what they need.
    pub(crate) each: fn(usize, &str) -> String,
    pub(crate) account: fn(&str) -> String,
    pub(crate) rate: fn(&str) -> String,
    /// The same of what was chosen, and does not do.
    pub(crate) account_wrong: fn(&str) -> String,
    pub(crate) rate_wrong: fn(&str) -> String,
    pub(crate) rounding: fn(&str) -> String,
    pub(crate) elsewhere: fn(&str) -> String,
    /// What it was measured on.
    pub(crate) measured: fn(usize) -> String,
    pub(crate) older: &'static str,
    pub(crate) twice: &'static str,
    pub(crate) again: &'static str,
    pub(crate) uses: fn(usize) -> String,
}

/// Nederlands.
pub(super) const NL: ForeseenTexts = ForeseenTexts {
    title: "Wat op u zou wachten",
    all_booked: |orders| match orders {
        1 => "De laatste bestelling zou zo worden geboekt.".to_owned(),
        orders => format!("De laatste {orders} bestellingen zouden zo allemaal worden geboekt."),
    },
    some_wait: |orders, wait| match (orders, wait) {
        (1, _) => "De laatste bestelling zou op u wachten:".to_owned(),
        (orders, 1) => format!("Van de laatste {orders} bestellingen zou er 1 op u wachten:"),
        (orders, wait) => {
            format!("Van de laatste {orders} bestellingen zouden er {wait} op u wachten:")
        }
    },
    each: |orders, what| format!("{} × {what}", said_number(orders as u64, Language::Nl)),
    account: |what| format!("{what}: kies een rekening"),
    rate: |what| format!("{what}: kies een btw-tarief"),
    account_wrong: |what| format!("{what}: de gekozen rekening past niet, kies een andere"),
    rate_wrong: |what| format!("{what}: het gekozen tarief past niet, kies een ander"),
    rounding: |what| format!("{what}: kies voor een regel met een afronding"),
    elsewhere: |why| format!("{why}: dat ligt niet aan een keuze op deze bladzijde"),
    measured: |orders| match orders {
        1 => "Bekeken is de nieuwste bestelling die klaar is om te boeken.".to_owned(),
        orders => {
            format!("Bekeken zijn de {orders} nieuwste bestellingen die klaar zijn om te boeken.")
        }
    },
    older: "Daar zijn ook bestellingen bij van voor de eerste dag die u overneemt: nieuwe hebben waarschijnlijk hetzelfde nodig.",
    twice: "Een bestelling kan bij meer dan één regel horen.",
    again: "Kiest u wat ontbreekt, dan telt dat mee in het voorbeeld.",
    uses: |orders| match orders {
        1 => "1 bestelling gebruikt dit".to_owned(),
        orders => format!("{orders} bestellingen gebruiken dit"),
    },
};

/// English.
pub(super) const EN: ForeseenTexts = ForeseenTexts {
    title: "What would wait for you",
    all_booked: |orders| match orders {
        1 => "The latest order would be booked like this.".to_owned(),
        orders => format!("The latest {orders} orders would all be booked like this."),
    },
    some_wait: |orders, wait| match (orders, wait) {
        (1, _) => "The latest order would wait for you:".to_owned(),
        (orders, wait) => format!("Of the latest {orders} orders, {wait} would wait for you:"),
    },
    each: |orders, what| format!("{} × {what}", said_number(orders as u64, Language::En)),
    account: |what| format!("{what}: choose an account"),
    rate: |what| format!("{what}: choose a tax rate"),
    account_wrong: |what| {
        format!("{what}: the account that is chosen does not fit, choose another")
    },
    rate_wrong: |what| format!("{what}: the tax rate that is chosen does not fit, choose another"),
    rounding: |what| format!("{what}: choose a line for it"),
    elsewhere: |why| format!("{why}: no choice on this page is to blame"),
    measured: |orders| match orders {
        1 => "Looked at was the newest order that is ready to be booked.".to_owned(),
        orders => {
            format!("Looked at were the {orders} newest orders that are ready to be booked.")
        }
    },
    older: "Some of them are from before the first day that you take over: new ones are likely to need the same.",
    twice: "An order may belong to more than one line.",
    again: "Once you choose what is missing, the preview counts with it.",
    uses: |orders| match orders {
        1 => "1 order uses this".to_owned(),
        orders => format!("{orders} orders use this"),
    },
};
