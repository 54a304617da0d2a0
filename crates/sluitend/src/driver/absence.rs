//! A database that is away is waited for, and whoever reads the log is told: when that begins, every minute while
//! it lasts, and when it is over.

use std::collections::BTreeMap;
use std::pin::pin;
use std::time::Duration;

use remote::Clock;
use sync::{Code, Fault};

use crate::stop::Stop;

/// What takes longer is told of.
const SLOW: Duration = Duration::from_secs(5);

/// How often it is told again.
const AGAIN: Duration = Duration::from_mins(1);

/// What is known of a database that does not answer.
#[derive(Debug)]
pub(super) struct Absence {
    /// How long an answer may take before it is told of.
    slow: Duration,
    /// Since when, on the steady clock, if it is away.
    since: Option<Duration>,
    told: Option<Duration>,
    /// What else stands in the way, and when each was told.
    failed: BTreeMap<String, Duration>,
}

impl Default for Absence {
    fn default() -> Self {
        Self { slow: SLOW, since: None, told: None, failed: BTreeMap::new() }
    }
}

impl Absence {
    /// Asks something of the database, and tells if no answer comes. Nothing if the program was asked to stop, and
    /// there was none for a while even so.
    pub(super) async fn wait<T>(
        &mut self,
        clock: &dyn Clock,
        stop: &Stop,
        asking: impl Future<Output = T>,
    ) -> Option<T> {
        let mut asking = pin!(asking);
        let began = clock.monotonic();
        loop {
            if let Ok(answer) = tokio::time::timeout(self.slow, &mut asking).await {
                return Some(answer);
            }
            self.lasts(began, clock.monotonic(), "the database does not answer");
            if stop.is_asked() {
                return None;
            }
        }
    }

    /// Notes what came of asking. Whether that is told; any other fault is left to be.
    pub(super) fn note<T>(&mut self, result: &Result<T, Fault>, now: Duration) -> bool {
        match result {
            Err(fault) if fault.code == Code::Interrupted => {
                self.lasts(now, now, &fault.message);
                true
            }
            _ => false,
        }
    }

    /// Notes what is no absence, such as a password that was changed, or an installation that moved away: the
    /// database may go on to refuse it for as long, and that is told as often.
    pub(super) fn refused(&mut self, fault: &Fault, now: Duration) {
        let since = *self.since.get_or_insert(now);
        let told = self.failed.get(&fault.message);
        if told.is_some_and(|told| now.saturating_sub(*told) < AGAIN) {
            return;
        }
        self.failed.insert(fault.message.clone(), now);
        let seconds = now.saturating_sub(since).as_secs();
        tracing::error!(code = fault.code.as_str(), seconds, "{} {}", fault.message, fault.hint);
    }

    /// The database answered: all is well again.
    pub(super) fn is_over(&mut self, now: Duration) {
        self.told = None;
        self.failed.clear();
        if let Some(since) = self.since.take() {
            let seconds = now.saturating_sub(since).as_secs();
            tracing::info!(seconds, "the database answers again; the work goes on");
        }
    }

    /// Tells that it lasts, if it is time to.
    fn lasts(&mut self, since: Duration, now: Duration, why: &str) {
        let since = *self.since.get_or_insert(since);
        if self.told.is_some_and(|told| now.saturating_sub(told) < AGAIN) {
            return;
        }
        self.told = Some(now);
        let seconds = now.saturating_sub(since).as_secs();
        tracing::warn!(
            seconds,
            why,
            "waiting for the database; nothing is lost, and the work goes on when it answers"
        );
    }
}

#[cfg(test)]
mod tests {
    use remote::SystemClock;

    use super::*;

    fn away() -> Result<(), Fault> {
        Err(Fault::new(Code::Interrupted, "it is away", ""))
    }

    #[test]
    fn it_is_told_when_it_begins_and_each_minute_until_it_is_over() {
        let second = Duration::from_secs;
        let mut absence = Absence::default();
        let told = |absence: &mut Absence, now| {
            let before = absence.told;
            assert!(absence.note(&away(), second(now)));
            absence.told != before
        };
        assert!(told(&mut absence, 100));
        assert!(!told(&mut absence, 101));
        assert!(!told(&mut absence, 159));
        assert!(told(&mut absence, 160));
        assert_eq!(absence.since, Some(second(100)));
        absence.is_over(second(170));
        assert_eq!(absence.since, None);
        assert!(told(&mut absence, 171), "that is another time");
        let other = Err::<(), _>(Fault::new(Code::Database, "it is damaged", ""));
        assert!(!absence.note(&other, second(300)), "nobody is to wait for that");
    }

    #[test]
    fn what_the_database_refuses_is_told_as_often() {
        let second = Duration::from_secs;
        let mut absence = Absence::default();
        let told = |absence: &mut Absence, message: &str, now| {
            let before = absence.failed.clone();
            absence.refused(&Fault::new(Code::Database, message, ""), second(now));
            absence.failed != before
        };
        assert!(told(&mut absence, "refused", 100));
        assert!(!told(&mut absence, "refused", 105));
        assert!(told(&mut absence, "it is full", 106), "that is something else");
        assert!(!told(&mut absence, "refused", 107), "that was told, whatever came in between");
        assert!(!told(&mut absence, "it is full", 165));
        assert!(told(&mut absence, "it is full", 166));
        assert_eq!(absence.since, Some(second(100)), "whoever reads the log hears when it is over");
        absence.is_over(second(170));
        assert_eq!(absence.since, None);
        assert!(told(&mut absence, "it is full", 171));
    }

    #[tokio::test]
    async fn what_takes_long_is_told_and_given_up_only_if_the_program_is_to_stop() {
        let (stopper, stop) = Stop::pair();
        let clock = SystemClock::new();
        let slow = Duration::from_millis(5);
        let mut absence = Absence { slow, ..Absence::default() };
        let soon = absence.wait(&clock, &stop, async { 7 }).await;
        assert_eq!((soon, absence.since), (Some(7), None));
        let later = tokio::time::timeout(slow * 3, std::future::pending::<()>());
        assert!(absence.wait(&clock, &stop, later).await.is_some(), "it was waited for");
        assert!(absence.since.is_some(), "and told");
        stopper.ask();
        assert_eq!(absence.wait(&clock, &stop, std::future::pending::<()>()).await, None);
    }
}
