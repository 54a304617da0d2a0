//! From an error of a client to what it means for the work in hand.

use bookkeeping::Language;
use remote::GateError;

use crate::fault::{Allowance, Code, Fault, Halt, say};

/// The language, as the clients name it.
fn theirs(language: Language) -> remote::Language {
    match language {
        Language::Nl => remote::Language::Nl,
        Language::En => remote::Language::En,
    }
}

/// What Moneybird says of an error, in one sentence.
pub(crate) fn moneybird_sentence(error: &moneybird::Error, language: Language) -> String {
    error.sentence(theirs(language))
}

/// An error of Moneybird's client that is not about one order.
pub(crate) fn moneybird(error: &moneybird::Error, language: Language) -> Halt {
    use moneybird::Error as E;
    if let Some(until) = error.until() {
        return Halt::Wait(until, Allowance::Books);
    }
    let code = match error {
        E::Unauthorized { .. } => Code::CredentialsMoneybird,
        E::ScopeMissing { .. } => Code::ScopeMissing,
        E::Blocked { .. } | E::PlanLimit { .. } => Code::Throttled,
        E::Gate(GateError::Away(_)) => Code::Interrupted,
        E::Stale | E::Gate(GateError::Broken(_)) => Code::Database,
        E::NotFound { .. } => Code::NotFound,
        E::BadReply { .. } | E::Rejected { .. } | E::Unwritten { .. } => Code::BadReply,
        E::Paced { .. } | E::Throttled { .. } | E::Unreached { .. } | E::Unknown { .. } => {
            Code::Unreachable
        }
    };
    Fault::new(code, moneybird_sentence(error, language), hint(code, language)).into()
}

/// An error of the shop's client that is not about one order.
pub(crate) fn ccvshop(error: &ccvshop::Error, language: Language) -> Halt {
    use ccvshop::Error as E;
    if let Some(until) = error.until() {
        return Halt::Wait(until, Allowance::Shop);
    }
    let code = match error {
        E::Credentials { .. } => Code::CredentialsShop,
        E::Clock { .. } => Code::Clock,
        E::NotSent { .. } => Code::Database,
        E::NotFound { .. } => Code::NotFound,
        E::BadReply { .. } | E::Rejected { .. } | E::Unrenderable { .. } | E::Unwritten { .. } => {
            Code::BadReply
        }
        E::Paced { .. } | E::Throttled { .. } | E::Unreached { .. } | E::Unknown { .. } => {
            Code::Unreachable
        }
    };
    Fault::new(code, error.sentence(theirs(language)), hint(code, language)).into()
}

/// Whether an error of the shop's client is about the one order that was asked for, so that the
/// others can go on: the shop cannot show it, or it has a form that we cannot read.
pub(crate) fn concerns_one_order(error: &ccvshop::Error) -> bool {
    use ccvshop::{Action, BadReply, Error};
    let is_odd = matches!(error, Error::BadReply { kind: BadReply::Shape, .. });
    is_odd || error.action() == Action::SkipOrder
}

/// What to do about a fault of a remote side.
pub(crate) fn hint(code: Code, language: Language) -> String {
    match code {
        Code::CredentialsShop => say(
            language,
            "Maak in CCV Shop (Mijn webshop, Instellingen, API) een nieuwe sleutel en verbind opnieuw met `sluitend connect`.",
            "Make a new key in CCV Shop (My web shop, Settings, API) and connect again with `sluitend connect`.",
        ),
        Code::CredentialsMoneybird => say(
            language,
            "Maak in Moneybird (Instellingen, Externe en AI-koppelingen) een nieuw token en verbind opnieuw met `sluitend connect`.",
            "Make a new token in Moneybird (Instellingen, Externe en AI-koppelingen) and connect again with `sluitend connect`.",
        ),
        Code::ScopeMissing => say(
            language,
            "Geef het token in Moneybird ook toegang tot wat hier genoemd wordt (facturen en documenten) en verbind opnieuw.",
            "Give the token access in Moneybird to what is named here as well (sales invoices and documents) and connect again.",
        ),
        Code::Clock => say(
            language,
            "Zet de klok van deze computer gelijk (tijdsynchronisatie aan) en probeer opnieuw.",
            "Set this computer's clock right (switch time synchronisation on) and try again.",
        ),
        Code::BadReply => say(
            language,
            "Er is niets verloren. Probeer het later opnieuw; blijft het zo, meld dit dan met de tekst hierboven.",
            "Nothing is lost. Try again later; if it stays like this, report it with the text above.",
        ),
        _ => say(
            language,
            "Er is niets verloren. Probeer het later opnieuw; de achtergronddienst doet dat vanzelf.",
            "Nothing is lost. Try again later; the background service does so by itself.",
        ),
    }
}

/// An error of our own database.
pub(crate) fn store(error: &store::Error, language: Language) -> Halt {
    let code = match error.code() {
        "key-file" => Code::KeyFile,
        _ if error.is_interruption() => Code::Interrupted,
        _ => Code::Database,
    };
    let hint = say(
        language,
        "Verhelp dit en probeer opnieuw; wat al geboekt is, blijft geboekt en wordt niet dubbel geboekt.",
        "Mend this and try again; what is booked stays booked and is not booked twice.",
    );
    Fault::new(code, error.to_string(), hint).into()
}

/// What was remembered of an order as JSON is none that we know.
pub(crate) fn unreadable(error: &serde_json::Error, language: Language) -> Fault {
    let message = say(
        language,
        "Wat van een bestelling is bewaard, is niet te lezen",
        "What was kept of an order cannot be read",
    );
    Fault::new(Code::Database, format!("{message}: {error}."), "")
}

/// The shop's pages do not follow each other.
pub(crate) fn stuck(language: Language) -> Fault {
    let message = say(
        language,
        "CCV Shop geeft de bestellingen niet in opeenvolgende pagina's.",
        "CCV Shop does not give the orders in pages that follow each other.",
    );
    Fault::new(Code::BadReply, message, hint(Code::BadReply, language))
}
