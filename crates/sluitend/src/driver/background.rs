//! The background sync: every connection that is due has its round.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use jiff::Timestamp;
use store::ConnectionId;
use sync::{Code, Crowd, Fault, Round, Service, Step, Tally};
use tokio::task::{Id, JoinError, JoinSet};
use tracing::{Instrument, Span};

use super::absence::Absence;
use super::heartbeat::{Done, Heartbeat};
use super::host::{Ended, Host};
use super::subscriptions::Subscriptions;
use super::sweep::Broom;
use super::{Rested, owner, rest_until};
use crate::installation::store_fault;
use crate::monitor::{Figures, Outcome};
use crate::stop::Stop;

/// How often to look which connections are due.
const POLL: Duration = Duration::from_secs(1);

/// How long to leave a database alone that refused something: it will once more, until a person has been at it.
const AFTER_REFUSAL: Duration = Duration::from_secs(5);

/// How long what is under way may take to end after the program was asked to stop: longer than any answer of Moneybird,
/// and shorter than whoever stops us waits (45 s, `deploy/`).
const LAST_STEPS: Duration = Duration::from_secs(35);

/// How long a round keeps its place while others wait for one: within the lease of a worker that died, the
/// connections that it left have had a turn.
const TURN: Duration = Duration::from_secs(2);

/// What clocks of different machines differ at most, and a request takes at most, with room to spare.
const MARGIN: Duration = Duration::from_hours(1);

/// A turn of a round that has ended.
struct Turn {
    id: ConnectionId,
    round: Round,
    /// What the round had done before it.
    before: Tally,
    /// By how much it began late, if the round began in it.
    late: Option<Duration>,
    result: Result<Step, Fault>,
}

/// Rounds side by side.
struct Rounds<'a> {
    service: &'a Service,
    stop: &'a Stop,
    figures: &'a Figures,
    host: Host<Round>,
    crowd: Crowd,
    subscriptions: Subscriptions,
    /// The turns under way, and whose each is.
    turns: JoinSet<Turn>,
    names: HashMap<Id, ConnectionId>,
    /// What was done so far.
    done: Done,
}

/// Runs until the program is asked to stop, and then until all that is under way has ended. Faults of one
/// connection are logged and never stop the others; a database that fails is tried again, and one that is away waited for.
pub(crate) async fn background(service: &Service, stop: &Stop, figures: &Figures) {
    let mut rounds = Rounds::of(service, stop, figures);
    let (mut broom, mut heart) = (Broom::default(), Heartbeat::default());
    let (mut absence, clock) = (Absence::default(), service.clock());
    loop {
        let asking = Box::pin(async {
            // What has moved away is worked on where it is now.
            if let Err(fault) = rounds.still_here().await {
                return [Ok(()), Ok(()), Err(fault)];
            }
            let beaten = heart.beat(service, rounds.done).await;
            [beaten, broom.sweep(service).await, rounds.who_is_due().await]
        });
        let Some(results) = absence.wait(clock, stop, asking).await else { break };
        let steady = clock.monotonic();
        if results.iter().all(Result::is_ok) {
            absence.is_over(steady);
        }
        // Where only the others fail, rounds go on as soon as ever.
        let pause = match &results {
            [.., Err(fault)] if fault.code != Code::Interrupted => AFTER_REFUSAL,
            _ => POLL,
        };
        for result in results {
            let is_told = absence.note(&result, steady);
            if let (Err(fault), false) = (result, is_told) {
                absence.refused(&fault, steady);
            }
        }
        figures.alive(steady);
        let now = clock.now();
        let soon = now.saturating_add(pause).unwrap_or(now);
        if rounds.work_until(soon).await == Rested::Stopped {
            break;
        }
    }
    rounds.end().await;
    heart.end(service, rounds.done).await;
}

impl<'a> Rounds<'a> {
    fn of(service: &'a Service, stop: &'a Stop, figures: &'a Figures) -> Self {
        let (host, turns, names) = (Host::default(), JoinSet::new(), HashMap::new());
        let subscriptions = Subscriptions::default();
        let done = Done::default();
        let crowd = Crowd { is_there: Arc::default(), turn: TURN };
        Self { service, stop, figures, host, crowd, subscriptions, turns, names, done }
    }

