//! What is said of the letters that somebody is mailed.

use store::LetterKind;

/// Letters, and ending them.
#[derive(Debug)]
pub(crate) struct LetterTexts {
    pub(crate) title: &'static str,
    pub(crate) lead: &'static str,
    pub(crate) no_address: &'static str,
    /// An address is not confirmed yet, and what to do.
    pub(crate) unconfirmed: fn(&str) -> String,
    pub(crate) send_again: &'static str,
    /// The page that a letter to an address leads to.
    pub(crate) confirm_title: &'static str,
    pub(crate) confirm_lead: &'static str,
    pub(crate) confirm_button: &'static str,
    pub(crate) confirmed_title: &'static str,
    pub(crate) confirmed_lead: &'static str,
    pub(crate) confirm_over: &'static str,
    pub(crate) confirm_over_lead: &'static str,
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
    unconfirmed: |email| {
        format!(
            "U krijgt nog geen berichten: {email} is nog niet bevestigd. Er gaat een bericht heen met een link; volg die. Kijk ook bij de ongewenste berichten. Kwam het niet, laat het dan opnieuw sturen."
        )
    },
    send_again: "Opnieuw sturen",
    confirm_title: "Uw e-mailadres bevestigen",
    confirm_lead: "Bevestig dat u het bericht kreeg. Daarna gaan uw berichten naar dit adres.",
    confirm_button: "Bevestigen",
    confirmed_title: "Uw e-mailadres is bevestigd",
    confirmed_lead: "Uw berichten gaan voortaan naar dit adres.",
    confirm_over: "Deze link werkt niet meer",
    confirm_over_lead: "Hij is al gebruikt, hij is verlopen, of er is een nieuwer bericht gestuurd. Bij uw aanmelding ziet u of uw adres is bevestigd, en laat u het anders opnieuw sturen.",
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
    unconfirmed: |email| {
        format!(
            "You get no letters yet: {email} is not confirmed. A letter with a link is on its way to it; follow that link. Look into the mailbox for unwanted mail too. If it did not come, have it sent again."
        )
    },
    send_again: "Send again",
    confirm_title: "Confirm your e-mail address",
    confirm_lead: "Confirm that you got the letter. Your letters go to this address from then on.",
    confirm_button: "Confirm",
    confirmed_title: "Your e-mail address is confirmed",
    confirmed_lead: "Your letters go to this address from now on.",
    confirm_over: "This link does not work any more",
    confirm_over_lead: "It was used, it has run out, or a newer letter was sent. Where you choose how you sign in you see whether your address is confirmed, and have it sent again if it is not.",
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
