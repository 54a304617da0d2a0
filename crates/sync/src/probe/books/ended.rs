//! How a request that Moneybird may well refuse ended.

use bookkeeping::Language;
use moneybird::Error;

use crate::fault::Halt;
use crate::mishap;
use crate::probe::Answer;

/// How it ended. What stops the whole probe, such as a token that is not let in, is no such end.
#[derive(Debug, Clone)]
pub(super) enum Ended<T> {
    /// It was done.
    Done(T),
    /// It was refused.
    Refused {
        /// Status and the beginning of the answer.
        said: String,
        /// Whether we recognise it as a locked period.
        is_lock: bool,
    },
    /// Nobody knows.
    Unclear(String),
}

pub(super) fn ended<T>(result: Result<T, Error>, language: Language) -> Result<Ended<T>, Halt> {
    let error = match result {
        Ok(done) => return Ok(Ended::Done(done)),
        Err(error) => error,
    };
    let is_lock = error.is_period_locked();
    Ok(match &error {
        Error::Rejected { status, excerpt, .. } => {
            Ended::Refused { said: format!("{status} {excerpt}"), is_lock }
        }
        Error::NotFound { message, .. } => {
            Ended::Refused { said: format!("404 {message}"), is_lock }
        }
        Error::PlanLimit { message } => Ended::Refused { said: format!("402 {message}"), is_lock },
        Error::Unknown { .. } | Error::BadReply { .. } => Ended::Unclear(error.to_string()),
        _ => return Err(mishap::moneybird(&error, language)),
    })
}

impl<T> Ended<T> {
    /// What it answers where it matters only whether it was done, and what was seen.
    pub(super) fn answer(&self) -> (Answer, String) {
        match self {
            Self::Done(_) => (Answer::Accepted, String::new()),
            Self::Refused { said, .. } => (Answer::Refused, said.clone()),
            Self::Unclear(said) => (Answer::Unclear, said.clone()),
        }
    }

    pub(super) fn map<U>(self, change: impl FnOnce(T) -> U) -> Ended<U> {
        match self {
            Self::Done(done) => Ended::Done(change(done)),
            Self::Refused { said, is_lock } => Ended::Refused { said, is_lock },
            Self::Unclear(said) => Ended::Unclear(said),
        }
    }
}