    async fn still_here(&self) -> Result<(), Fault> {
        self.service.store().still_here().await.map_err(|error| self.fault(&error))
    }

    async fn who_is_due(&mut self) -> Result<(), Fault> {
        let now = self.service.clock().now();
        let due = self.service.store().due(now, furthest(self.service, now)).await;
        let mut due = due.map_err(|error| self.fault(&error))?;
        let room = self.host.room(now).saturating_sub(due.len());
        due.extend(self.waiting_elsewhere(now, room).await?);
        // A round of theirs that waits does not go on either.
        let ended = self.subscriptions.ended(self.service).await?;
        due.retain(|id| !ended.contains(id));
        if self.host.at_reports() > 0 {
            let asked = self.service.store().asked_to_look().await;
            self.host.asked(asked.map_err(|error| self.fault(&error))?);
        }
        self.host.due(due, now);
        Ok(())
    }

    fn fault(&self, error: &store::Error) -> Fault {
        store_fault(error, self.service.options().language)
    }

    /// Those that wait for another address only: an allowance that is used up is not to keep them from one that
    /// is not.
    async fn waiting_elsewhere(
        &self,
        now: Timestamp,
        room: usize,
    ) -> Result<Vec<ConnectionId>, Fault> {
        if room == 0 {
            return Ok(Vec::new());
        }
        // Those that wait for a report here as well are not to keep others away.
        let most = u32::try_from(room + self.host.at_reports()).unwrap_or(u32::MAX);
        let address = &self.service.options().address;
        let waiting = self.service.store().waiting_elsewhere(address, now, most).await;
        waiting.map_err(|error| self.fault(&error))
    }

    /// Lets whoever may begin, and notes what ends, until then or until the program is asked to stop.
    async fn work_until(&mut self, soon: Timestamp) -> Rested {
        let (service, stop) = (self.service, self.stop);
        let mut rest = std::pin::pin!(rest_until(service.clock(), soon, stop));
        loop {
            while !stop.is_asked()
                && let Some((id, round)) = self.host.next()
            {
                self.begin(id, round);
            }
            self.figures.at_work(self.host.at_work());
            self.crowd.is_there.store(self.host.is_crowded(), Ordering::Relaxed);
            tokio::select! {
                Some(ended) = self.turns.join_next_with_id() => self.note(ended),
                rested = &mut rest => return rested,
            }
        }
    }

    /// Waits for what is under way. No request leaves any more, so that is soon. What waits for a database that is
    /// away is broken off in the end, as if the program had died.
    async fn end(&mut self) {
        let ending = async {
            while let Some(ended) = self.turns.join_next_with_id().await {
                self.note(ended);
            }
        };
        if tokio::time::timeout(LAST_STEPS, ending).await.is_err() {
            tracing::warn!(
                rounds = self.turns.len(),
                "broken off, as the database does not answer"
            );
            self.turns.shutdown().await;
        }
    }

    /// Begins a round, or goes on with one.
    fn begin(&mut self, id: ConnectionId, round: Option<Round>) {
        let (service, owner, crowd) =
            (self.service.clone(), owner(self.service), self.crowd.clone());
        let name = id.clone();
        let span = in_round(&id);
        let turn = async move {
            let late = match &round {
                None => lateness(&service, &id).await,
                Some(_) => None,
            };
            let mut round = round.unwrap_or_else(|| service.round(&id, &owner).in_turns(crowd));
            let before = round.tally();
            let result = Box::pin(round.advance(&|_| ())).await;
            Turn { id, round, before, late, result }
        };
        let task = self.turns.spawn(turn.instrument(span));
        self.names.insert(task.id(), name);
    }

