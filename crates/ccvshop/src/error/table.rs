//! The one table from how a call ended to what it means (ccvshop-api.md §1.5).

use super::{Action, BadReply, Blame, Error};

/// What one kind of end means.
pub(super) struct Advice {
    /// CCV Shop's code, an HTTP status, or a name of our own.
    end: &'static str,
    pub(super) action: Action,
    pub(super) blame: Blame,
    pub(super) nl: &'static str,
    pub(super) en: &'static str,
}

const fn row(
    end: &'static str,
    action: Action,
    blame: Blame,
    nl: &'static str,
    en: &'static str,
) -> Advice {
    Advice { end, action, blame, nl, en }
}

use Action::{FixUs, Retry, SkipOrder, Stop, Wait};
use Blame::{Merchant, Network, Shop, Us};

/// For a refusal that no row names.
const OTHER: Advice = row(
    "other",
    FixUs,
    Us,
    "CCV Shop weigert het verzoek om een reden die we niet kennen; meld dit aan de makers.",
    "CCV Shop refuses the request for a reason that we do not know; report this to the makers.",
);

#[rustfmt::skip]
const TABLE: &[Advice] = &[
    // Before there was an answer to speak of.
    row("paced", Wait, Us,
        "We hebben gebruikt wat CCV Shop nu toestaat. We gaan vanzelf verder.",
        "We have used what CCV Shop allows for now. We go on by ourselves."),
    row("throttled", Wait, Shop,
        "CCV Shop vraagt ons even te wachten. We gaan daarna vanzelf verder.",
        "CCV Shop asks us to wait a while. We go on by ourselves after that."),
    row("not-sent", Retry, Us,
        "Het verzoek aan CCV Shop is niet verstuurd. We proberen het opnieuw.",
        "The request to CCV Shop was not sent. We will try again."),
    row("unwritten", FixUs, Us,
        "Het verzoek aan CCV Shop kon niet worden gemaakt: een fout in dit programma.",
        "The request to CCV Shop could not be written: a fault of this program."),
    row("unreached", Retry, Network,
        "De webwinkel is niet bereikbaar. We proberen het opnieuw; controleer het adres als dit zo blijft.",
        "The web shop cannot be reached. We will try again; check the address if it stays like this."),
    row("broken-off", Retry, Network,
        "De verbinding met de webwinkel brak af. We proberen het opnieuw.",
        "The connection to the web shop broke off. We will try again."),

    // Answers that cannot be used.
    row("html", Retry, Shop,
        "De webwinkel gaf een webpagina in plaats van gegevens. Klopt het adres, of is er onderhoud?",
        "The web shop gave a web page instead of data. Is the address right, or is there maintenance?"),
    row("broken-json", Retry, Shop,
        "Het antwoord van CCV Shop is onvolledig of beschadigd. We proberen het opnieuw.",
        "The answer of CCV Shop is incomplete or damaged. We will try again."),
    row("shape", FixUs, Us,
        "Het antwoord van CCV Shop heeft een vorm die dit programma niet kent; meld dit aan de makers.",
        "The answer of CCV Shop has a shape that this program does not know; report this to the makers."),
    row("wrong-signature", Retry, Network,
        "Het antwoord is niet door de webwinkel ondertekend; iemand of iets ertussen kan het hebben veranderd.",
        "The answer was not signed by the web shop; somebody or something in between may have changed it."),

    // Statuses.
    row("3xx", Stop, Merchant,
        "De webwinkel is naar een ander adres verhuisd; verbind de winkel opnieuw met het nieuwe adres.",
        "The web shop has moved to another address; connect the shop again with its new address."),
    row("400", FixUs, Us,
        "CCV Shop begrijpt ons verzoek niet; meld dit aan de makers.",
        "CCV Shop does not understand our request; report this to the makers."),
    row("401", Stop, Merchant,
        "CCV Shop weigert de API-sleutel of het geheim, of de sleutel mag dit niet; verbind de winkel opnieuw.",
        "CCV Shop refuses the API key or its secret, or the key may not do this; connect the shop again."),
    row("clock", Stop, Us,
        "De klok van deze computer wijkt meer dan vijf minuten af van die van CCV Shop; zet de klok gelijk.",
        "This computer's clock is more than five minutes off CCV Shop's; set the clock right."),
    row("402", Stop, Merchant,
        "CCV Shop vraagt om een betaling of een ander abonnement; bekijk het abonnement van de webwinkel.",
        "CCV Shop asks for a payment or another subscription; look at the web shop's subscription."),
    row("404", SkipOrder, Merchant,
        "CCV Shop heeft dit niet (meer); waarschijnlijk is het in de webwinkel verwijderd.",
        "CCV Shop does not have this (any more); it was probably removed from the web shop."),
    row("404.20", FixUs, Us,
        "We vroegen om een soort gegevens die CCV Shop niet kent; meld dit aan de makers.",
        "We asked for a kind of data that CCV Shop does not know; report this to the makers."),
    row("405", FixUs, Us,
        "CCV Shop staat deze handeling hier niet toe; meld dit aan de makers.",
        "CCV Shop does not allow this operation here; report this to the makers."),
    row("405.10", FixUs, Us,
        "CCV Shop kent deze handeling hier niet; meld dit aan de makers.",
        "CCV Shop does not know this operation here; report this to the makers."),
    row("406", FixUs, Us,
        "CCV Shop kan niet antwoorden in de vorm die wij vroegen; meld dit aan de makers.",
        "CCV Shop cannot answer in the form that we asked for; report this to the makers."),
    row("422", FixUs, Us,
        "CCV Shop keurt de gegevens in ons verzoek af; meld dit aan de makers.",
        "CCV Shop finds the data in our request wrong; report this to the makers."),
    row("5xx", Retry, Shop,
        "CCV Shop heeft een storing. We proberen het opnieuw.",
        "CCV Shop has a fault. We will try again."),

    // The codes of HTTP 500 and 501: many are refusals, not faults of the server.
    row("500.20", SkipOrder, Shop,
        "CCV Shop kan dit zelf niet tonen; bekijk het in de webwinkel en boek het zo nodig met de hand.",
        "CCV Shop itself cannot show this; look at it in the web shop and book it by hand if need be."),
    row("500.21", FixUs, Us,
        "We stuurden CCV Shop een te groot bestand; meld dit aan de makers.",
        "We sent CCV Shop a file that is too big; report this to the makers."),
    row("500.22", FixUs, Us,
        "We stuurden CCV Shop een bestand van een verkeerde soort; meld dit aan de makers.",
        "We sent CCV Shop a file of a wrong type; report this to the makers."),
    row("500.23", Retry, Shop,
        "CCV Shop kon een bestand niet opslaan. We proberen het opnieuw.",
        "CCV Shop could not save a file. We will try again."),
    row("500.24", FixUs, Us,
        "We vroegen CCV Shop om een bestand dat er niet is; meld dit aan de makers.",
        "We asked CCV Shop for a file that is not there; report this to the makers."),
    row("500.25", Retry, Shop,
        "CCV Shop mist een onderdeel om te kunnen antwoorden. We proberen het opnieuw.",
        "CCV Shop lacks a part that it needs to answer. We will try again."),
    row("500.40", FixUs, Us,
        "Wat we bij CCV Shop wilden aanmaken, bestaat daar al.",
        "What we wanted to make at CCV Shop exists there already."),
    row("500.50", FixUs, Us,
        "Wat we bij CCV Shop wilden wijzigen, was al zo.",
        "What we wanted to change at CCV Shop was so already."),
    row("500.60", Stop, Merchant,
        "Het abonnement van de webwinkel staat niet meer producten toe; bekijk het abonnement.",
        "The web shop's subscription does not allow more products; look at the subscription."),
    row("500.70", Stop, Merchant,
        "De sleutel mag dit niet in de webwinkel; geef de app alle gevraagde rechten of verbind de winkel opnieuw.",
        "The key may not do this in the web shop; give the app all permissions it asks for, or connect the shop again."),
    row("500.80", FixUs, Us,
        "Ons verzoek is te groot voor CCV Shop; meld dit aan de makers.",
        "Our request is too big for CCV Shop; report this to the makers."),
    row("500.90", Stop, Merchant,
        "In de webwinkel ontbreekt een app die hiervoor nodig is; installeer die in de App Store van CCV Shop.",
        "The web shop lacks an app that this needs; install it from CCV Shop's App Store."),
    row("500.4x", FixUs, Us,
        "CCV Shop weigert het verzoek om een reden die niet vanzelf overgaat; meld dit aan de makers.",
        "CCV Shop refuses the request for a reason that does not go away; report this to the makers."),
    row("501.10", FixUs, Us,
        "CCV Shop heeft deze handeling niet gemaakt; meld dit aan de makers.",
        "CCV Shop has not made this operation; report this to the makers."),
    row("501.20", FixUs, Us,
        "CCV Shop heeft deze soort gegevens niet gemaakt; meld dit aan de makers.",
        "CCV Shop has not made this kind of data; report this to the makers."),
    row("501.30", FixUs, Us,
        "Deze gegevens van CCV Shop zijn alleen te lezen; meld dit aan de makers.",
        "These data of CCV Shop can only be read; report this to the makers."),
];

