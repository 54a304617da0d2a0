//! Why a round, or a command, could not do what was asked: for a person, with what to do.

use bookkeeping::Language;
use jiff::Timestamp;

/// What went wrong, as `interface.md` names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Code {
    /// The settings cannot be used.
    Settings,
    /// CCV Shop does not accept key and secret.
    CredentialsShop,
    /// Moneybird does not accept the token.
    CredentialsMoneybird,
    /// The token lacks a scope.
    ScopeMissing,
    /// This machine's clock is off.
    Clock,
    /// A remote side could not be reached.
    Unreachable,
    /// A remote side answered something that cannot be used.
    BadReply,
    /// A remote side asked for a pause.
    Throttled,
    /// The database failed.
    Database,
    /// The database is away, or was so for longer than the lease lasted. The work goes on as soon as it is back; to
    /// whoever runs a command it has failed.
    Interrupted,
    /// The sealing key cannot be used.
    KeyFile,
    /// There is no such thing.
    NotFound,
    /// The command was not understood.
    Usage,
    /// The subscription of a connection has ended, where the host charges.
    SubscriptionEnded,
}

impl Code {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::Settings,
        Self::CredentialsShop,
        Self::CredentialsMoneybird,
        Self::ScopeMissing,
        Self::Clock,
        Self::Unreachable,
        Self::BadReply,
        Self::Throttled,
        Self::Database,
        Self::KeyFile,
        Self::NotFound,
        Self::Usage,
        Self::SubscriptionEnded,
    ];

    /// The public name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Settings => "settings",
            Self::CredentialsShop => "credentials-shop",
            Self::CredentialsMoneybird => "credentials-moneybird",
            Self::ScopeMissing => "scope-missing",
            Self::Clock => "clock",
            Self::Unreachable => "unreachable",
            Self::BadReply => "bad-reply",
            Self::Throttled => "throttled",
            Self::Database | Self::Interrupted => "database",
            Self::KeyFile => "key-file",
            Self::NotFound => "not-found",
            Self::Usage => "usage",
            Self::SubscriptionEnded => "subscription-ended",
        }
    }

    /// The exit code: 2 where the one who asked must change something here, 3 where a remote side
    /// or this machine stood in the way and running again may do.
    pub fn exit(self) -> u8 {
        match self {
            Self::Settings
            | Self::NotFound
            | Self::Usage
            | Self::KeyFile
            | Self::SubscriptionEnded => 2,
            _ => 3,
        }
    }

    /// Whether it may pass without anybody here doing something.
    pub fn passes(self) -> bool {
        match self {
            Self::Unreachable
            | Self::BadReply
            | Self::Throttled
            | Self::Database
            | Self::Interrupted
            | Self::Clock => true,
            Self::Settings
            | Self::CredentialsShop
            | Self::CredentialsMoneybird
            | Self::ScopeMissing
            | Self::KeyFile
            | Self::NotFound
            | Self::Usage
            | Self::SubscriptionEnded => false,
        }
    }

    /// Whether the connection stays broken until a person does something.
    pub fn breaks_connection(self) -> bool {
        matches!(self, Self::CredentialsShop | Self::CredentialsMoneybird | Self::ScopeMissing)
    }
}

/// A fault with its sentences.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Fault {
    /// The public code.
    pub code: Code,
    /// What happened.
    pub message: String,
    /// What to do.
    pub hint: String,
    /// When an allowance frees, if that is all that stood in the way.
    pub until: Option<Timestamp>,
}

impl Fault {
    /// A fault in words of our own.
    pub fn new(code: Code, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { code, message: message.into(), hint: hint.into(), until: None }
    }
}

/// An allowance that can be used up: of requests, or of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Allowance {
    /// Moneybird's, which all connections behind one outgoing address share.
    Books,
    /// Moneybird's for its reports, which they share as well.
    Reports,
    /// The shop's own.
    Shop,
    /// A round's time at work, while others wait for its place.
    Turn,
}

/// Why a piece of work stopped.
#[derive(Debug, Clone)]
pub(crate) enum Halt {
    /// That allowance is used up; going on makes sense then.
    Wait(Timestamp, Allowance),
    /// What others sent may still show up; nothing is booked before then, by Moneybird's clock.
    Settles(Timestamp),
    /// Something went wrong.
    Fault(Fault),
}

impl From<Fault> for Halt {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

/// Chooses between the two languages.
pub(crate) fn say(language: Language, nl: &str, en: &str) -> String {
    match language {
        Language::Nl => nl.to_owned(),
        Language::En => en.to_owned(),
    }
}
