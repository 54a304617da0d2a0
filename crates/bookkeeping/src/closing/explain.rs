//! Why one order makes the books differ from the shop.

use super::statement::{booked_rows, sold};
use super::{Amounts, Explanation, Held, Sale, Standing};
use crate::{Language, Money};

/// Everything to say of one order; nothing when it is booked as it was sold.
pub(super) fn explain(
    sale: &Sale,
    held: Option<&Held>,
    all: &[Held],
    language: Language,
) -> Vec<Explanation> {
    let mut found = Vec::new();
    let difference = difference(sale, held);
    let (code, message) = match (&sale.standing, held) {
        (Standing::Stopped(code, message), _) => (code.clone(), message.clone()),
        (Standing::Underway, _) => ("underway".to_owned(), underway(language)),
        (Standing::Booked(_), None) => ("gone".to_owned(), gone(language)),
        (Standing::Booked(_), Some(_)) if difference.is_zero() => (String::new(), String::new()),
        (Standing::Booked(_), Some(_)) if is_rounding(difference) => {
            ("rounding".to_owned(), rounding(language))
        }
        (Standing::Booked(_), Some(_)) => ("altered".to_owned(), altered(language)),
    };
    let invoice_id = match &sale.standing {
        Standing::Booked(id) => Some(id.clone()),
        Standing::Underway | Standing::Stopped(..) => None,
    };
    if !code.is_empty() {
        found.push(explanation(sale, invoice_id.clone(), code, message, difference));
    }
    for twin in twins(sale, invoice_id.as_deref(), all) {
        let net: Money = twin.rates.iter().map(|rate| rate.net).sum();
        let vat: Money = twin.rates.iter().map(|rate| rate.vat).sum();
        let amounts = Amounts { net: -net, vat: -vat };
        found.push(explanation(
            sale,
            Some(twin.id.clone()),
            "doubled".to_owned(),
            doubled(language),
            amounts,
        ));
    }
    found
}

/// Shop less books.
fn difference(sale: &Sale, held: Option<&Held>) -> Amounts {
    let Some(invoice) = &sale.invoice else {
        let vat = Money::round(sale.tax);
        return Amounts { net: Money::round(sale.total) - vat, vat };
    };
    let mut difference = Amounts::default();
    for (row, booked) in invoice.vat.iter().zip(booked_rows(&invoice.vat, held)) {
        difference += sold(row, booked) - booked.unwrap_or_default();
    }
    difference
}

/// Whether VAT and net differ by the same few cents, and nothing else does.
fn is_rounding(difference: Amounts) -> bool {
    (difference.net + difference.vat).is_zero()
        && difference.vat.abs().decimal() <= rust_decimal::Decimal::new(5, 2)
}

/// Other invoices that carry this order's address.
fn twins<'a>(sale: &Sale, own: Option<&str>, all: &'a [Held]) -> Vec<&'a Held> {
    let Some(invoice) = &sale.invoice else { return Vec::new() };
    let Some(own) = own else { return Vec::new() };
    all.iter().filter(|held| held.source_url == invoice.source_url && held.id != own).collect()
}

fn explanation(
    sale: &Sale,
    invoice_id: Option<String>,
    code: String,
    message: String,
    amounts: Amounts,
) -> Explanation {
    let number = sale.number.clone();
    Explanation {
        id: sale.order,
        number,
        invoice_id,
        code,
        message,
        net: amounts.net,
        vat: amounts.vat,
    }
}

fn underway(language: Language) -> String {
    match language {
        Language::Nl => "Nog niet geboekt: de volgende ronde boekt deze bestelling.",
        Language::En => "Not booked yet: the next round books this order.",
    }
    .to_owned()
}

fn gone(language: Language) -> String {
    match language {
        Language::Nl => {
            "De factuur staat niet meer in Moneybird, of op een dag buiten deze periode."
        }
        Language::En => "The invoice is no longer in Moneybird, or on a day outside this period.",
    }
    .to_owned()
}

fn altered(language: Language) -> String {
    match language {
        Language::Nl => "De factuur in Moneybird heeft andere bedragen dan er zijn geboekt.",
        Language::En => "The invoice in Moneybird has other amounts than were booked.",
    }
    .to_owned()
}

fn rounding(language: Language) -> String {
    match language {
        Language::Nl => {
            "Moneybird rondt de btw op deze factuur een paar cent anders af; het totaal klopt."
        }
        Language::En => {
            "Moneybird rounds the VAT on this invoice differently by cents; the total is right."
        }
    }
    .to_owned()
}

fn doubled(language: Language) -> String {
    match language {
        Language::Nl => "Moneybird heeft nog een factuur van deze bestelling.",
        Language::En => "Moneybird holds another invoice for this order.",
    }
    .to_owned()
}
