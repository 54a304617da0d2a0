//! The sentences of explanations.

use jiff::civil::Date;

use super::{Amounts, Sale};
use crate::{Language, Money};

/// `underway`, without an invoice.
pub(super) fn underway(language: Language) -> &'static str {
    match language {
        Language::Nl => "Nog niet geboekt: de volgende ronde boekt deze bestelling.",
        Language::En => "Not booked yet: the next round books this order.",
    }
}

/// `underway`, with an invoice.
pub(super) fn unfinished(language: Language) -> &'static str {
    match language {
        Language::Nl => "De factuur staat in Moneybird; de volgende ronde maakt de boeking af.",
        Language::En => "The invoice is in Moneybird; the next round completes the booking.",
    }
}

/// `gone`
pub(super) fn gone(language: Language) -> &'static str {
    match language {
        Language::Nl => "De factuur staat niet meer in de boeken van Moneybird.",
        Language::En => "The invoice is no longer in Moneybird's books.",
    }
}

/// `moved`, to this day.
pub(super) fn moved(language: Language, day: Option<Date>) -> String {
    let form = match language {
        Language::Nl => "%-d-%-m-%Y",
        Language::En => "%Y-%m-%d",
    };
    let day = day.map(|day| day.strftime(form).to_string()).unwrap_or_default();
    match language {
        Language::Nl => format!("De factuur heeft in Moneybird nu de datum {day}."),
        Language::En => format!("The invoice is dated {day} in Moneybird now."),
    }
}

/// `altered`, with what was booked and what Moneybird holds now, VAT included.
pub(super) fn altered(language: Language, booked: Money, held: Money) -> String {
    let is_same = booked == held;
    let (booked, held) = (booked.said(language), held.said(language));
    match (language, is_same) {
        (Language::Nl, false) => {
            format!("De factuur in Moneybird is nu {held}; er is {booked} geboekt.")
        }
        (Language::En, false) => {
            format!("The invoice in Moneybird comes to {held} now; {booked} was booked.")
        }
        (Language::Nl, true) => {
            "De factuur in Moneybird heeft andere btw dan er is geboekt; het totaal is hetzelfde."
                .to_owned()
        }
        (Language::En, true) => {
            "The invoice in Moneybird has other VAT than was booked; the total is the same."
                .to_owned()
        }
    }
}

/// `rounding`
pub(super) fn rounding(language: Language) -> &'static str {
    match language {
        Language::Nl => {
            "Moneybird rondt de btw op deze factuur een paar cent anders af; het totaal klopt."
        }
        Language::En => {
            "Moneybird rounds the VAT on this invoice differently by cents; the total is right."
        }
    }
}

/// `doubled`
pub(super) fn doubled(language: Language) -> &'static str {
    match language {
        Language::Nl => "Moneybird heeft nog een factuur van deze bestelling.",
        Language::En => "Moneybird holds another invoice for this order.",
    }
}

/// `edited`; `is_placed` if the new rows are known.
pub(super) fn edited(language: Language, is_placed: bool) -> &'static str {
    match language {
        Language::Nl if is_placed => {
            "De bestelling is in de winkel gewijzigd sinds de factuur werd bepaald. Het bedrag hier \
             is wat een correctie zou boeken."
        }
        Language::En if is_placed => {
            "The order was changed in the shop since the invoice was decided. The amount here is \
             what a correction would book."
        }
        Language::Nl => {
            "Het totaal in de winkel is gewijzigd sinds de factuur werd bepaald. Het bedrag hier is \
             dat verschil inclusief btw; hoeveel daarvan btw is, is niet bekend."
        }
        Language::En => {
            "The total in the shop was changed since the invoice was decided. The amount here is \
             that difference, VAT included; how much of it is VAT is not known."
        }
    }
}

/// `cancelled`
pub(super) fn cancelled(language: Language) -> &'static str {
    match language {
        Language::Nl => {
            "In de winkel is deze bestelling verwijderd, heeft zij geen gekozen status meer of is \
             zij niet betaald, maar haar factuur staat in Moneybird."
        }
        Language::En => {
            "In the shop this order was removed, or is no longer in a chosen status or no longer \
             paid, but its invoice is in Moneybird."
        }
    }
}

/// What is said of an order in another currency.
pub(super) fn foreign(language: Language, sale: &Sale) -> String {
    let (total, currency) = (Money::round(sale.total).said(language), &sale.currency);
    match language {
        Language::Nl => format!("Het bedrag, {total} {currency}, telt hier niet mee."),
        Language::En => format!("Its amount, {total} {currency}, does not count here."),
    }
}

/// What is said of an invoice of this shop that is not of this period.
pub(super) fn of_another_period(language: Language) -> &'static str {
    match language {
        Language::Nl => "Uit deze winkel, maar van geen bestelling van deze periode.",
        Language::En => "From this shop, but of no order of this period.",
    }
}

/// A note: the report has other amounts at a tax rate than all invoices together.
pub(super) fn unexplained(language: Language, rate: &str, rest: Amounts) -> String {
    let (net, vat) = (rest.net.said(language), rest.vat.said(language));
    match language {
        Language::Nl => format!(
            "Tarief {rate}: het btw-rapport van Moneybird wijkt {net} netto en {vat} btw af van \
             alle facturen samen. Kijk naar memoriaalboekingen en andere verkopen op dit tarief."
        ),
        Language::En => format!(
            "Rate {rate}: Moneybird's tax report differs by {net} net and {vat} VAT from all \
             invoices together. Look for journal entries and other sales at this rate."
        ),
    }
}

/// A note: less was put on a clearing account than we registered.
pub(super) fn unsettled(language: Language, account: &str, missing: Money) -> String {
    let missing = missing.said(language);
    match language {
        Language::Nl => format!(
            "{account}: {missing} van onze betalingen staat niet op deze rekening. Een betaling is \
             verwijderd, of heeft een andere dag of rekening."
        ),
        Language::En => format!(
            "{account}: {missing} of our payments is not on this account. A payment was removed, \
             or has another day or account."
        ),
    }
}