/// Whether a code says more than its HTTP status: that the request was refused.
pub(super) fn knows(code: &str) -> bool {
    code.contains('.') && by_code(code).is_some()
}

/// What an error means.
pub(super) fn advice(error: &Error) -> &'static Advice {
    let found = match error {
        Error::Paced { .. } => find("paced"),
        Error::Throttled { .. } => find("throttled"),
        Error::NotSent { .. } => find("not-sent"),
        Error::Unwritten { .. } => find("unwritten"),
        Error::Unreached { .. } => find("unreached"),
        Error::Credentials { .. } => find("401"),
        Error::Clock { .. } => find("clock"),
        Error::NotFound { .. } => find("404"),
        Error::Rejected { status, code, .. } => by_code(code).or_else(|| match status {
            300..=399 => find("3xx"),
            _ => find(&status.to_string()),
        }),
        Error::Unrenderable { .. } => find("500.20"),
        Error::Unknown { status: None, .. } => find("broken-off"),
        Error::Unknown { status: Some(_), .. } => find("5xx"),
        Error::BadReply { kind, .. } => find(match kind {
            BadReply::Html => "html",
            BadReply::BrokenJson => "broken-json",
            BadReply::Shape => "shape",
            BadReply::WrongSignature => "wrong-signature",
        }),
    };
    found.unwrap_or(&OTHER)
}

fn by_code(code: &str) -> Option<&'static Advice> {
    find(code).or_else(|| if is_lasting(code) { find("500.4x") } else { None })
}

/// The range that CCV Shop uses for refusals, codes not yet known to us included.
fn is_lasting(code: &str) -> bool {
    let is_refusal = |rest: &str| rest.starts_with(['4', '5', '6', '7', '8', '9']);
    code.starts_with("501.") || code.strip_prefix("500.").is_some_and(is_refusal)
}

fn find(end: &str) -> Option<&'static Advice> {
    TABLE.iter().find(|advice| advice.end == end)
}
