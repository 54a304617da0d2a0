//! What is said to a shop that booked with another program before.

use super::ahead::thousands;

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
    /// Up to which order, and from which day.
    pub(crate) lead: fn(&str, Option<&str>) -> String,
    pub(crate) ways: &'static str,
    pub(crate) no_ways: &'static str,
    /// How many orders, and how many of them of the same amount.
    pub(crate) fits: fn(usize, usize) -> String,
    pub(crate) months: &'static str,
    pub(crate) month: &'static str,
    pub(crate) adopted: &'static str,
    pub(crate) asked: &'static str,
    pub(crate) amount: &'static str,
    pub(crate) asks: &'static str,
    pub(crate) asks_hint: &'static str,
    pub(crate) more: fn(usize) -> String,
    pub(crate) unpaid: fn(u64, &str) -> String,
    pub(crate) left_alone: fn(u64) -> String,
    pub(crate) unsold: fn(u64) -> String,
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
    moving_hint: "Er wordt niets gewijzigd. Deze pagina gaat vanzelf verder; bij duizenden bestellingen duurt het een tijd.",
    waits: |at| {
        format!("De winkel of Moneybird laat nu even niet meer toe; om {at} gaat het verder.")
    },
    lead: |up_to, from| match from {
        Some(from) => {
            format!("Bestellingen vanaf {from} tot en met {up_to}. Er is nog niets gewijzigd.")
        }
        None => format!("Bestellingen tot en met {up_to}. Er is nog niets gewijzigd."),
    },
    ways: "Zo schreef het andere programma zijn kenmerken",
    no_ways: "In geen enkel kenmerk in Moneybird staat het nummer van een bestelling. Schreef het andere programma zijn eigen factuurnummer, kies dan bij Instellingen om vanaf een dag over te nemen.",
    fits: |orders, agree| {
        format!(
            "past bij {} bestellingen, waarvan {} met hetzelfde bedrag",
            thousands(orders as u64, '.'),
            thousands(agree as u64, '.')
        )
    },
    months: "Per maand",
    month: "maand",
    adopted: "al geboekt",
    asked: "vraagt u",
    amount: "bedrag",
    asks: "Hierover beslist u",
    asks_hint: "Deze bestellingen worden niet geboekt voordat u dat zegt: opnieuw proberen boekt een bestelling op een eigen factuur, terzijde leggen laat haar weg.",
    more: |orders| format!("En nog {}.", thousands(orders as u64, '.')),
    unpaid: |orders, total| {
        format!(
            "{} van de facturen zijn in Moneybird niet of niet helemaal betaald, samen {total}. Daar blijft Sluitend af.",
            thousands(orders, '.')
        )
    },
    left_alone: |orders| {
        format!(
            "{} bestellingen blijven zoals ze zijn: hier geboekt of terzijde gelegd.",
            thousands(orders, '.')
        )
    },
    unsold: |orders| {
        format!(
            "{} bestellingen zijn niet verkocht en hebben geen factuur.",
            thousands(orders, '.')
        )
    },
    unreadable: |orders| format!("{orders} bestellingen kan de winkel niet tonen."),
    beyond: |orders, last| {
        format!(
            "Let op: van {} latere bestellingen staat er ook een factuur met hetzelfde bedrag; de laatste is {last}. Noem die hieronder, anders worden zij nog eens geboekt.",
            thousands(orders, '.')
        )
    },
    agree: "Akkoord, zo telt het",
    agree_hint: "Alles wordt eerst opnieuw bekeken. Is er iets veranderd, dan gebeurt er niets en ziet u het nieuwe overzicht.",
    changed: "Er is niets gewijzigd: wat er zou gebeuren, is anders dan waar u akkoord mee ging. Dit is het nu.",
    done: |[adopted, asked, before]| {
        format!(
            "{} bestellingen zijn geboekt door het andere programma, {} vragen u iets. {} waren al gedaan.",
            thousands(adopted, '.'),
            thousands(asked, '.'),
            thousands(before, '.')
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
    lead: |up_to, from| match from {
        Some(from) => format!("Orders from {from} up to {up_to}. Nothing is changed yet."),
        None => format!("Orders up to {up_to}. Nothing is changed yet."),
    },
    ways: "This is how the other program wrote its references",
    no_ways: "No reference in Moneybird has the number of an order in it. If the other program wrote its own invoice number, choose in Settings to take over from a day on.",
    fits: |orders, agree| {
        format!(
            "fits {} orders, {} of them of the same amount",
            thousands(orders as u64, ','),
            thousands(agree as u64, ',')
        )
    },
    months: "By month",
    month: "month",
    adopted: "booked already",
    asked: "asks you",
    amount: "amount",
    asks: "You decide about these",
    asks_hint: "These orders are not booked before you say so: a retry books an order on an invoice of its own, setting it aside leaves it out.",
    more: |orders| format!("And {} more.", thousands(orders as u64, ',')),
    unpaid: |orders, total| {
        format!(
            "{} of the invoices are not paid in Moneybird, or not in full: {total} in all. Sluitend leaves that alone.",
            thousands(orders, ',')
        )
    },
    left_alone: |orders| {
        format!("{} orders stay as they are: booked here, or set aside.", thousands(orders, ','))
    },
    unsold: |orders| format!("{} orders are not sold and have no invoice.", thousands(orders, ',')),
    unreadable: |orders| format!("The shop cannot show {orders} orders."),
    beyond: |orders, last| {
        format!(
            "Mind: of {} later orders there is an invoice of the same amount as well; the last is {last}. Name that one below, or they are booked once more.",
            thousands(orders, ',')
        )
    },
    agree: "Agree, let it count",
    agree_hint: "All is looked at anew first. If anything has changed nothing is done, and you are shown it as it is then.",
    changed: "Nothing was changed: what would be done is not what you agreed to. This is what it is now.",
    done: |[adopted, asked, before]| {
        format!(
            "{} orders are booked by the other program, {} ask you something. {} were done before.",
            thousands(adopted, ','),
            thousands(asked, ','),
            thousands(before, ',')
        )
    },
    done_hint: "Now choose which existing orders you take over; what is booked is passed over.",
    hint: "Look at it in CCV Shop and in Moneybird. If it is booked well, set it aside here; otherwise put that right there, and look again in Settings what the other program booked. A retry books it beside what is there, on an invoice of its own.",
};
