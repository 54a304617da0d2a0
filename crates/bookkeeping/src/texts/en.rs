//! English.

use crate::edit;
use crate::refusal::{Contradiction, Document, Refusal};
use crate::switching::sentences;
use crate::{Language, Money};

pub(crate) fn message(refusal: &Refusal) -> String {
    use Refusal as R;
    match refusal {
        R::VatUnmapped { case, country, percentage } => {
            let case = case.said(Language::En);
            format!("No tax rate is mapped for {case}, country {country}, {percentage} %.")
        }
        R::RateUnusable { tax_rate, case, percentage } => format!(
            "Tax rate {tax_rate}, mapped for {} {percentage} %, is gone, inactive or has another percentage now.",
            case.said(Language::En)
        ),
        R::AccountUnusable { setting, ledger } => unusable(setting, ledger.as_deref()),
        R::VatNumberMissing => {
            "The order is intra-Community, but the customer gave no VAT number.".to_owned()
        }
        R::VatNumberOdd { number } => format!(
            "The order is intra-Community, but {number} is no VAT number of another member state, or without its country code may be of several."
        ),
        R::TotalMismatch { shop, lines } => {
            format!("The shop says {} in total, the lines come to {}.", euro(*shop), euro(*lines))
        }
        R::TaxMismatch { shop, lines } => {
            format!("The shop says {} of VAT, the lines come to {}.", euro(*shop), euro(*lines))
        }
        R::Leftover { amount } => {
            format!("{} is left over by rounding.", amount.said(Language::En))
        }
        R::Currency { order, administration } => {
            format!("The order is in {order}, the administration in {administration}.")
        }
        R::Territory { name } => {
            format!("The goods went to {name}, which has VAT rules of its own.")
        }
        R::NoCountry => "The order has no country, so its VAT cannot be placed.".to_owned(),
        R::PeriodLocked { date, until } => {
            format!("The invoice would be dated {date}, and the books are locked up to {until}.")
        }
        R::Contradiction { how } => contradiction(*how).to_owned(),
        R::Unreadable { detail } => format!("The shop's answer could not be read: {detail}."),
        R::NoInvoiceNumber => {
            "The settings want the number of the shop's invoice, and there is none.".to_owned()
        }
        R::Rejected { what, answer } => format!("Moneybird refused {}: {answer}", document(*what)),
        R::Doubled { invoices } => doubled(invoices),
        R::InSummary { invoice } => format!(
            "Moneybird holds this order already, in the day's summary of invoice {invoice}."
        ),
        R::InvoiceGone { invoice } => format!("Invoice {invoice} is no longer in Moneybird."),
        R::CreditUnclear { order, debit, credit, booked } => {
            unclear([*order, *debit, *credit], *booked)
        }
        R::CreditOfIgnored { order } => {
            format!("Order {order}, which it credits, was set aside here.")
        }
        R::Elsewhere { up_to, what } => sentences::message(what, up_to, Language::En),
        R::CreditElsewhere { order, invoice } => sentences::of_credit(order, invoice, Language::En),
        R::BookedDiffers { sent, booked, state } => {
            format!(
                "Sent was {}; Moneybird has {} in state {state}.",
                sent.said(Language::En),
                euro(*booked)
            )
        }
        R::Edited { .. }
        | R::Cancelled { .. }
        | R::Unpaid { .. }
        | R::Removed { .. }
        | R::Reimbursed { .. }
        | R::EditedUnbookable { .. }
        | R::PaidLater { .. } => edit::message(refusal, Language::En).unwrap_or_default(),
    }
}

/// The invoices that Moneybird holds for one order.
fn doubled(invoices: &[String]) -> String {
    let (number, named) = (invoices.len(), invoices.join(", "));
    format!("Moneybird holds {number} invoices for this order: {named}.")
}

fn euro(amount: rust_decimal::Decimal) -> String {
    Money::round(amount).said(Language::En)
}

/// An order's total, its debit and its credit invoices in the shop, and what is booked.
fn unclear(amounts: [rust_decimal::Decimal; 3], booked: Option<Money>) -> String {
    let [order, debit, credit] = amounts.map(euro);
    let booked = booked.map(|own| own.said(Language::En));
    let booked = booked.map(|own| format!(", booked is {own}")).unwrap_or_default();
    format!(
        "The order comes to {order}, its invoices in the shop to {debit} less {credit} credited{booked}: whether the credit is in it already cannot be told."
    )
}

