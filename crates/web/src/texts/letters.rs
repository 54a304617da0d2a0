//! What is said of the letters that somebody is mailed.

use store::LetterKind;

/// Letters, and ending them.
#[derive(Debug)]
pub(crate) struct LetterTexts {
    pub(crate) title: &'static str,
    pub(crate) lead: &'static str,
    pub(crate) no_address: &'static str,
    /// Each kind, as it is chosen.
    pub(crate) kind: fn(LetterKind) -> &'static str,
    pub(crate) save: &'static str,
    /// Below the field of an address that letters go to.
    pub(crate) email_hint: &'static str,
    /// The page that ends a kind of letters.
    pub(crate) off_title: &'static str,
    pub(crate) off_lead: fn(&str) -> String,
    pub(crate) off_button: &'static str,
    pub(crate) is_off: &'static str,
    pub(crate) is_off_lead: fn(&str) -> String,
    pub(crate) to_choices: &'static str,
}

pub(super) const NL: LetterTexts = LetterTexts {
    title: "Berichten per e-mail",
    lead: "Wat wilt u in uw postvak krijgen?",
    no_address: "U krijgt nog geen berichten: er is geen adres van u bekend. Laat er een achter, met een wachtwoord.",
    kind: |kind| match kind {
        LetterKind::Orders => "Bestellingen die op een beslissing wachten, hooguit eens per dag",
        LetterKind::Broken => "Het boeken is gestopt",
        LetterKind::Takeover => "De bestaande bestellingen zijn overgenomen",
        LetterKind::Month => "Een maand sluit, of nog niet",
        LetterKind::Trial => "De gratis maand loopt af",
    },
    save: "Bewaren",
    email_hint: "Hiermee meldt u zich aan, en hierheen gaan uw berichten.",
    off_title: "Geen bericht meer",
    off_lead: |kind| format!("Wilt u hiervan geen bericht meer krijgen: ‘{kind}’?"),
    off_button: "Niet meer sturen",
    is_off: "U krijgt hiervan geen bericht meer",
    is_off_lead: |kind| {
        format!("‘{kind}’ wordt u niet meer gestuurd. Bij uw aanmelding zet u het weer aan.")
    },
    to_choices: "Kiezen welke berichten u krijgt",
};

pub(super) const EN: LetterTexts = LetterTexts {
    title: "Letters by e-mail",
    lead: "What do you want to find in your mailbox?",
    no_address: "You get no letters yet: no address of yours is known. Leave one, with a password.",
    kind: |kind| match kind {
        LetterKind::Orders => "Orders that wait for a decision, once a day at most",
        LetterKind::Broken => "Booking has stopped",
        LetterKind::Takeover => "The existing orders are in the books",
        LetterKind::Month => "A month closes, or does not yet",
        LetterKind::Trial => "The free month is nearly over",
    },
    save: "Keep",
    email_hint: "You sign in with it, and your letters go there.",
    off_title: "No more letters",
    off_lead: |kind| format!("Do you want no more letters about this: ‘{kind}’?"),
    off_button: "Send no more",
    is_off: "You get no more letters about this",
    is_off_lead: |kind| {
        format!(
            "‘{kind}’ is not sent to you any more. Where you choose how you sign in, you turn it on again."
        )
    },
    to_choices: "Choose which letters you get",
};
