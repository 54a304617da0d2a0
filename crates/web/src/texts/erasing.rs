//! A customer is forgotten, because they ask for it.

/// What is said on an order's page, and after it.
#[derive(Debug)]
pub(crate) struct ErasingTexts {
    /// In the place of a name.
    pub(crate) forgotten: &'static str,
    pub(crate) title: &'static str,
    pub(crate) hint: &'static str,
    pub(crate) button: &'static str,
    /// What was done.
    pub(crate) done: &'static str,
    pub(crate) nothing: &'static str,
    /// What is being booked.
    pub(crate) left: &'static str,
    /// What is not ours to do.
    pub(crate) todo: &'static str,
    pub(crate) contact: &'static str,
    pub(crate) back: &'static str,
}

/// Nederlands.
pub(super) const NL: ErasingTexts = ErasingTexts {
    forgotten: "vergeten",
    title: "De klant vraagt om verwijdering",
    hint: "Haalt naam, adres, e-mailadres en telefoonnummer uit al haar bestellingen hier. Bedragen, facturen en afsluiting blijven zoals zij zijn. Het is niet terug te draaien.",
    button: "Vergeet deze klant",
    done: "De klant is vergeten in:",
    nothing: "Hier stond niets (meer) van de klant.",
    left: "Wordt nu geboekt. Vergeet de klant daarna nog eens vanaf deze bestellingen:",
    todo: "Wat u zelf nog doet",
    contact: "Contact in Moneybird",
    back: "Terug naar de bestelling",
};

/// English.
pub(super) const EN: ErasingTexts = ErasingTexts {
    forgotten: "forgotten",
    title: "The customer asks for erasure",
    hint: "Takes name, address, e-mail address and telephone number out of all their orders here. Amounts, invoices and the closing statement stay as they are. It cannot be undone.",
    button: "Forget this customer",
    done: "The customer is forgotten in:",
    nothing: "Nothing of the customer was here (any more).",
    left: "Being booked now. Forget the customer once more after it, from these orders:",
    todo: "What is left to you",
    contact: "Contact in Moneybird",
    back: "Back to the order",
};
