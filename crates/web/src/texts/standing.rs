//! What is said where a connection is not made, stands still, or cannot be asked, and of what came before.

/// That, and what to do.
#[derive(Debug)]
pub(crate) struct StandingTexts {
    pub(crate) unknown_token: &'static str,
    pub(crate) no_leave: &'static str,
    pub(crate) leave_failed: &'static str,
    pub(crate) only_saved: &'static str,
    pub(crate) unsaved: &'static str,
    /// The app was removed in the shop.
    pub(crate) removed: &'static str,
    pub(crate) to_shop: &'static str,
    /// Since a moment, or a little later.
    pub(crate) after: fn(&str) -> String,
    pub(crate) withdrawn: &'static str,
    /// A payment method of which only the number in the shop is known.
    pub(crate) method: fn(i64) -> String,
}

/// Nederlands.
pub(super) const NL: StandingTexts = StandingTexts {
    unknown_token: "Moneybird kent dit token niet. Plak het opnieuw, helemaal.",
    no_leave: "U gaf geen toegang; er is niets veranderd. U kunt het hieronder opnieuw doen.",
    leave_failed: "Bij Moneybird ging iets mis; er is niets veranderd. Probeer het hieronder opnieuw.",
    only_saved: "Hieronder staat wat is opgeslagen. Wijzigen kan weer als dit verholpen is.",
    unsaved: "Er is niets opgeslagen. Wat u invulde, staat hieronder nog.",
    removed: "De app is in CCV Shop verwijderd. Installeer Sluitend daar opnieuw vanuit de App Store; dan gaat het verder waar het was. Wat in Moneybird staat, blijft.",
    to_shop: "Naar CCV Shop",
    after: |moment| format!("na {moment}"),
    withdrawn: "geen toegang meer tot Moneybird: daar is de toestemming of het token ingetrokken",
    method: |id| format!("Betaalmethode {id}"),
};

/// English.
pub(super) const EN: StandingTexts = StandingTexts {
    unknown_token: "Moneybird does not know this token. Paste it again, all of it.",
    no_leave: "You gave no access; nothing was changed. You can do it again below.",
    leave_failed: "Something went wrong at Moneybird; nothing was changed. Try it again below.",
    only_saved: "Below is what is saved. It can be changed again when this is mended.",
    unsaved: "Nothing was saved. What you filled in is still below.",
    removed: "The app was removed in CCV Shop. Install Sluitend there again from the App Store; it then goes on where it was. What is in Moneybird stays.",
    to_shop: "To CCV Shop",
    after: |moment| format!("after {moment}"),
    withdrawn: "no access to Moneybird any more: the leave or the token was withdrawn there",
    method: |id| format!("Payment method {id}"),
};
