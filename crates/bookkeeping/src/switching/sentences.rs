//! What people read of an order that another program is said to have booked.

use rust_decimal::Decimal;

use super::Elsewhere;
use crate::{Language, Money, said_day};

/// What was found. `up_to` is the order up to which the books are said to be filled.
pub(crate) fn message(found: &Elsewhere, up_to: &str, language: Language) -> String {
    match language {
        Language::Nl => dutch(found, up_to),
        Language::En => english(found, up_to),
    }
}

fn dutch(found: &Elsewhere, up_to: &str) -> String {
    let said = |amount: Decimal| Money::round(amount).said(Language::Nl);
    match found {
        Elsewhere::NoInvoice => format!(
            "De boeken zijn bijgehouden tot en met bestelling {up_to}, maar van deze bestelling is geen factuur gevonden."
        ),
        Elsewhere::Several { invoices } => format!(
            "Een ander programma maakte {} facturen met het nummer van deze bestelling: {}.",
            invoices.len(),
            invoices.join(", ")
        ),
        Elsewhere::Shared { invoice } => format!(
            "Factuur {invoice} van een ander programma kan van deze bestelling zijn, maar ook van een andere."
        ),
        Elsewhere::Draft { invoice } => {
            format!("Factuur {invoice} van een ander programma is nog niet geboekt in Moneybird.")
        }
        Elsewhere::NotSold { invoice } => format!(
            "Een ander programma boekte factuur {invoice}, maar de winkel toont deze bestelling niet als verkocht."
        ),
        Elsewhere::Total { invoice, shop, shop_currency, books, books_currency } => format!(
            "De bestelling is {shop_currency} {}, factuur {invoice} van een ander programma {books_currency} {}.",
            said(*shop),
            said(*books)
        ),
        Elsewhere::Date { invoice, shop, books } => format!(
            "De bestelling is van {}, factuur {invoice} van een ander programma van {}: dat ligt te ver uit elkaar.",
            said_day(*shop, Language::Nl),
            said_day(*books, Language::Nl)
        ),
        Elsewhere::Vat { invoice, shop, books } => format!(
            "In de bestelling zit {} btw, in factuur {invoice} van een ander programma {}.",
            shop.said(Language::Nl),
            books.said(Language::Nl)
        ),
        Elsewhere::Rate { invoice } => format!(
            "Factuur {invoice} van een ander programma staat op andere btw-tarieven dan uw instellingen noemen."
        ),
        Elsewhere::Unplaced { invoice, why } => format!(
            "Factuur {invoice} van een ander programma is niet na te rekenen: {}",
            why.message(Language::Nl)
        ),
    }
}

fn english(found: &Elsewhere, up_to: &str) -> String {
    let said = |amount: Decimal| Money::round(amount).said(Language::En);
    match found {
        Elsewhere::NoInvoice => format!(
            "The books are filled up to order {up_to}, but no invoice of this order was found."
        ),
        Elsewhere::Several { invoices } => format!(
            "Another program made {} invoices with the number of this order: {}.",
            invoices.len(),
            invoices.join(", ")
        ),
        Elsewhere::Shared { invoice } => format!(
            "Another program's invoice {invoice} may be of this order, but of another one as well."
        ),
        Elsewhere::Draft { invoice } => {
            format!("Another program's invoice {invoice} is not booked in Moneybird yet.")
        }
        Elsewhere::NotSold { invoice } => format!(
            "Another program booked invoice {invoice}, but the shop does not show this order as sold."
        ),
        Elsewhere::Total { invoice, shop, shop_currency, books, books_currency } => format!(
            "The order is {shop_currency} {}, another program's invoice {invoice} {books_currency} {}.",
            said(*shop),
            said(*books)
        ),
        Elsewhere::Date { invoice, shop, books } => format!(
            "The order is of {}, another program's invoice {invoice} of {}: that is too far apart.",
            said_day(*shop, Language::En),
            said_day(*books, Language::En)
        ),
        Elsewhere::Vat { invoice, shop, books } => format!(
            "The order has {} of VAT in it, another program's invoice {invoice} {}.",
            shop.said(Language::En),
            books.said(Language::En)
        ),
        Elsewhere::Rate { invoice } => format!(
            "Another program's invoice {invoice} is at other tax rates than your settings name."
        ),
        Elsewhere::Unplaced { invoice, why } => format!(
            "Another program's invoice {invoice} cannot be checked: {}",
            why.message(Language::En)
        ),
    }
}

/// What to do about it.
pub(crate) fn hint(found: &Elsewhere, language: Language) -> String {
    let is_dutch = language == Language::Nl;
    match found {
        Elsewhere::NoInvoice if is_dutch => {
            "Probeer opnieuw om haar te boeken, of leg haar hier terzijde als zij niet in de boeken hoort."
        }
        Elsewhere::NoInvoice => {
            "Retry to book it, or set it aside here if it does not belong in the books."
        }
        _ if is_dutch => {
            "Bekijk haar in CCV Shop en in Moneybird. Is zij goed geboekt, leg haar hier dan terzijde; anders verbetert u dat daar en draait u `sluitend adopt` opnieuw. Opnieuw proberen boekt haar ernaast, op een eigen factuur."
        }
        _ => {
            "Look at it in CCV Shop and in Moneybird. If it is booked well, set it aside here; otherwise put that right there and run `sluitend adopt` again. A retry books it beside what is there, on an invoice of its own."
        }
    }
    .to_owned()
}

/// A credit invoice of an order that another program booked.
pub(crate) fn of_credit(order: &str, invoice: &str, language: Language) -> String {
    match language {
        Language::Nl => format!(
            "Bestelling {order}, waar zij bij hoort, is geboekt door een ander programma, als factuur {invoice}; of dat ook dit creditbedrag boekte, is hier niet bekend."
        ),
        Language::En => format!(
            "Order {order}, which it credits, was booked by another program, as invoice {invoice}; whether it booked this credit as well is not known here."
        ),
    }
}

/// What to do about that.
pub(crate) fn hint_of_credit(language: Language) -> String {
    match language {
        Language::Nl => {
            "Kijk in Moneybird. Staat het creditbedrag er, leg deze creditfactuur dan terzijde; staat het er niet, probeer dan opnieuw om haar te boeken, op een eigen factuur."
        }
        Language::En => {
            "Look in Moneybird. If the credit is there, set this credit invoice aside; if it is not, retry to book it, on an invoice of its own."
        }
    }
    .to_owned()
}