    fn note(&mut self, ended: Result<(Id, Turn), JoinError>) {
        let now = self.service.clock().now();
        let turn = match ended {
            Ok((task, turn)) => {
                self.names.remove(&task);
                turn
            }
            Err(error) => {
                tracing::error!(%error, "a round broke off");
                if let Some(id) = self.names.remove(&error.id()) {
                    self.host.ended(&id, Ended::Failed(None), 0, now);
                }
                return;
            }
        };
        let Turn { id, round, before, late, result } = turn;
        let tally = round.tally();
        let calls = tally.moneybird.saturating_sub(before.moneybird);
        self.done.note(&before, &tally);
        self.figures.turn(&before, &tally, late, Outcome::of(&result));
        let ended = match result {
            // It was kept from going on.
            _ if self.stop.is_asked() => Ended::Done,
            Ok(Step::Wait(until)) => {
                tracing::debug!(connection = %id, %until, "waits");
                let (allowance, looks_at) = (round.waits_for(), round.looks_at());
                Ended::Waits { round, until, allowance, looks_at }
            }
            Ok(Step::Done { again_at }) => {
                told(&id, &tally, again_at);
                Ended::Done
            }
            Err(fault) => {
                let (code, message) = (fault.code.as_str(), fault.message.clone());
                if self.host.ended(&id, Ended::Failed(Some(fault)), calls, now) {
                    tracing::warn!(connection = %id, code, "{message}");
                }
                return;
            }
        };
        self.host.ended(&id, ended, calls, now);
    }
}

/// Whose round a line of the log is from. An error's span is there at every level, so for warnings too.
pub(super) fn in_round(connection: &ConnectionId) -> Span {
    tracing::error_span!("round", %connection)
}

fn told(id: &ConnectionId, tally: &Tally, again_at: Option<Timestamp>) {
    tracing::info!(
        connection = %id,
        booked = tally.booked,
        adopted = tally.adopted,
        moneybird = tally.moneybird,
        ccvshop = tally.ccvshop,
        again_at = again_at.map(tracing::field::display),
        "synced"
    );
}

/// By how much a round begins later than it was due. Nothing of one that goes on where another stopped for want of an
/// allowance: what kept it waiting is not that nobody took it up.
async fn lateness(service: &Service, id: &ConnectionId) -> Option<Duration> {
    let connection = service.store().connection(id).await.ok()?;
    if connection.is_kept_waiting {
        return None;
    }
    let late = service.clock().now().duration_since(connection.next_sync_at);
    Some(Duration::try_from(late).unwrap_or_default())
}

