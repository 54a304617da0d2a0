//! How to tell a person, in Dutch and English.

use remote::Language;

use super::reason::Reason;
use super::{BadReply, Error, body};

/// A sentence in both languages; `{}` stands for what Moneybird said.
struct Sentence {
    dutch: &'static str,
    english: &'static str,
}

impl Error {
    /// What happened and what comes next, for the owner of the administration. Times are left
    /// out: [`Error::until`] has them, to be shown in the reader's own zone.
    pub fn sentence(&self, language: Language) -> String {
        let sentence = self.told();
        match language {
            Language::Nl => sentence.dutch,
            Language::En => sentence.english,
        }
        .replace("{}", &self.detail())
    }

    fn told(&self) -> Sentence {
        match self {
            Self::Paced { .. } => say(
                "We hebben gebruikt wat Moneybird nu toestaat. We gaan vanzelf verder.",
                "We have used what Moneybird allows for now. We go on by ourselves.",
            ),
            Self::Throttled { .. } => say(
                "Moneybird vraagt ons even te wachten. We gaan daarna vanzelf verder.",
                "Moneybird asks us to wait a while. We go on by ourselves after that.",
            ),
            Self::Stale => say(
                "Het verzoek bleef te lang liggen en is niet verstuurd. We proberen het opnieuw.",
                "The request waited too long and was not sent. We will try again.",
            ),
            Self::Gate(_) => say(
                "We konden niet nagaan of we iets mogen sturen. We proberen het opnieuw.",
                "We could not tell whether we may send anything. We will try again.",
            ),
            Self::Unwritten { .. } => say(
                "Het verzoek kon niet worden gemaakt: een fout in dit programma ({}).",
                "The request could not be written: a fault of this program ({}).",
            ),
            Self::Unreached { .. } => say(
                "Moneybird is niet bereikbaar. We proberen het later opnieuw.",
                "Moneybird cannot be reached. We will try again later.",
            ),
            Self::Unauthorized { .. } => say(
                "Moneybird laat ons niet meer toe. Verbind Moneybird opnieuw.",
                "Moneybird no longer lets us in. Connect Moneybird again.",
            ),
            Self::ScopeMissing { .. } => say(
                "Het token mist een recht in Moneybird ({}). Koppel opnieuw, mét dat recht.",
                "The token lacks a right in Moneybird ({}). Connect again, with that right.",
            ),
            Self::Blocked { .. } => say(
                "Moneybird weigert verzoeken van ons adres ({}). We sturen niets meer.",
                "Moneybird refuses requests from our address ({}). We send no more.",
            ),
            Self::PlanLimit { .. } => say(
                "Het abonnement bij Moneybird staat dit niet meer toe ({}).",
                "The plan at Moneybird does not allow this any more ({}).",
            ),
            Self::NotFound { .. } => say(
                "Moneybird kent dit niet of niet meer ({}). Is het daar verwijderd?",
                "Moneybird does not know this, or not any more ({}). Was it deleted there?",
            ),
            Self::Rejected { .. } => rejected(self.reason()),
            Self::Unknown { .. } => say(
                "Moneybird gaf geen duidelijk antwoord. We kijken eerst wat er is aangekomen.",
                "Moneybird gave no clear answer. We first look at what has arrived there.",
            ),
            Self::BadReply { kind, .. } => unreadable(*kind),
        }
    }

    /// What Moneybird said, as far as the sentences quote it.
    fn detail(&self) -> String {
        match self {
            Self::Unwritten { reason: text }
            | Self::Unauthorized { message: text }
            | Self::ScopeMissing { message: text }
            | Self::Blocked { message: text }
            | Self::PlanLimit { message: text }
            | Self::NotFound { message: text, .. }
            | Self::BadReply { detail: text, .. } => text.clone(),
            Self::Rejected { messages, excerpt, .. } if messages.is_empty() => excerpt.clone(),
            Self::Rejected { messages, .. } => body::line(messages),
            Self::Paced { .. }
            | Self::Throttled { .. }
            | Self::Stale
            | Self::Gate(_)
            | Self::Unreached { .. }
            | Self::Unknown { .. } => String::new(),
        }
    }
}

fn unreadable(kind: BadReply) -> Sentence {
    match kind {
        BadReply::Html | BadReply::BrokenJson => say(
            "Het antwoord van Moneybird is onleesbaar. We proberen het later opnieuw.",
            "Moneybird's answer cannot be read. We will try again later.",
        ),
        BadReply::Shape => say(
            "Dit programma begrijpt een antwoord van Moneybird niet ({}).",
            "This program does not understand an answer of Moneybird's ({}).",
        ),
    }
}

fn rejected(reason: Option<Reason>) -> Sentence {
    match reason {
        Some(Reason::CustomerIdTaken) => say(
            "Een ander contact in Moneybird, misschien gearchiveerd, heeft dit klantnummer al.",
            "Another contact in Moneybird, perhaps archived, already has this customer id.",
        ),
        Some(Reason::EmailUnreachable) => say(
            "Moneybird weigert het e-mailadres: het domein kan geen e-mail ontvangen.",
            "Moneybird refuses the e-mail address: its domain cannot receive mail.",
        ),
        Some(Reason::ContactInvalid) => say(
            "Moneybird aanvaardt het contact niet op een factuur. Is het daar verwijderd?",
            "Moneybird does not accept the contact on an invoice. Was it deleted there?",
        ),
        Some(Reason::PeriodLocked) => say(
            "Moneybird weigert de datum, waarschijnlijk door een vergrendelde periode ({}).",
            "Moneybird refuses the date, probably because of a locked period ({}).",
        ),
        Some(Reason::Data) => {
            say("Moneybird weigert deze gegevens ({}).", "Moneybird refuses these data ({}).")
        }
        Some(Reason::Request) | None => say(
            "Moneybird begrijpt dit verzoek niet: een fout in dit programma ({}).",
            "Moneybird does not understand this request: a fault of this program ({}).",
        ),
    }
}

const fn say(dutch: &'static str, english: &'static str) -> Sentence {
    Sentence { dutch, english }
}
