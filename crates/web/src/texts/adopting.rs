//! What is said to a shop that booked with another program before.

use bookkeeping::{Language, said_number, said_orders};

/// On its page.
#[derive(Debug)]
pub(crate) struct AdoptingTexts {
    pub(crate) title: &'static str,
    pub(crate) link: &'static str,
    pub(crate) link_hint: &'static str,
    pub(crate) intro: &'static str,
    pub(crate) steps: [&'static str; 3],
    pub(crate) settings_first: &'static str,
    pub(crate) to_settings: &'static str,
    pub(crate) to_refused: &'static str,
    pub(crate) ask_title: &'static str,
    pub(crate) up_to: &'static str,
    pub(crate) reference: &'static str,
    pub(crate) from: &'static str,
    pub(crate) look: &'static str,
    pub(crate) no_day: &'static str,
    pub(crate) no_reference: &'static str,
    pub(crate) moving: &'static str,
    pub(crate) moving_hint: &'static str,
    pub(crate) waits: fn(&str) -> String,
    /// A worker is at this shop.
    pub(crate) busy: &'static str,
    /// Up to which order, from which day, and whether it is done.
    pub(crate) lead: fn(&str, Option<&str>, bool) -> String,
    pub(crate) ways: &'static str,
    pub(crate) no_ways: &'static str,
    /// How many orders, and how many of them of the same amount.
    pub(crate) fits: fn(usize, usize) -> String,
    pub(crate) months: &'static str,
    pub(crate) month: &'static str,
    pub(crate) adopted: &'static str,
    pub(crate) asked: &'static str,
    pub(crate) amount: &'static str,
    pub(crate) pairs: &'static str,
    /// What the invoice is called, and its day.
    pub(crate) pair: fn(&str, &str) -> String,
    pub(crate) asks: &'static str,
    pub(crate) asks_hint: &'static str,
    pub(crate) more: fn(usize) -> String,
    pub(crate) unreadable: fn(usize) -> String,
    pub(crate) beyond: fn(u64, &str) -> String,
    pub(crate) agree: &'static str,
    pub(crate) agree_hint: &'static str,
    pub(crate) changed: &'static str,
    /// Adopted, asked, done before.
    pub(crate) done: fn([u64; 3]) -> String,
    pub(crate) done_hint: &'static str,
    /// What to do about an order that another program booked otherwise.
    pub(crate) hint: &'static str,
}

/// Nederlands.
pub(super) const NL: AdoptingTexts = AdoptingTexts {
    title: "Overstappen van een ander programma",
    link: "Ik stap over van een ander programma",
    link_hint: "Boekte een ander programma tot nu toe? Kies hier dan eerst om geen bestaande bestellingen over te nemen.",
    intro: "Wat een ander programma al boekte, wordt herkend en nooit nog eens geboekt. Aan die facturen verandert niets.",
    steps: [
        "Zet het andere programma uit, en kies bij Instellingen om geen bestaande bestellingen over te nemen.",
        "Noem hieronder de laatste bestelling die al in de boeken staat, en ga akkoord met wat u ziet.",
        "Kies daarna bij Instellingen welke bestaande bestellingen u overneemt: wat er al staat, wordt overgeslagen.",
    ],
    settings_first: "Kies eerst hoe er geboekt wordt, en neem nog geen bestaande bestellingen over.",
    to_settings: "Naar de instellingen",
    to_refused: "Naar wat u nodig heeft",
    ask_title: "Tot waar zijn de boeken bijgewerkt?",
    up_to: "Nummer van de laatste bestelling die al geboekt is",
    reference: "Hoe het andere programma zijn kenmerk schreef, met {number} waar het bestelnummer staat; leeg laten om het te laten voorstellen",
    from: "Eerste dag die bekeken wordt; leeg laten voor het boekjaar of het begin van wat u overneemt",
    look: "Kijken wat er al geboekt is",
    no_day: "Die dag bestaat niet.",
    no_reference: "In het kenmerk moet één keer {number} staan, zoals in Order {number}.",
    moving: "De bestellingen van de winkel en de facturen in Moneybird worden gelezen.",
    moving_hint: "Er wordt niets gewijzigd. Deze bladzijde gaat vanzelf verder; bij duizenden bestellingen duurt het een tijd.",
    waits: |at| {
        format!("De winkel of Moneybird laat nu even niet meer toe; om {at} gaat het verder.")
    },
    busy: "Deze winkel wordt op dit moment geboekt; zodra dat klaar is, wordt alles opnieuw bekeken en gaat het verder.",
    lead: |up_to, from, is_done| {
        let from = from.map(|from| format!(" vanaf {from}")).unwrap_or_default();
        let rest = if is_done { "" } else { " Er is nog niets gewijzigd." };
        format!("Bestellingen{from} tot en met {up_to}.{rest}")
    },
    ways: "Zo schreef het andere programma zijn kenmerken",
    no_ways: "In geen enkel kenmerk in Moneybird staat het nummer van een bestelling. Schreef het andere programma zijn eigen factuurnummer, kies dan bij Instellingen om vanaf een dag over te nemen.",
    fits: |orders, agree| {
        format!(
            "past bij {}, waarvan {} met hetzelfde bedrag",
            bestellingen(orders as u64),
            said_number(agree as u64, Language::Nl)
        )
    },
    months: "Per maand",
    month: "maand",
    adopted: "al geboekt",
    asked: "vraagt u",
    amount: "bedrag",
    pairs: "Welke factuur van welke bestelling is",
    pair: |reference, day| format!("factuur {reference} van {day}"),
    asks: "Hierover beslist u",
    asks_hint: "Deze bestellingen worden niet geboekt voordat u dat zegt: opnieuw proberen boekt een bestelling op een eigen factuur, terzijde leggen laat haar weg.",
    more: |orders| format!("En nog {}.", said_number(orders as u64, Language::Nl)),
    unreadable: |orders| format!("{} kan de winkel niet tonen.", bestellingen(orders as u64)),
    beyond: |orders, last| match orders {
        1 => format!(
            "Let op: van een latere bestelling, {last}, staat er ook een factuur met hetzelfde bedrag. Noem die hieronder, anders wordt zij nog eens geboekt."
        ),
        _ => format!(
            "Let op: van {} latere bestellingen staat er ook een factuur met hetzelfde bedrag; de laatste is {last}. Noem die hieronder, anders worden zij nog eens geboekt.",
            said_number(orders, Language::Nl)
        ),
    },
    agree: "Akkoord, zo telt het",
    agree_hint: "Alles wordt eerst opnieuw bekeken. Is er iets veranderd, dan gebeurt er niets en ziet u het nieuwe overzicht.",
    changed: "Er is niets gewijzigd: wat er zou gebeuren, is anders dan waar u akkoord mee ging. Dit is het nu.",
    done: |[adopted, asked, before]| {
        format!(
            "{} {} geboekt door het andere programma, {} {} u iets. {} {} al gedaan.",
            bestellingen(adopted),
            if adopted == 1 { "is" } else { "zijn" },
            said_number(asked, Language::Nl),
            if asked == 1 { "vraagt" } else { "vragen" },
            said_number(before, Language::Nl),
            if before == 1 { "was" } else { "waren" }
        )
    },
    done_hint: "Kies nu welke bestaande bestellingen u overneemt; wat al geboekt is, wordt overgeslagen.",
    hint: "Bekijk haar in CCV Shop en in Moneybird. Is zij goed geboekt, leg haar hier dan terzijde; anders verbetert u dat daar en kijkt u bij Instellingen opnieuw wat het andere programma boekte. Opnieuw proberen boekt haar ernaast, op een eigen factuur.",
};

/// English.
pub(super) const EN: AdoptingTexts = AdoptingTexts {
    title: "Switching from another program",
    link: "I switch from another program",
    link_hint: "Did another program book until now? Then choose here to take over no existing orders first.",
    intro: "What another program booked is recognised and never booked again. Nothing is changed in its invoices.",
    steps: [
        "Switch the other program off, and choose in Settings to take over no existing orders.",
        "Name the last order that is in the books already below, and agree to what you see.",
        "Then choose in Settings which existing orders you take over: what is there is passed over.",
    ],
    settings_first: "First choose how orders are booked, and take over no existing orders yet.",
    to_settings: "To the settings",
    to_refused: "To what needs you",
    ask_title: "Up to where are the books filled?",
    up_to: "Number of the last order that is booked already",
    reference: "How the other program wrote its reference, with {number} where the order's number is; leave it empty to have it proposed",
    from: "First day to look at; leave it empty for the book year or the beginning of what you take over",
    look: "See what is booked already",
    no_day: "There is no such day.",
    no_reference: "The reference must have {number} in it once, as in Order {number}.",
    moving: "The orders of the shop and the invoices in Moneybird are being read.",
    moving_hint: "Nothing is changed. This page goes on by itself; with thousands of orders it takes a while.",
    waits: |at| format!("The shop or Moneybird allows no more just now; it goes on at {at}."),
    busy: "This shop is being booked just now; once that is done, all is looked at anew and it goes on.",
    lead: |up_to, from, is_done| {
        let from = from.map(|from| format!(" from {from}")).unwrap_or_default();
        let rest = if is_done { "" } else { " Nothing is changed yet." };
        format!("Orders{from} up to {up_to}.{rest}")
    },
    ways: "This is how the other program wrote its references",
    no_ways: "No reference in Moneybird has the number of an order in it. If the other program wrote its own invoice number, choose in Settings to take over from a day on.",
    fits: |orders, agree| {
        format!(
            "fits {}, {} of them of the same amount",
            orders_of(orders as u64),
            said_number(agree as u64, Language::En)
        )
    },
    months: "By month",
    month: "month",
    adopted: "booked already",
    asked: "asks you",
    amount: "amount",
    pairs: "Which invoice is of which order",
    pair: |reference, day| format!("invoice {reference} of {day}"),
    asks: "You decide about these",
    asks_hint: "These orders are not booked before you say so: a retry books an order on an invoice of its own, setting it aside leaves it out.",
    more: |orders| format!("And {} more.", said_number(orders as u64, Language::En)),
    unreadable: |orders| format!("The shop cannot show {}.", orders_of(orders as u64)),
    beyond: |orders, last| match orders {
        1 => format!(
            "Mind: of a later order, {last}, there is an invoice of the same amount as well. Name that one below, or it is booked once more."
        ),
        _ => format!(
            "Mind: of {} later orders there is an invoice of the same amount as well; the last is {last}. Name that one below, or they are booked once more.",
            said_number(orders, Language::En)
        ),
    },
    agree: "Agree, let it count",
    agree_hint: "All is looked at anew first. If anything has changed nothing is done, and you are shown it as it is then.",
    changed: "Nothing was changed: what would be done is not what you agreed to. This is what it is now.",
    done: |[adopted, asked, before]| {
        format!(
            "{} {} booked by the other program, {} {} you something. {} {} done before.",
            orders_of(adopted),
            if adopted == 1 { "is" } else { "are" },
            said_number(asked, Language::En),
            if asked == 1 { "asks" } else { "ask" },
            said_number(before, Language::En),
            if before == 1 { "was" } else { "were" }
        )
    },
    done_hint: "Now choose which existing orders you take over; what is booked is passed over.",
    hint: "Look at it in CCV Shop and in Moneybird. If it is booked well, set it aside here; otherwise put that right there, and look again in Settings what the other program booked. A retry books it beside what is there, on an invoice of its own.",
};

fn bestellingen(number: u64) -> String {
    said_orders(number, Language::Nl)
}

fn orders_of(number: u64) -> String {
    said_orders(number, Language::En)
}
