//! Dutch.

use rust_decimal::Decimal;

use crate::edit;
use crate::refusal::{Contradiction, Document, Refusal};
use crate::switching::sentences;
use crate::{Language, Money};

pub(crate) fn message(refusal: &Refusal) -> String {
    use Refusal as R;
    match refusal {
        R::VatUnmapped { case, country, percentage } => {
            let percentage = percentage.said(Language::Nl);
            let case = case.said(Language::Nl);
            format!("Er is geen btw-tarief gekoppeld voor {case}, land {country}, {percentage} %.")
        }
        R::RateUnusable { tax_rate, case, percentage } => format!(
            "Btw-tarief {tax_rate}, gekoppeld aan {} {} %, bestaat niet meer, is niet actief of heeft nu een ander percentage.",
            case.said(Language::Nl),
            percentage.said(Language::Nl)
        ),
        R::AccountUnusable { setting, ledger } => unusable(setting, ledger.as_deref()),
        R::VatNumberMissing => {
            "De bestelling is intracommunautair, maar de klant gaf geen btw-nummer op.".to_owned()
        }
        R::VatNumberOdd { number } => format!(
            "De bestelling is intracommunautair, maar {number} is geen btw-nummer van een andere lidstaat, of zonder landcode van meer dan één."
        ),
        R::TotalMismatch { shop, lines } => mismatch(*shop, *lines),
        R::TaxMismatch { shop, lines } => {
            format!("De winkel noemt {} btw, de regels komen uit op {}.", euro(*shop), euro(*lines))
        }
        R::Leftover { amount } => format!("Door afronding blijft {} over.", euro(amount.decimal())),
        R::Currency { order, administration } => {
            format!("De bestelling is in {order}, de administratie in {administration}.")
        }
        R::Territory { name } => {
            format!("De goederen gingen naar {name}; daar gelden eigen btw-regels.")
        }
        R::NoCountry => {
            "De bestelling heeft geen land, zodat de btw niet te plaatsen is.".to_owned()
        }
        R::PeriodLocked { date, until } => {
            format!(
                "De factuur zou op {date} komen, en de boeken zijn vergrendeld tot en met {until}."
            )
        }
        R::Contradiction { how } => contradiction(*how).to_owned(),
        R::Unreadable { detail } => {
            format!("Het antwoord van de winkel was niet te lezen: {detail}.")
        }
        R::NoInvoiceNumber => {
            "De instellingen vragen het factuurnummer van de winkel, en dat is er niet.".to_owned()
        }
        R::Rejected { what, answer } => format!("Moneybird weigert {}: {answer}", document(*what)),
        R::Doubled { invoices } => doubled(invoices),
        R::InSummary { invoice } => {
            format!("Moneybird heeft deze bestelling al, in het dagtotaal van factuur {invoice}.")
        }
        R::InvoiceGone { invoice } => {
            format!("Factuur {invoice} staat niet meer in Moneybird.")
        }
        R::CreditUnclear { order, debit, credit, booked } => {
            unclear([*order, *debit, *credit], *booked)
        }
        R::CreditOfIgnored { order } => {
            format!("Bestelling {order}, waar zij bij hoort, is hier terzijde gelegd.")
        }
        R::Elsewhere { up_to, what } => sentences::message(what, up_to, Language::Nl),
        R::CreditElsewhere { order, invoice } => sentences::of_credit(order, invoice, Language::Nl),
        R::BookedDiffers { sent, booked, state } => differs(sent.decimal(), *booked, state),
        R::Edited { .. }
        | R::Cancelled { .. }
        | R::Unpaid { .. }
        | R::Removed { .. }
        | R::Reimbursed { .. }
        | R::EditedUnbookable { .. }
        | R::PaidLater { .. } => edit::message(refusal, Language::Nl).unwrap_or_default(),
    }
}

fn euro(amount: Decimal) -> String {
    Money::round(amount).said(Language::Nl)
}

fn differs(sent: Decimal, booked: Decimal, state: &str) -> String {
    format!("Verstuurd is {}; Moneybird heeft {} met status {state}.", euro(sent), euro(booked))
}

/// Het totaal in de winkel, en dat van de regels.
fn mismatch(shop: Decimal, lines: Decimal) -> String {
    let (shop, lines) = (euro(shop), euro(lines));
    format!("De winkel noemt een totaal van {shop}, de regels tellen op tot {lines}.")
}

/// De facturen die Moneybird voor één bestelling heeft.
fn doubled(invoices: &[String]) -> String {
    let (number, named) = (invoices.len(), invoices.join(", "));
    format!("Moneybird heeft {number} facturen voor deze bestelling: {named}.")
}

/// Het totaal van een bestelling, haar debet- en creditfacturen in de winkel, en wat is geboekt.
fn unclear(amounts: [Decimal; 3], booked: Option<Money>) -> String {
    let [order, debit, credit] = amounts.map(euro);
    let booked = booked.map(|own| format!(", geboekt is {}", euro(own.decimal())));
    let booked = booked.unwrap_or_default();
    format!(
        "De bestelling komt op {order}, haar facturen in de winkel op {debit} min {credit} gecrediteerd{booked}: of het creditbedrag er al in zit, is niet te zeggen."
    )
}

fn document(what: Document) -> &'static str {
    match what {
        Document::Contact => "het contact",
        Document::Invoice => "de factuur",
        Document::Payment => "de betaling",
    }
}

