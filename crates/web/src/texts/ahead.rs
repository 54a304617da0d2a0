//! What is said of the settings before they are saved, and of a takeover.

use bookkeeping::{Language, said_number, said_orders};

/// How orders would be booked, and what a takeover comes to.
#[derive(Debug)]
pub(crate) struct AheadTexts {
    pub(crate) title: &'static str,
    pub(crate) lead: &'static str,
    pub(crate) daily: &'static str,
    pub(crate) sums: fn([usize; 5]) -> String,
    pub(crate) begun: &'static str,
    pub(crate) begun_as: &'static str,
    pub(crate) unchosen: &'static str,
    pub(crate) none: &'static str,
    pub(crate) newest: &'static str,
    pub(crate) look: &'static str,
    pub(crate) look_first: &'static str,
    pub(crate) back: &'static str,
    pub(crate) booked: &'static str,
    pub(crate) waits: &'static str,
    pub(crate) refused: &'static str,
    pub(crate) left: &'static str,
    pub(crate) waits_for: fn(&str) -> String,
    pub(crate) once_ready: &'static str,
    pub(crate) too_old: fn(&str) -> String,
    pub(crate) excluded: &'static str,
    pub(crate) contact: &'static str,
    pub(crate) contact_new: &'static str,
    pub(crate) contact_match: &'static str,
    pub(crate) vat_in_it: fn(&str) -> String,
    pub(crate) payment: &'static str,
    pub(crate) payment_on: fn(&str, &str) -> String,
    pub(crate) payment_by_bank: fn(&str) -> String,
    pub(crate) payment_none: &'static str,
    pub(crate) ledger: &'static str,
    pub(crate) rate: &'static str,
    pub(crate) takeover: &'static str,
    pub(crate) takes: fn(&str, &str) -> String,
    pub(crate) takes_nothing: &'static str,
    pub(crate) takes_unknown: &'static str,
    pub(crate) orders: fn(u64) -> String,
    pub(crate) about: fn(&str) -> String,
    pub(crate) at_least: fn(&str) -> String,
    pub(crate) moment: &'static str,
    pub(crate) minutes: fn(u64) -> String,
    pub(crate) hours: fn(u64) -> String,
    pub(crate) days: fn(u64) -> String,
    /// Why it goes in steps: so many requests in so many minutes.
    pub(crate) pace: fn(u32, &str) -> String,
    pub(crate) reading: fn(u64) -> String,
    pub(crate) reading_hint: &'static str,
    /// Read, all, in the books, read back.
    pub(crate) progress: fn([u64; 4]) -> String,
    pub(crate) until: fn(&str) -> String,
    pub(crate) soon: &'static str,
    pub(crate) back_to_shop: &'static str,
}

/// Nederlands.
pub(super) const NL: AheadTexts = AheadTexts {
    title: "Zo wordt het geboekt",
    lead: "De laatste bestellingen van uw winkel, met de keuzes die u net maakte. Er is nog niets opgeslagen en niets geboekt.",
    daily: "U koos één factuur per dag: deze bestellingen komen samen in dagfacturen. Hier staat wat elke bestelling daaraan toevoegt.",
    sums: |[booked, waiting, refused, left, begun]| {
        let all = booked + waiting + refused + left + begun;
        let parts = counted(&[
            (booked, "wordt nu geboekt", "worden nu geboekt"),
            (waiting, "wacht op de winkel", "wachten op de winkel"),
            (refused, "wordt zo niet geboekt", "worden zo niet geboekt"),
            (left, "wordt met rust gelaten", "worden met rust gelaten"),
            (begun, "is al verwerkt", "zijn al verwerkt"),
        ]);
        format!("Van de laatste {all}: {parts}.")
    },
    begun: "Dat blijft zo: wat u nu opslaat, verandert er niets aan.",
    begun_as: "Met deze keuzes zou zij zo worden geboekt:",
    unchosen: "Ga terug en kies wat hier ontbreekt; anders wacht deze bestelling straks op u.",
    none: "Uw winkel heeft nog geen bestellingen. Zodra de eerste er is, wordt zij op deze manier geboekt.",
    newest: "De laatste bestellingen",
    look: "Voorbeeld bekijken",
    look_first: "Verder naar het voorbeeld",
    back: "Terug en wijzigen",
    booked: "wordt geboekt",
    waits: "wacht op de winkel",
    refused: "wordt niet geboekt",
    left: "met rust gelaten",
    waits_for: |reasons| format!("Wacht nog: {reasons}."),
    once_ready: "Daarna wordt zij zo geboekt:",
    too_old: |day| format!("Van voor {day}, de eerste dag waarvan u bestellingen overneemt."),
    excluded: "Betaald op een manier die in de instellingen is uitgesloten.",
    contact: "Contact",
    contact_new: "wordt zo nodig gemaakt",
    contact_match: "wordt aan dit adres herkend, en anders gemaakt",
    vat_in_it: |vat| format!("waarvan {vat} btw"),
    payment: "Betaling",
    payment_on: |amount, account| format!("{amount} op {account}"),
    payment_by_bank: |amount| format!("{amount}, te koppelen met een bankregel"),
    payment_none: "geen",
    ledger: "Rekening",
    rate: "Btw-tarief",
    takeover: "De overname",
    takes: |orders, time| format!("{orders}: {time}."),
    takes_nothing: "Bestaande bestellingen worden niet overgenomen; alleen wat er vanaf vandaag bij komt.",
    takes_unknown: "Hoeveel bestellingen dat zijn, kon de winkel nu niet zeggen. U kunt gewoon doorgaan.",
    orders: |orders| said_orders(orders, Language::Nl),
    about: |text| format!("ongeveer {text}"),
    at_least: |text| format!("ten minste {text}"),
    moment: "klaar binnen enkele minuten",
    minutes: |minutes| match minutes {
        1 => "ongeveer 1 minuut".to_owned(),
        minutes => format!("ongeveer {minutes} minuten"),
    },
    hours: |hours| format!("ongeveer {hours} uur"),
    days: |days| match days {
        1 => "ongeveer een dag".to_owned(),
        days => format!("ongeveer {days} dagen"),
    },
    pace: |requests, minutes| {
        format!(
            "Moneybird laat {requests} verzoeken in {minutes} toe. Daarom gaat het in stappen, en staat het soms even stil."
        )
    },
    reading: |orders| {
        let orders = said_number(orders, Language::Nl);
        format!("De bestellingen van de winkel worden gelezen: tot nu toe {orders}.")
    },
    reading_hint: "Zodra alles gelezen is, staat hier hoe lang het boeken duurt.",
    progress: |[read, all, in_books, proven]| {
        let [read, all, in_books, proven] =
            [read, all, in_books, proven].map(|own| said_number(own, Language::Nl));
        format!(
            "{read} bestellingen gelezen, {all} te boeken. Daarvan staan er {in_books} in Moneybird, en zijn er {proven} teruggelezen en in orde."
        )
    },
    until: |at| format!("Naar verwachting klaar rond {at}."),
    soon: "Nog enkele minuten.",
    back_to_shop: "Terug naar CCV Shop",
};

