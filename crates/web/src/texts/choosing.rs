//! What is still to be chosen in the settings, and what is said once it was.

/// The fields that orders wait for, and what was done.
#[derive(Debug)]
pub(crate) struct ChoosingTexts {
    /// A day was filled in, and this chosen.
    pub(crate) day_unasked: fn(&str) -> String,
    pub(crate) day_ahead: &'static str,
    pub(crate) to_choose: &'static str,
    /// What is chosen, and does not do.
    pub(crate) to_change: &'static str,
    /// A field, and what it is for: two may be called the same.
    pub(crate) of: fn(&str, &str) -> String,
    /// A field, and how many orders wait for it.
    pub(crate) by_orders: fn(&str, usize) -> String,
    pub(crate) waiting: fn(usize) -> String,
    pub(crate) no_clearing: &'static str,
    pub(crate) saved: &'static str,
    pub(crate) connected: &'static str,
    /// From when on orders are listed.
    pub(crate) none_before: fn(&str) -> String,
}

/// Nederlands.
pub(super) const NL: ChoosingTexts = ChoosingTexts {
    day_unasked: |choice| {
        format!(
            "U vulde een dag in, maar koos iets anders: ‘{choice}’. Kies ‘vanaf een dag’, of maak de dag leeg."
        )
    },
    day_ahead: "De dag vanaf wanneer u bestellingen overneemt, is nog niet aangebroken. Kies vandaag als u niets van eerder wilt overnemen.",
    to_choose: "Nog te kiezen:",
    to_change: "Anders te kiezen:",
    of: |field, what| format!("{field} ({what})"),
    by_orders: |field, orders| match orders {
        1 => format!("{field} (1 bestelling)"),
        orders => format!("{field} ({orders} bestellingen)"),
    },
    waiting: |orders| match orders {
        1 => "1 bestelling wacht hierop".to_owned(),
        orders => format!("{orders} bestellingen wachten hierop"),
    },
    no_clearing: "Zonder tussenrekening wordt een betaalde factuur wel als betaald geboekt, maar de betaling blijft in Moneybird open staan tot u er een bankregel aan koppelt.",
    saved: "Opgeslagen.",
    connected: "Moneybird is weer verbonden.",
    none_before: |day| format!("Bestellingen van vóór {day} staan hier niet."),
};

/// English.
pub(super) const EN: ChoosingTexts = ChoosingTexts {
    day_unasked: |choice| {
        format!(
            "You filled in a day, but chose something else: ‘{choice}’. Choose ‘from a day on’, or empty the day."
        )
    },
    day_ahead: "The day from which you take over orders has not come yet. Choose today to take over nothing from before.",
    to_choose: "Still to be chosen:",
    to_change: "To be chosen otherwise:",
    of: |field, what| format!("{field} ({what})"),
    by_orders: |field, orders| match orders {
        1 => format!("{field} (1 order)"),
        orders => format!("{field} ({orders} orders)"),
    },
    waiting: |orders| match orders {
        1 => "1 order waits for this".to_owned(),
        orders => format!("{orders} orders wait for this"),
    },
    no_clearing: "Without a clearing account an invoice that is paid is booked as paid, but its payment stays open in Moneybird until you match it with a line of your bank.",
    saved: "Saved.",
    connected: "Moneybird is connected again.",
    none_before: |day| format!("Orders from before {day} are not listed here."),
};
