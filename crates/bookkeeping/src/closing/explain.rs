//! Why one order makes the books differ from the shop.

use super::account::Account;
use super::{Amounts, Explanation, Key, Standing, sentences};
use crate::Language;

/// The code of a difference that is no mistake of anybody.
pub(super) const ROUNDING: &str = "rounding";

/// The code of what was edited in the shop since it was booked.
pub(super) const EDITED: &str = "edited";

/// Everything to say of one order; nothing when it is booked as it was sold. The amounts of all
/// explanations of an order add up to its difference.
pub(super) fn explain(account: &Account<'_>, language: Language) -> Vec<Explanation> {
    let mut found = Vec::new();
    let own = account.own.map(|held| held.id.as_str()).or(account.sale.standing.invoice());
    if let Some((code, message)) = standing(account, language) {
        let difference = account.difference();
        found.push(explanation(account, own, code, message, difference));
    }
    if !account.edited.is_empty() {
        let mut amounts = Amounts::default();
        for (_, change) in &account.edited {
            amounts += *change;
        }
        let is_placed = account.edited.iter().all(|(key, _)| *key != Key::Unassigned);
        let message = sentences::edited(language, is_placed).to_owned();
        found.push(explanation(account, own, EDITED, message, amounts));
    }
    for twin in &account.twins {
        let message = sentences::doubled(language).to_owned();
        let amounts = Amounts::default() - twin.amounts();
        found.push(explanation(account, Some(&twin.id), "doubled", message, amounts));
    }
    found
}

/// The code and the sentence for where an order stands, if there is something to say of that.
fn standing<'a>(account: &'a Account<'_>, language: Language) -> Option<(&'a str, String)> {
    let sale = account.sale;
    let is_held = account.own.is_some();
    if !sale.is_sold {
        // Neither sold nor booked: both sides agree.
        let said = ("cancelled", sentences::cancelled(language).to_owned());
        return is_held.then_some(said);
    }
    if account.is_foreign {
        let uncounted = sentences::foreign(language, sale);
        return Some(match &sale.standing {
            Standing::Stopped { code, message, .. } => (code, format!("{message} {uncounted}")),
            Standing::Booked(_) | Standing::Underway(_) => ("currency", uncounted),
        });
    }
    let differs = || account.parts.iter().any(|part| !part.difference().is_zero());
    let rounds = || account.parts.iter().all(|part| is_rounding(part.difference()));
    let said = |code, sentence: &str| Some((code, sentence.to_owned()));
    match &sale.standing {
        Standing::Stopped { code, message, .. } => Some((code, message.clone())),
        Standing::Underway(_) if is_held => said("underway", sentences::unfinished(language)),
        Standing::Underway(_) => said("underway", sentences::underway(language)),
        Standing::Booked(_) if !is_held => match account.moved {
            Some(moved) => Some(("moved", sentences::moved(language, moved.date))),
            None => said("gone", sentences::gone(language)),
        },
        Standing::Booked(_) if !differs() => None,
        Standing::Booked(_) if rounds() => said(ROUNDING, sentences::rounding(language)),
        Standing::Booked(_) => Some(("altered", altered(account, language))),
    }
}

/// The sentence for an invoice that no longer is as it was booked.
fn altered(account: &Account<'_>, language: Language) -> String {
    let held = account.own.map(super::Held::amounts).unwrap_or_default();
    sentences::altered(language, account.decided(), held.net + held.vat)
}

/// Whether VAT and net differ by the same few cents, and nothing else does.
fn is_rounding(difference: Amounts) -> bool {
    (difference.net + difference.vat).is_zero()
        && difference.vat.abs().decimal() <= rust_decimal::Decimal::new(5, 2)
}

fn explanation(
    account: &Account<'_>,
    invoice_id: Option<&str>,
    code: &str,
    message: String,
    amounts: Amounts,
) -> Explanation {
    Explanation {
        id: account.sale.order,
        number: account.sale.number.clone(),
        invoice_id: invoice_id.map(str::to_owned),
        code: code.to_owned(),
        message,
        net: amounts.net,
        vat: amounts.vat,
    }
}
