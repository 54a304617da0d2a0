//! Dutch.

use super::Texts;

fn orders(number: u64) -> String {
    match number {
        1 => "1 bestelling".to_owned(),
        some => format!("{some} bestellingen"),
    }
}

pub(super) static NL: Texts = Texts {
    code: "nl",
    why: |shop, administration| {
        format!(
            "U krijgt dit bericht omdat u in Sluitend bij {shop} hoort, dat in de administratie \
             {administration} wordt geboekt."
        )
    },
    unsubscribe: "Zulke berichten niet meer ontvangen",
    choose: "Kiezen welke berichten u krijgt",
    asked_for: "U krijgt dit bericht omdat iemand er op de server om vroeg.",
    to_overview: "Naar het overzicht",
    to_orders: "Naar alle bestellingen die wachten",
    to_closing: "Naar de aansluiting",
    to_pages: "Naar Sluitend",
    explained: "Uitleg in de handleiding",
    to_cause: |number| match number {
        1 => "Naar deze bestelling".to_owned(),
        _ => "Naar deze bestellingen".to_owned(),
    },
    orders_subject: |shop, number| match number {
        1 => format!("{shop}: 1 bestelling wacht op een beslissing"),
        some => format!("{shop}: {some} bestellingen wachten op een beslissing"),
    },
    orders_lead: |number, shop| match number {
        1 => format!(
            "Van {shop} wacht 1 bestelling op een beslissing. Geraden wordt er niets, dus tot die er is \
             wordt ze niet geboekt. Al het andere gaat door."
        ),
        some => format!(
            "Van {shop} wachten {some} bestellingen op een beslissing. Geraden wordt er niets, dus tot die \
             er is worden ze niet geboekt. Al het andere gaat door."
        ),
    },
    cause: |number, text| format!("{}: {text}", orders(number)),
    more: |number| format!("en nog {number}"),
    more_causes: |causes, number| match causes {
        1 => format!("Om nog een andere reden: {}.", orders(number)),
        some => format!("Om nog {some} andere redenen: {}.", orders(number)),
    },
    broken_subject: |shop| format!("{shop}: het boeken is gestopt"),
    broken_lead: |shop| format!("Bestellingen van {shop} worden niet meer geboekt."),
    broken_rest: "Er is niets verloren: wat intussen verkocht wordt, wordt geboekt zodra dit verholpen is.",
    takeover_subject: |shop| format!("{shop}: de bestaande bestellingen zijn overgenomen"),
    takeover_lead: |shop, booked| match booked {
        1 => format!("De bestaande bestellingen van {shop} zijn overgenomen. Geboekt is er 1."),
        some => format!(
            "De bestaande bestellingen van {shop} zijn overgenomen. Geboekt zijn er {some}."
        ),
    },
    takeover_none: "Er wacht geen bestelling op een beslissing. Nieuwe bestellingen worden vanzelf geboekt.",
    takeover_waiting: |number| match number {
        1 => "1 bestelling wacht op een beslissing. Nieuwe bestellingen worden vanzelf geboekt."
            .to_owned(),
        some => format!(
            "{some} bestellingen wachten op een beslissing. Nieuwe bestellingen worden vanzelf geboekt."
        ),
    },
    sums: "Per maand, met btw",
    columns: ["Maand", "Verkocht", "Geboekt"],
    sums_hint: "De aansluiting zet dit per btw-tarief naast wat Moneybird zelf opgeeft, en noemt bij elk \
                verschil de bestellingen die het verklaren.",
    closes_subject: |shop, month| format!("{shop}: {month} sluit"),
    closes_lead: |month, shop, difference| {
        format!(
            "De maand {month} van {shop} sluit: wat de winkel verkocht, wat er geboekt is en wat Moneybird \
             opgeeft, komen op hetzelfde uit. Verschil: {difference}."
        )
    },
    closes_rest: "U hoeft niets te doen. De aansluiting kunt u als rekenblad aan uw boekhouder geven.",
    differs_subject: |shop, month| format!("{shop}: {month} sluit nog niet"),
    differs_lead: |month, shop, difference| {
        format!("De maand {month} van {shop} is voorbij en sluit nog niet. Verschil: {difference}.")
    },
    differs_orders: |number| match number {
        1 => "1 bestelling van die maand wacht op een beslissing".to_owned(),
        some => format!("{some} bestellingen van die maand wachten op een beslissing"),
    },
    differs_rest: "De aansluiting noemt elke bestelling die het verschil verklaart, en wat ermee is. Sluit \
                   de maand later, dan krijgt u daar bericht van.",
    trial_subject: |shop, day| format!("{shop}: de gratis maand loopt tot en met {day}"),
    trial_lead: |shop, day| format!("Voor {shop} is Sluitend gratis tot en met {day}."),
    trial_then: |price, vat| {
        format!(
            "Daarna kost het {price} per maand, {vat}. Wilt u dat, dan hoeft u niets te doen. Wilt u het niet, \
             verwijder dan de app in uw winkel; wat geboekt is, blijft geboekt."
        )
    },
    with_vat: "inclusief btw",
    without_vat: "exclusief btw",
    given: "U krijgt dit bericht omdat iemand dit adres in Sluitend opgaf. Gaf u het niet op, dan hoeft u niets te \
            doen: zolang het niet is bevestigd, gaan er geen berichten over een winkel heen.",
    confirm_subject: "Sluitend: bevestig uw e-mailadres",
    confirm_lead: "U gaf dit adres op om u mee aan te melden bij Sluitend en er berichten op te krijgen. Bevestig \
                   dat post hierheen bij u aankomt.",
    to_confirm: "Dit adres bevestigen",
    confirm_rest: |days| {
        format!(
            "Dat kan één keer, {days} dagen lang; daarna laat u bij uw aanmelding een nieuw bericht sturen."
        )
    },
    test_subject: "Sluitend: proefbericht",
    test_lead: "Dit is een proefbericht. Komt het aan, dan komen de andere berichten van Sluitend ook aan.",
};