/// English.
pub(super) const EN: AheadTexts = AheadTexts {
    title: "This is how it is booked",
    lead: "The latest orders of your shop, with the choices that you just made. Nothing is saved yet, and nothing is booked.",
    daily: "You chose one invoice per day: these orders go together into daily invoices. This is what each order adds to them.",
    sums: |[booked, waiting, refused, left, begun]| {
        let all = booked + waiting + refused + left + begun;
        let parts = counted(&[
            (booked, "is booked now", "are booked now"),
            (waiting, "waits for the shop", "wait for the shop"),
            (refused, "is not booked like this", "are not booked like this"),
            (left, "is left alone", "are left alone"),
            (begun, "is dealt with already", "are dealt with already"),
        ]);
        format!("Of the latest {all}: {parts}.")
    },
    begun: "That stays: what you save now does not change it.",
    begun_as: "With these choices it would be booked like this:",
    unchosen: "Go back and choose what is missing here; otherwise this order will wait for you.",
    none: "Your shop has no orders yet. The first one will be booked in this way.",
    newest: "The latest orders",
    look: "See a preview",
    look_first: "On to the preview",
    back: "Back, to change",
    booked: "is booked",
    waits: "waits for the shop",
    refused: "is not booked",
    left: "left alone",
    waits_for: |reasons| format!("Still waits: {reasons}."),
    once_ready: "After that it is booked like this:",
    too_old: |day| format!("From before {day}, the first day whose orders you take over."),
    excluded: "Paid in a way that the settings leave out.",
    contact: "Contact",
    contact_new: "is made where needed",
    contact_match: "is recognised by this address, and made if it is not there",
    vat_in_it: |vat| format!("of which VAT {vat}"),
    payment: "Payment",
    payment_on: |amount, account| format!("{amount} on {account}"),
    payment_by_bank: |amount| format!("{amount}, to be matched with a bank line"),
    payment_none: "none",
    ledger: "Account",
    rate: "Tax rate",
    takeover: "The takeover",
    takes: |orders, time| format!("{orders}: {time}."),
    takes_nothing: "Existing orders are not taken over; only what comes from today on.",
    takes_unknown: "The shop could not say now how many orders these are. You can go on all the same.",
    orders: |orders| said_orders(orders, Language::En),
    about: |text| format!("about {text}"),
    at_least: |text| format!("at least {text}"),
    moment: "done within a few minutes",
    minutes: |minutes| match minutes {
        1 => "about 1 minute".to_owned(),
        minutes => format!("about {minutes} minutes"),
    },
    hours: |hours| match hours {
        1 => "about 1 hour".to_owned(),
        hours => format!("about {hours} hours"),
    },
    days: |days| match days {
        1 => "about a day".to_owned(),
        days => format!("about {days} days"),
    },
    pace: |requests, minutes| {
        format!(
            "Moneybird allows {requests} requests in {minutes}. So it goes in steps, and sometimes pauses."
        )
    },
    reading: |orders| {
        let orders = said_number(orders, Language::En);
        format!("The shop's orders are being read: {orders} so far.")
    },
    reading_hint: "When all are read, this says how long booking them takes.",
    progress: |[read, all, in_books, proven]| {
        let [read, all, in_books, proven] =
            [read, all, in_books, proven].map(|own| said_number(own, Language::En));
        format!(
            "{read} orders read, {all} to book. Of these {in_books} are in Moneybird, and {proven} were read back and found right."
        )
    },
    until: |at| format!("Expected to be done at about {at}."),
    soon: "A few more minutes.",
    back_to_shop: "Back to CCV Shop",
};

/// Those of which there are any, with the words for one and for more.
fn counted(all: &[(usize, &str, &str)]) -> String {
    let some = all.iter().filter(|(number, ..)| *number > 0);
    let said = some
        .map(|(number, one, more)| format!("{number} {}", if *number == 1 { one } else { more }));
    said.collect::<Vec<_>>().join(", ")
}
