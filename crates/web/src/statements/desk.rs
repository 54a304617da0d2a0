//! Which statements are wanted, and how far each of them is. It lives as long as the program: what was
//! not made when it ended is asked for again.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bookkeeping::Language;
use jiff::Timestamp;
use store::ConnectionId;
use sync::Code;
use sync::Period;
use tokio::sync::Notify;

/// How far a statement is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Step {
    /// It waits until another one of its connection is done.
    Queued,
    /// Moneybird is being asked.
    UnderWay,
    /// An allowance is used up until then.
    Waits(Timestamp),
    /// It could not be made: when, and why, in the language of whoever asked and by its code.
    Failed(Timestamp, String, Code),
}

/// One that somebody asked for.
#[derive(Debug)]
struct Wanted {
    connection: ConnectionId,
    period: Period,
    language: Language,
    step: Step,
}

impl Wanted {
    fn is(&self, connection: &ConnectionId, period: Period) -> bool {
        self.connection == *connection && self.period == period
    }

    fn is_being_made(&self) -> bool {
        matches!(self.step, Step::UnderWay | Step::Waits(_))
    }
}

/// The statements that are wanted, in the order in which they were asked for.
#[derive(Debug, Default)]
pub(crate) struct Desk {
    wanted: Mutex<Vec<Wanted>>,
    asked: Notify,
}

impl Desk {
    /// Asks for a statement. One that is wanted already is not wanted twice.
    pub(crate) fn ask(&self, connection: &ConnectionId, period: Period, language: Language) {
        let mut wanted = self.wanted();
        let is_failed = |own: &Wanted| matches!(own.step, Step::Failed(..));
        wanted.retain(|own| !(own.is(connection, period) && is_failed(own)));
        if !wanted.iter().any(|own| own.is(connection, period)) {
            let connection = connection.clone();
            wanted.push(Wanted { connection, period, language, step: Step::Queued });
        }
        drop(wanted);
        self.asked.notify_one();
    }

    /// How far a statement is, if it is wanted.
    pub(crate) fn step(&self, connection: &ConnectionId, period: Period) -> Option<Step> {
        let wanted = self.wanted();
        wanted.iter().find(|own| own.is(connection, period)).map(|own| own.step.clone())
    }

    /// Waits until somebody asked since it was last waited for.
    pub(super) async fn asked(&self) {
        self.asked.notified().await;
    }

    /// The next one to be made, if there is any: one at a time per connection, so that nobody uses up an
    /// allowance that is everybody's by asking for every month at once.
    pub(super) fn begin(self: &Arc<Self>) -> Option<Turn> {
        let mut wanted = self.wanted();
        let is_free = |own: &Wanted| {
            let is_busy =
                |other: &Wanted| other.connection == own.connection && other.is_being_made();
            own.step == Step::Queued && !wanted.iter().any(is_busy)
        };
        let next = wanted.iter().position(is_free)?;
        let own = wanted.get_mut(next)?;
        own.step = Step::UnderWay;
        Some(Turn {
            desk: Arc::clone(self),
            connection: own.connection.clone(),
            period: own.period,
            language: own.language,
            is_over: false,
        })
    }

    fn wanted(&self) -> MutexGuard<'_, Vec<Wanted>> {
        self.wanted.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A statement that is being made. However its making ends, it is not wanted any longer then.
#[derive(Debug)]
pub(super) struct Turn {
    desk: Arc<Desk>,
    pub(super) connection: ConnectionId,
    pub(super) period: Period,
    pub(super) language: Language,
    /// Whether its end was told already; by now somebody may have asked for another one.
    is_over: bool,
}

impl Turn {
    /// Says how far it is.
    pub(super) fn is_at(&self, step: Step) {
        let mut wanted = self.desk.wanted();
        let own = wanted.iter_mut().find(|own| own.is(&self.connection, self.period));
        if let Some(own) = own {
            own.step = step;
        }
    }

    /// Ends it without a statement.
    pub(super) fn fails(mut self, at: Timestamp, why: String, code: Code) {
        self.is_at(Step::Failed(at, why, code));
        self.is_over = true;
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if self.is_over {
            return;
        }
        let is_done = |own: &Wanted| own.is(&self.connection, self.period) && own.is_being_made();
        self.desk.wanted().retain(|own| !is_done(own));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(text: &str) -> Period {
        text.parse().unwrap()
    }

    fn two() -> [ConnectionId; 2] {
        ["01890a5d-ac96-774b-bcce-b302099a8057", "01890a5d-ac96-774b-bcce-b302099a8058"]
            .map(|id| id.parse().unwrap())
    }

    #[test]
    fn one_at_a_time_is_made_for_a_connection_and_none_twice() {
        let (desk, [one, other]) = (Arc::new(Desk::default()), two());
        let (march, april) = (period("2026-03"), period("2026-04"));
        for (connection, period) in [(&one, march), (&one, april), (&one, march), (&other, march)] {
            desk.ask(connection, period, Language::Nl);
        }
        let first = desk.begin().unwrap();
        let second = desk.begin().unwrap();
        assert_eq!((&first.connection, first.period), (&one, march));
        assert_eq!((&second.connection, second.period), (&other, march));
        assert!(desk.begin().is_none());
        assert_eq!(desk.step(&one, april), Some(Step::Queued));
        let until = Timestamp::UNIX_EPOCH;
        first.is_at(Step::Waits(until));
        assert_eq!(desk.step(&one, march), Some(Step::Waits(until)));
        assert!(desk.begin().is_none(), "one that waits is being made");
        drop(first);
        assert_eq!(desk.step(&one, march), None);
        assert_eq!(desk.begin().unwrap().period, april);
    }

    #[test]
    fn what_failed_is_told_until_it_is_asked_for_again() {
        let (desk, [one, _]) = (Arc::new(Desk::default()), two());
        let march = period("2026-03");
        desk.ask(&one, march, Language::Nl);
        let failed =
            Step::Failed(Timestamp::UNIX_EPOCH, "niemand thuis".to_owned(), Code::Unreachable);
        let why = "niemand thuis".to_owned();
        desk.begin().unwrap().fails(Timestamp::UNIX_EPOCH, why, Code::Unreachable);
        assert_eq!(desk.step(&one, march), Some(failed));
        assert!(desk.begin().is_none());
        desk.ask(&one, march, Language::En);
        assert_eq!(desk.begin().unwrap().language, Language::En);
    }
}