/// What was mapped and can no longer be used.
fn unusable(setting: &str, ledger: Option<&str>) -> String {
    match ledger {
        Some(id) => format!("Categorie {id} van {setting} bestaat niet meer of is niet actief."),
        None => format!("{setting} heeft geen categorie."),
    }
}

fn contradiction(how: Contradiction) -> &'static str {
    match how {
        Contradiction::NoRows => "De bestelling heeft geen regels.",
        Contradiction::Percentage => "Een regel heeft een onmogelijk btw-percentage.",
        Contradiction::DiscountWithoutGoods => {
            "Er is korting, maar er zijn geen goederen die zij kan verlagen."
        }
        Contradiction::NoNumber => "De bestelling heeft geen nummer.",
        Contradiction::CreditOfNothing => {
            "De creditfactuur heeft een btw-tarief of statiegeld dat niet bij haar bestelling is geboekt."
        }
        Contradiction::CreditTooLarge => {
            "De creditfactuur is hoger dan wat van haar bestelling is geboekt."
        }
        Contradiction::CreditSigns => {
            "Regels, totaal en btw van de creditfactuur hebben niet één teken."
        }
        Contradiction::UnmarkedBusiness => {
            "Aan een bedrijf met btw-nummer in een andere lidstaat is 0 % berekend, maar de bestelling is niet als intracommunautair gemerkt."
        }
        Contradiction::IntraCommunityAtHome => {
            "De bestelling is als intracommunautair gemerkt, maar de goederen blijven in uw eigen land."
        }
    }
}

pub(crate) fn hint(refusal: &Refusal) -> String {
    use Refusal as R;
    match refusal {
        R::VatUnmapped { case, country, percentage } => format!(
            "Voeg een [[vat]]-regel toe met case = \"{case}\", country = \"{country}\" (als hij alleen voor dat land is) en percentage = \"{percentage}\", importeer de instellingen en probeer opnieuw."
        ),
        R::RateUnusable { .. } | R::AccountUnusable { .. } => {
            "Kies een andere in de instellingen of maak deze weer actief in Moneybird, en probeer opnieuw.".to_owned()
        }
        R::VatNumberMissing | R::VatNumberOdd { .. } => {
            "Vraag de klant om het nummer met de landcode ervoor, zet het bij de bestelling in CCV Shop en probeer opnieuw.".to_owned()
        }
        R::TotalMismatch { .. } | R::TaxMismatch { .. } => {
            "Bekijk de bestelling in CCV Shop. Verbeter haar daar en probeer opnieuw, of boek haar met de hand en leg haar hier terzijde.".to_owned()
        }
        R::Leftover { .. } => {
            "Zet [invoice] rounding = \"line\" om dit op een eigen regel te boeken, en probeer opnieuw.".to_owned()
        }
        R::Currency { .. } | R::Territory { .. } => "Boek haar met de hand en leg haar hier terzijde.".to_owned(),
        R::NoCountry => "Vul het land in bij de bestelling in CCV Shop en probeer opnieuw.".to_owned(),
        R::PeriodLocked { .. } => {
            "Ontgrendel de periode in Moneybird en probeer opnieuw, of boek met de hand op een open dag en leg haar hier terzijde.".to_owned()
        }
        R::Contradiction { .. } | R::Unreadable { .. } => {
            "Bekijk de bestelling in CCV Shop; verbeter haar daar en probeer opnieuw, of boek haar met de hand en leg haar hier terzijde.".to_owned()
        }
        R::CreditUnclear { .. } | R::CreditOfIgnored { .. } => {
            "Bekijk de bestelling en haar facturen in CCV Shop; boek het creditbedrag met de hand en leg het hier terzijde.".to_owned()
        }
        R::NoInvoiceNumber => {
            "Maak de factuur in CCV Shop, of zet [invoice] reference = \"order-number\"; probeer daarna opnieuw.".to_owned()
        }
        R::Rejected { what: Document::Contact, .. } => "Verbeter de klantgegevens bij de bestelling in CCV Shop en probeer opnieuw.".to_owned(),
        R::Rejected { .. } => {
            "Los op wat Moneybird noemt en probeer opnieuw.".to_owned()
        }
        R::Elsewhere { what, .. } => sentences::hint(what, Language::Nl),
        R::CreditElsewhere { .. } => sentences::hint_of_credit(Language::Nl),
        R::Doubled { .. } => {
            "Verwijder ze in Moneybird op één na en probeer opnieuw; die ene wordt dan overgenomen.".to_owned()
        }
        R::InSummary { .. } => {
            "Leg haar hier terzijde: zij staat in de boeken. Klopt die factuur niet, verwijder haar dan in Moneybird en probeer al haar bestellingen opnieuw.".to_owned()
        }
        R::InvoiceGone { .. } => {
            "Probeer opnieuw om de bestelling nogmaals te boeken, of leg haar hier terzijde.".to_owned()
        }
        R::BookedDiffers { .. } => {
            "Bekijk de factuur in Moneybird; verbeter haar daar en probeer opnieuw, of leg de bestelling hier terzijde.".to_owned()
        }
        R::Edited { .. }
        | R::Cancelled { .. }
        | R::Unpaid { .. }
        | R::Removed { .. }
        | R::Reimbursed { .. }
        | R::EditedUnbookable { .. }
        | R::PaidLater { .. } => edit::hint(refusal, Language::Nl).unwrap_or_default(),
    }
}
