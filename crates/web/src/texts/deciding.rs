//! What a person decides about orders, and what comes of it.

/// What is said beside the buttons.
#[derive(Debug)]
pub(crate) struct DecidingTexts {
    /// Taking back what was set aside and never booked.
    pub(crate) decided: &'static str,
    pub(crate) decided_hint: &'static str,
    /// Taking back what is booked, and was set aside when it had changed.
    pub(crate) compared: &'static str,
    pub(crate) compared_hint: &'static str,
    /// What was set aside and cannot be taken back.
    pub(crate) not_back: &'static str,
    /// What a form of the list lacked.
    pub(crate) choose_first: &'static str,
    pub(crate) reason_first: &'static str,
    pub(crate) find: &'static str,
    pub(crate) find_button: &'static str,
    pub(crate) none_named: &'static str,
    /// All that need a person, to who only looks; and the heading over them.
    pub(crate) all_waiting: &'static str,
    pub(crate) waiting: &'static str,
}

/// Nederlands.
pub(super) const NL: DecidingTexts = DecidingTexts {
    decided: "Toch boeken",
    decided_hint: "Beslist opnieuw, met wat de winkel en Moneybird dan zeggen. Is zij intussen met de hand geboekt? Verwijder die factuur dan eerst in Moneybird, anders staat zij er twee keer.",
    compared: "Opnieuw vergelijken",
    compared_hint: "Zij staat al in Moneybird en wordt niet nog eens geboekt. Zij wordt opnieuw vergeleken; is er een verschil, dan kunt u dat hier boeken.",
    not_back: "Terzijde gelegd, en hier niet terug te halen: er is iets van geboekt, of een creditfactuur of correctie ervan wacht nog. Leg die eerst terzijde.",
    choose_first: "Kies eerst een of meer bestellingen.",
    reason_first: "Er is niets terzijde gelegd: geef eerst een reden. Die blijft bij de bestelling bewaard.",
    find: "Bestelnummer of kenmerk",
    find_button: "Zoeken",
    none_named: "Geen bestelling heeft dit in haar nummer, en geen factuur heet zo.",
    all_waiting: "alles wat op de winkelier wacht",
    waiting: "Wacht op de winkelier",
};

/// English.
pub(super) const EN: DecidingTexts = DecidingTexts {
    decided: "Book it after all",
    decided_hint: "Decides anew, from what the shop and Moneybird say then. Was it booked by hand meanwhile? Delete that invoice in Moneybird first, or it is there twice.",
    compared: "Compare again",
    compared_hint: "It is in Moneybird already and is not booked once more. It is compared again; if there is a difference, you can book that here.",
    not_back: "Set aside, and not to be taken back here: something of it is booked, or a credit invoice or correction of it still waits. Set that aside first.",
    choose_first: "Choose one or more orders first.",
    reason_first: "Nothing was set aside: give a reason first. It is kept with the order.",
    find: "Order number or reference",
    find_button: "Find",
    none_named: "No order has this in its number, and no invoice is called that.",
    all_waiting: "all that wait for the shopkeeper",
    waiting: "Waits for the shopkeeper",
};