fn document(what: Document) -> &'static str {
    match what {
        Document::Contact => "the contact",
        Document::Invoice => "the invoice",
        Document::Payment => "the payment",
    }
}

/// What was mapped and can no longer be used.
fn unusable(setting: &str, ledger: Option<&str>) -> String {
    match ledger {
        Some(id) => format!("Ledger account {id} of {setting} is gone or inactive."),
        None => format!("{setting} has no ledger account."),
    }
}

fn contradiction(how: Contradiction) -> &'static str {
    match how {
        Contradiction::NoRows => "The order has no rows.",
        Contradiction::Percentage => "A row has a VAT percentage that cannot be.",
        Contradiction::DiscountWithoutGoods => {
            "There is a discount, but no goods that it could lower."
        }
        Contradiction::NoNumber => "The order has no number.",
        Contradiction::CreditOfNothing => {
            "The credit invoice has a VAT rate or a deposit with which its order was not booked."
        }
        Contradiction::CreditTooLarge => {
            "The credit invoice is more than what is booked of its order."
        }
        Contradiction::CreditSigns => {
            "Rows, total and VAT of the credit invoice do not have one sign."
        }
        Contradiction::UnmarkedBusiness => {
            "A business with a VAT number in another member state was charged 0 %, but the order is not marked as intra-Community."
        }
        Contradiction::IntraCommunityAtHome => {
            "The order is marked as intra-Community, but its goods stay in your own country."
        }
    }
}

pub(crate) fn hint(refusal: &Refusal) -> String {
    use Refusal as R;
    match refusal {
        R::VatUnmapped { case, country, percentage } => format!(
            "Add a [[vat]] entry with case = \"{case}\", country = \"{country}\" (if it is for that country only) and percentage = \"{percentage}\", import the settings and try again."
        ),
        R::RateUnusable { .. } | R::AccountUnusable { .. } => {
            "Choose another one in the settings, or make it active again in Moneybird; then retry.".to_owned()
        }
        R::VatNumberMissing | R::VatNumberOdd { .. } => "Ask the customer for the number with its country code, put it on the order in CCV Shop and try again.".to_owned(),
        R::TotalMismatch { .. } | R::TaxMismatch { .. } => {
            "Check the order in CCV Shop. Correct it there and try again, or book it by hand and set it aside here.".to_owned()
        }
        R::Leftover { .. } => "Set [invoice] rounding = \"line\" to book it on a line of its own, and try again.".to_owned(),
        R::Currency { .. } | R::Territory { .. } => "Book it by hand and set it aside here.".to_owned(),
        R::NoCountry => "Fill in the country on the order in CCV Shop and try again.".to_owned(),
        R::PeriodLocked { .. } => {
            "Unlock the period in Moneybird and try again, or book it by hand on an open day and set it aside here.".to_owned()
        }
        R::Contradiction { .. } | R::Unreadable { .. } => {
            "Look at the order in CCV Shop; correct it there and try again, or book it by hand and set it aside here.".to_owned()
        }
        R::CreditUnclear { .. } | R::CreditOfIgnored { .. } => {
            "Look at the order and its invoices in CCV Shop; book the credit by hand and set it aside here.".to_owned()
        }
        R::NoInvoiceNumber => "Make the invoice in CCV Shop, or set [invoice] reference = \"order-number\"; then retry.".to_owned(),
        R::Rejected { what: Document::Contact, .. } => "Correct the customer on the order in CCV Shop and try again.".to_owned(),
        R::Rejected { .. } => {
            "Solve what Moneybird names and try again.".to_owned()
        }
        R::Elsewhere { what, .. } => sentences::hint(what, Language::En),
        R::CreditElsewhere { .. } => sentences::hint_of_credit(Language::En),
        R::Doubled { .. } => "Remove all but one of them in Moneybird and try again; it is then adopted.".to_owned(),
        R::InSummary { .. } => {
            "Set it aside here: it is in the books. If that invoice is wrong, remove it in Moneybird and let all of its orders be tried again.".to_owned()
        }
        R::InvoiceGone { .. } => "Retry to book the order again, or set it aside here.".to_owned(),
        R::BookedDiffers { .. } => {
            "Look at the invoice in Moneybird; correct it there and try again, or set the order aside here.".to_owned()
        }
        R::Edited { .. }
        | R::Cancelled { .. }
        | R::Unpaid { .. }
        | R::Removed { .. }
        | R::Reimbursed { .. }
        | R::EditedUnbookable { .. }
        | R::PaidLater { .. } => edit::hint(refusal, Language::En).unwrap_or_default(),
    }
}
