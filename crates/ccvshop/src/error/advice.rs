//! The table from how a call ended to what to do about it, whose turn it is, and the sentence.

use remote::Language;

use super::{BadReply, Error};

/// What to do after a call ended badly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Try again later.
    Retry,
    /// Try again when the limit allows it.
    Wait,
    /// Ask a person; trying the same again would bring the same answer.
    Stop,
    /// Leave this one order out and tell a person.
    SkipOrder,
    /// The program has to be mended.
    FixUs,
}

/// Who can do something about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Blame {
    /// The connection between us and the shop.
    Network,
    /// CCV Shop, or the limits that it sets.
    Shop,
    /// Whoever owns the shop.
    Merchant,
    /// This program or whoever runs it.
    Us,
}

/// A row of the table.
struct Advice {
    action: Action,
    blame: Blame,
    nl: &'static str,
    en: &'static str,
}

const fn row(action: Action, blame: Blame, nl: &'static str, en: &'static str) -> Advice {
    Advice { action, blame, nl, en }
}

impl Error {
    /// What to do about it.
    pub fn action(&self) -> Action {
        self.advice().action
    }

    /// Who can do something about it.
    pub fn blame(&self) -> Blame {
        self.advice().blame
    }

    /// What happened, for the owner of the shop.
    pub fn sentence(&self, language: Language) -> String {
        let advice = self.advice();
        let text = match language {
            Language::Nl => advice.nl,
            Language::En => advice.en,
        };
        text.replace("{}", &self.detail())
    }

    fn detail(&self) -> String {
        match self {
            Self::NotSent { reason }
            | Self::Unwritten { reason }
            | Self::Unreached { reason }
            | Self::Unknown { reason, .. } => reason.clone(),
            Self::Credentials { message }
            | Self::NotFound { message }
            | Self::Unrenderable { message } => message.clone(),
            Self::Rejected { code, message, .. } => format!("{code} {message}").trim().to_owned(),
            Self::BadReply { detail, .. } => detail.clone(),
            Self::Clock { ours, theirs } => {
                let minutes = theirs.duration_since(*ours).unsigned_abs().as_secs() / 60;
                minutes.to_string()
            }
            Self::Paced { .. } | Self::Throttled { .. } => String::new(),
        }
    }

    fn advice(&self) -> Advice {
        use {Action as A, Blame as B};
        match self {
            Self::Credentials { .. } => row(
                A::Stop,
                B::Merchant,
                "CCV Shop weigert de API-sleutel of het geheim: {}",
                "CCV Shop refuses the API key or its secret: {}",
            ),
            Self::Clock { .. } => row(
                A::Stop,
                B::Us,
                "De klok van deze computer wijkt {} minuten af van die van CCV Shop; meer dan vijf weigert CCV Shop.",
                "This computer's clock is {} minutes off CCV Shop's; CCV Shop refuses more than five.",
            ),
            Self::NotFound { .. } => row(
                A::SkipOrder,
                B::Merchant,
                "CCV Shop heeft dit niet (meer): {}",
                "CCV Shop does not have this (any more): {}",
            ),
            Self::Rejected { .. } => row(
                A::FixUs,
                B::Us,
                "CCV Shop weigert het verzoek: {}",
                "CCV Shop refuses the request: {}",
            ),
            Self::Unrenderable { .. } => row(
                A::SkipOrder,
                B::Shop,
                "CCV Shop kan dit zelf niet tonen: {}",
                "CCV Shop itself cannot show this: {}",
            ),
            Self::BadReply { kind, .. } => bad_reply(*kind),
            _ => self.on_the_way(),
        }
    }

    /// The rows for what went wrong before there was an answer to speak of.
    fn on_the_way(&self) -> Advice {
        use {Action as A, Blame as B};
        match self {
            Self::Paced { .. } => row(
                A::Wait,
                B::Us,
                "We hebben gebruikt wat CCV Shop nu toestaat. We gaan vanzelf verder.",
                "We have used what CCV Shop allows for now. We go on by ourselves.",
            ),
            Self::Throttled { .. } => row(
                A::Wait,
                B::Shop,
                "CCV Shop vraagt ons even te wachten. We gaan daarna vanzelf verder.",
                "CCV Shop asks us to wait a while. We go on by ourselves after that.",
            ),
            Self::NotSent { .. } => row(
                A::Retry,
                B::Us,
                "Het verzoek aan CCV Shop is niet verstuurd ({}). We proberen het opnieuw.",
                "The request to CCV Shop was not sent ({}). We will try again.",
            ),
            Self::Unwritten { .. } => row(
                A::FixUs,
                B::Us,
                "Het verzoek aan CCV Shop kon niet worden gemaakt: een fout in dit programma ({}).",
                "The request to CCV Shop could not be written: a fault of this program ({}).",
            ),
            Self::Unreached { .. } => row(
                A::Retry,
                B::Network,
                "De webwinkel is niet bereikbaar ({}).",
                "The web shop cannot be reached ({}).",
            ),
            Self::Unknown { status: None, .. } => row(
                A::Retry,
                B::Network,
                "De verbinding met de webwinkel brak af ({}).",
                "The connection to the web shop broke off ({}).",
            ),
            _ => row(
                A::Retry,
                B::Shop,
                "CCV Shop heeft een storing ({}).",
                "CCV Shop has a fault ({}).",
            ),
        }
    }
}

fn bad_reply(kind: BadReply) -> Advice {
    use {Action as A, Blame as B};
    match kind {
        BadReply::Html => row(
            A::Retry,
            B::Shop,
            "De webwinkel gaf een webpagina in plaats van gegevens. Klopt het adres?",
            "The web shop gave a web page instead of data. Is the address right?",
        ),
        BadReply::BrokenJson => row(
            A::Retry,
            B::Shop,
            "Het antwoord van CCV Shop is onvolledig of beschadigd ({}).",
            "The answer of CCV Shop is incomplete or damaged ({}).",
        ),
        BadReply::Shape => row(
            A::FixUs,
            B::Us,
            "Het antwoord van CCV Shop heeft een vorm die dit programma niet kent ({}).",
            "The answer of CCV Shop has a shape that this program does not know ({}).",
        ),
        BadReply::WrongSignature => row(
            A::Retry,
            B::Network,
            "Het antwoord is niet door de webwinkel ondertekend; iemand of iets ertussen kan het hebben veranderd.",
            "The answer was not signed by the web shop; somebody or something in between may have changed it.",
        ),
    }
}
