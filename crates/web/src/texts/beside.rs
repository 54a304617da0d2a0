//! What is said of what belongs to an order, and of looking through the shop for changes.

/// On the page of an order.
#[derive(Debug)]
pub(crate) struct BesideTexts {
    pub(crate) title: &'static str,
    /// Of what the shop no longer has.
    pub(crate) deleted: &'static str,
    /// Of what was never in the shop.
    pub(crate) not_in_shop: &'static str,
    /// When the shop was last looked through.
    pub(crate) looked_through: fn(&str) -> String,
    pub(crate) look_through: &'static str,
    pub(crate) looking: &'static str,
}

/// Nederlands.
pub(super) const NL: BesideTexts = BesideTexts {
    title: "Hoort hierbij",
    deleted: "verwijderd",
    not_in_shop: "Dit staat niet zelf in de winkel.",
    looked_through: |when| {
        format!(
            "Wat iemand later aan een geboekte bestelling wijzigt, ziet Sluitend binnen een dag. De winkel is voor het laatst helemaal nagekeken: {when}."
        )
    },
    look_through: "Nu nakijken",
    looking: "De winkel wordt nu helemaal nagekeken. Kijk over een minuut opnieuw.",
};

/// English.
pub(super) const EN: BesideTexts = BesideTexts {
    title: "Belongs to this",
    deleted: "deleted",
    not_in_shop: "This is not in the shop itself.",
    looked_through: |when| {
        format!(
            "Sluitend sees within a day what somebody edits later in an order that is booked. The shop was last looked through as a whole: {when}."
        )
    },
    look_through: "Look through it now",
    looking: "The shop is looked through as a whole now. Look again in a minute.",
};
