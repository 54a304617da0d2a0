//! What people read of an order that was edited after it was booked.

use super::position::sold;
use super::{Change, Sold};
use crate::{Country, Language, Money, Refusal, VatCase};

/// What happened; nothing for a refusal that is not about an edit.
pub(crate) fn message(refusal: &Refusal, language: Language) -> Option<String> {
    let is_dutch = language == Language::Nl;
    let (happened, change) = match refusal {
        Refusal::Edited { change } => (String::new(), change),
        Refusal::Cancelled { change } if is_dutch => {
            ("Geannuleerd na het boeken. ".to_owned(), change)
        }
        Refusal::Cancelled { change } => ("Cancelled after it was booked. ".to_owned(), change),
        Refusal::Unpaid { change } if is_dutch => {
            ("De winkel noemt haar niet meer betaald. ".to_owned(), change)
        }
        Refusal::Unpaid { change } => ("The shop no longer shows it as paid. ".to_owned(), change),
        Refusal::Removed { change } if is_dutch => (
            "Deze bestelling is in de winkel verwijderd; de factuur staat nog in Moneybird. "
                .to_owned(),
            change,
        ),
        Refusal::Removed { change } => (
            "This order was deleted in the shop; its invoice is still in Moneybird. ".to_owned(),
            change,
        ),
        Refusal::Reimbursed { invoice, change } if is_dutch => (
            format!("De winkel heeft factuur {invoice} terugbetaald, zonder creditfactuur. "),
            change,
        ),
        Refusal::Reimbursed { invoice, change } => {
            (format!("The shop paid invoice {invoice} back, without a credit invoice. "), change)
        }
        Refusal::EditedUnbookable { why } => {
            let why = why.message(language);
            return Some(if is_dutch {
                format!("Gewijzigd na het boeken, en zoals zij nu is niet te boeken: {why}")
            } else {
                format!("Edited after it was booked, and not to be booked as it is now: {why}")
            });
        }
        Refusal::PaidLater { booked } => return Some(paid_later(*booked, language)),
        _ => return None,
    };
    let open = match refusal {
        Refusal::Cancelled { .. } if change.still_paid && is_dutch => {
            " De winkel noemt haar nog betaald; of het geld terug is, is niet bekend, dus de correctie blijft open staan."
        }
        Refusal::Cancelled { .. } if change.still_paid => {
            " The shop still shows it as paid; whether the money went back is not known, so the correction stays open."
        }
        Refusal::Removed { .. } if is_dutch => {
            " Of het geld terug is, is niet bekend, dus de correctie blijft open staan."
        }
        Refusal::Removed { .. } => {
            " Whether the money went back is not known, so the correction stays open."
        }
        _ => "",
    };
    Some(format!("{happened}{}{open}", comparison(change, language)))
}

/// What to do about it; nothing for a refusal that is not about an edit.
pub(crate) fn hint(refusal: &Refusal, language: Language) -> Option<String> {
    if let Refusal::EditedUnbookable { why } = refusal {
        return Some(why.hint(language));
    }
    if let Refusal::PaidLater { .. } = refusal {
        return Some(divide(language).to_owned());
    }
    refusal.change()?;
    let text = match language {
        Language::Nl => {
            "`sluitend correct` met haar nummer boekt het verschil als correctiefactuur; `sluitend ignore` laat het zo. Zet iemand haar in CCV Shop terug, dan is zij vanzelf weer geboekt."
        }
        Language::En => {
            "`sluitend correct` with its number books the difference as a correction invoice; `sluitend ignore` leaves it. If somebody puts it back in CCV Shop, it is booked again by itself."
        }
    };
    Some(text.to_owned())
}

fn paid_later(booked: Money, language: Language) -> String {
    let booked = booked.said(language);
    match language {
        Language::Nl => format!(
            "Onbetaald geboekt en sindsdien gecrediteerd of gecorrigeerd; nu noemt de winkel haar betaald. Geboekt is {booked}."
        ),
        Language::En => format!(
            "Booked unpaid and credited or corrected since; now the shop shows it as paid. {booked} is booked."
        ),
    }
}

fn divide(language: Language) -> &'static str {
    match language {
        Language::Nl => {
            "Boek de betaling in Moneybird, verreken daarbij wat is gecrediteerd of gecorrigeerd, en meld dat hier met `sluitend ignore`; zij blijft dan geboekt."
        }
        Language::En => {
            "Register the payment in Moneybird, set off what was credited or corrected, and say so here with `sluitend ignore`; it then stays booked."
        }
    }
}

fn comparison(change: &Change, language: Language) -> String {
    let difference = sold(change.parts.iter().map(|part| (&part.place, part.amount)));
    let was = amounts(change.total_was, &change.was, language);
    let now = amounts(change.total_now, &change.now, language);
    let books = amounts(change.total(), &difference, language);
    let credited = change.credited.said(language);
    match language {
        Language::Nl if change.credited.is_zero() => {
            format!("Geboekt: {was}; nu: {now}; corrigeren boekt {books}.")
        }
        Language::En if change.credited.is_zero() => {
            format!("Booked: {was}; now: {now}; a correction books {books}.")
        }
        Language::Nl => format!(
            "Geboekt, met creditfacturen van {credited} eraf: {was}; nu, zonder die: {now}; corrigeren boekt {books}."
        ),
        Language::En => format!(
            "Booked, less credit invoices of {credited}: {was}; now, without these: {now}; a correction books {books}."
        ),
    }
}

/// The total, and how it is made up: `121.00 (21 %: 100.00 + 21.00)`.
fn amounts(total: Money, all: &[Sold], language: Language) -> String {
    let total = total.said(language);
    if all.is_empty() {
        return total;
    }
    let each: Vec<String> = all
        .iter()
        .map(|own| {
            let (net, vat) = (own.net.said(language), own.vat.abs().said(language));
            let sign = if own.vat.is_negative() { '-' } else { '+' };
            format!("{}: {net} {sign} {vat}", kind(own, language))
        })
        .collect();
    format!("{total} ({})", each.join("; "))
}

/// The percentage, and what else tells it from others.
fn kind(own: &Sold, language: Language) -> String {
    let (country, percentage) = (own.country, own.percentage.said(language));
    match own.case {
        VatCase::Domestic if country == Country::NL => format!("{percentage} %"),
        VatCase::Domestic => format!("{percentage} % ({country})"),
        VatCase::Oss => format!("{country} {percentage} %"),
        case => format!("{} {percentage} %", case.said(language)),
    }
}