/// After this no connection is put off: to the next interval, the end of a window, or until an outcome
/// settles.
fn furthest(service: &Service, now: Timestamp) -> Timestamp {
    let own = service.options();
    let longest = own.interval.max(own.window).max(own.shop_window).max(own.settle);
    now.saturating_add(longest.saturating_add(MARGIN)).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use store::{Health, NewConnection};
    use sync::{Allowance, Code, Options};

    use super::*;
    use crate::pretend::{connection, service_with};

    async fn connected(service: &Service, shop_id: i64) -> ConnectionId {
        let new = NewConnection { settings: Some(String::new()), ..connection(shop_id) };
        service.store().save_connection(&new, service.clock().now()).await.unwrap()
    }

    /// Who begins now, and when it does whether it goes on with a round of before.
    async fn begins(rounds: &mut Rounds<'_>) -> Vec<(ConnectionId, bool)> {
        rounds.who_is_due().await.unwrap();
        let next = std::iter::from_fn(|| rounds.host.next());
        next.map(|(id, round)| (id, round.is_some())).collect()
    }

    fn waiting(round: Round, until: Timestamp, allowance: Option<Allowance>) -> Ended<Round> {
        let looks_at = round.looks_at();
        Ended::Waits { round, until, allowance, looks_at }
    }

    fn waits(rounds: &mut Rounds<'_>, id: &ConnectionId) {
        let (service, now) = (rounds.service, rounds.service.clock().now());
        let round = service.round(id, "w");
        rounds.host.ended(id, waiting(round, now, None), 0, now);
    }

    #[tokio::test]
    async fn who_waits_for_another_address_is_taken_up_while_this_one_has_room() {
        let (service, clock) = service_with(Options::of_address("here")).await;
        let (one, other) = (connected(&service, 1).await, connected(&service, 2).await);
        let ((_stopper, stop), figures) = (Stop::pair(), Figures::new());
        let (store, now) = (service.store(), service.clock().now());
        let until = now + Duration::from_mins(5);
        for (id, address) in [(&one, "there"), (&other, "here")] {
            let lease = store.claim(id, "w", now, until).await.unwrap().unwrap();
            store.release_waiting(&lease, now, until, address).await.unwrap();
        }
        let mut rounds = Rounds::of(&service, &stop, &figures);
        assert_eq!(begins(&mut rounds).await, [(one.clone(), false)]);
        let round = service.round(&one, "w");
        rounds.host.ended(&one, waiting(round, until, Some(Allowance::Books)), 0, now);
        assert_eq!(begins(&mut rounds).await, [], "here is no room either");
        let mut others = Rounds::of(&service, &stop, &figures);
        others.host.ended(&other, waiting(service.round(&other, "w"), until, None), 0, now);
        assert_eq!(begins(&mut others).await, [(one.clone(), false)]);
        clock.advance(Duration::from_mins(5));
        let mut all = begins(&mut rounds).await;
        all.sort_by_key(|(_, goes_on)| *goes_on);
        assert_eq!(all, [(other, false), (one, true)]);
    }

    #[tokio::test]
    async fn who_waited_for_an_allowance_did_not_begin_late() {
        let (service, clock) = service_with(Options::of_address("here")).await;
        let (store, id) = (service.store(), connected(&service, 1).await);
        let minutes = Duration::from_mins;
        clock.advance(minutes(2));
        assert_eq!(lateness(&service, &id).await, Some(minutes(2)));
        let now = service.clock().now();
        let lease = store.claim(&id, "w", now, now + minutes(2)).await.unwrap().unwrap();
        store.release_waiting(&lease, now, now + minutes(5), "here").await.unwrap();
        clock.advance(minutes(20));
        assert_eq!(lateness(&service, &id).await, None, "others went before it");
        let now = service.clock().now();
        store.claim(&id, "w", now, now + minutes(2)).await.unwrap().unwrap();
        clock.advance(minutes(3));
        assert_eq!(lateness(&service, &id).await, Some(minutes(18)), "its worker died");
    }

    #[tokio::test]
    async fn a_subscription_that_ended_stops_its_connection_alone_and_at_once() {
        for charges in [true, false] {
            let options = Options { subscriptions: charges, ..Options::of_address("here") };
            let (service, clock) = service_with(options).await;
            let (one, other) = (connected(&service, 1).await, connected(&service, 2).await);
            let ((_stopper, stop), figures) = (Stop::pair(), Figures::new());
            let mut rounds = Rounds::of(&service, &stop, &figures);
            let december = "2026-12".parse().unwrap();
            let store = service.store();
            assert!(store.end_subscription(&one, december, service.clock().now()).await.unwrap());
            assert_eq!(begins(&mut rounds).await.len(), 2, "it has not ended yet");
            // A round of hours, that waits for an allowance at midnight.
            waits(&mut rounds, &one);
            waits(&mut rounds, &other);
            let midnight: Timestamp = "2026-11-30T23:00:00Z".parse().unwrap();
            clock.advance_to(midnight - jiff::SignedDuration::from_secs(1));
            assert_eq!(begins(&mut rounds).await.len(), 2, "the last second of November");
            waits(&mut rounds, &one);
            waits(&mut rounds, &other);
            clock.advance(Duration::from_secs(1));
            let goes_on = |id: &ConnectionId| (id.clone(), true);
            let health = async || store.connection(&one).await.unwrap().health;
            if !charges {
                assert_eq!(begins(&mut rounds).await.len(), 2);
                assert_eq!(health().await, Health::Active);
                continue;
            }
            assert_eq!(begins(&mut rounds).await, [goes_on(&other)]);
            let code = Code::SubscriptionEnded.as_str();
            assert!(matches!(health().await, Health::Broken { code: own, .. } if own == code));
            assert_eq!(
                service.check_subscription(&one).await.unwrap_err().code,
                Code::SubscriptionEnded
            );
            service.check_subscription(&other).await.unwrap();
            // Connected again, it does not take part either, neither at once nor when that is seen.
            store.renew_token(&one, &"t".into(), service.clock().now()).await.unwrap();
            assert_eq!(begins(&mut rounds).await, []);
            clock.advance(Duration::from_mins(1));
            assert_eq!(begins(&mut rounds).await, []);
            assert_ne!(health().await, Health::Active);
            store.resume_subscription(&one, code, service.clock().now()).await.unwrap();
            assert_eq!(begins(&mut rounds).await, [], "that is seen within a minute");
            clock.advance(Duration::from_mins(1));
            assert_eq!(begins(&mut rounds).await, [goes_on(&one)]);
            service.check_subscription(&one).await.unwrap();
        }
    }
}
