//! Whose round goes next: decides, and does nothing.
//!
//! Rounds go side by side, since most of their time is spent waiting for a shop's answer. Only those that
//! stopped at an allowance which all share go on one at a time, whoever used the least of it first: of
//! a hundred that wait for one request, one may send it, and the others need not be woken to learn that.
//! Where one goes on for longer, there is more than that, and others go on beside it.

use std::collections::{HashMap, HashSet, VecDeque};
use std::time::Duration;

use jiff::Timestamp;
use store::ConnectionId;
use sync::{Allowance, Code, Fault, Turns};

/// Rounds that go side by side. Ten thousand connections of a round each half hour are six a second, and
/// a round of four requests to a shop takes a second or two.
pub(super) const AT_ONCE: usize = 32;

/// A round that went on to use a shared allowance and is at it still after so long has found room.
const FINDS_ROOM: Duration = Duration::from_secs(1);

/// How long a connection rests after a fault. Most faults move it to its next turn anyway; a key that is another
/// one's does not, since another worker may have the right one.
const AFTER_FAULT: Duration = Duration::from_mins(1);

/// How long it rests if it was only interrupted: the database was away. That is not the connection's fault, and while
/// it lasts nobody is found to be due.
const AFTER_INTERRUPTION: Duration = Duration::from_secs(1);

/// How long after its turn a round that waits is kept. Another worker has taken it up by then, or its
/// connection is gone.
const KEPT: Duration = Duration::from_hours(1);

/// Rounds `R` that run, that wait, and whose turn it is.
#[derive(Debug)]
pub(super) struct Host<R> {
    /// Who is due, whoever comes first in front.
    queue: VecDeque<ConnectionId>,
    /// Who is at work, and which shared allowance it went on to use since when.
    running: HashMap<ConnectionId, Option<(Allowance, Timestamp)>>,
    /// When who is due was told last.
    now: Timestamp,
    waiting: HashMap<ConnectionId, Waiting<R>>,
    /// Who waits and was asked to look.
    asked: HashSet<ConnectionId>,
    /// Until when a shared allowance has no place.
    used_up: HashMap<Allowance, Timestamp>,
    resting: HashMap<ConnectionId, Resting>,
    turns: Turns,
}

/// A round that goes on where it was.
#[derive(Debug)]
struct Waiting<R> {
    round: R,
    allowance: Option<Allowance>,
    until: Timestamp,
    looks_at: Timestamp,
}

/// A connection that rests after a fault.
#[derive(Debug)]
struct Resting {
    fault: Option<Fault>,
    until: Timestamp,
}

/// How a turn ended.
#[derive(Debug)]
pub(super) enum Ended<R> {
    /// All is done for now.
    Done,
    /// It goes on.
    Waits {
        round: R,
        until: Timestamp,
        /// At which it stopped, if it was at one.
        allowance: Option<Allowance>,
        /// When it looks for orders again.
        looks_at: Timestamp,
    },
    /// Something stood in the way; what, unless it broke off without a word.
    Failed(Option<Fault>),
}

impl<R> Default for Host<R> {
    fn default() -> Self {
        Self {
            queue: VecDeque::new(),
            running: HashMap::new(),
            now: Timestamp::MIN,
            waiting: HashMap::new(),
            asked: HashSet::new(),
            used_up: HashMap::new(),
            resting: HashMap::new(),
            turns: Turns::default(),
        }
    }
}

impl<R> Host<R> {
    /// These are due now, the most overdue first.
    pub(super) fn due(&mut self, mut due: Vec<ConnectionId>, now: Timestamp) {
        let is_over = |until: Timestamp, by: Duration| {
            until.saturating_add(by).is_ok_and(|until| until <= now)
        };
        let was_set_back = now.saturating_add(AFTER_FAULT).is_ok_and(|now| now < self.now);
        if was_set_back {
            // By that clock they would last for as long as it was set back.
            self.used_up.clear();
            self.resting.clear();
        }
        self.now = now;
        self.waiting.retain(|_, own| !is_over(own.until, KEPT));
        self.resting.retain(|_, own| !is_over(own.until, KEPT));
        self.used_up.retain(|_, until| *until > now);
        due.retain(|id| {
            let rests = self.resting.get(id).is_some_and(|own| own.until > now);
            !rests && !self.running.contains_key(id)
        });
        self.turns.order(&mut due);
        self.queue = due.into();
    }

    /// These wait, and were asked to look.
    pub(super) fn asked(&mut self, asked: Vec<ConnectionId>) {
        self.asked = asked.into_iter().collect();
    }

    /// Who begins, or goes on with its round; nobody if all places are taken, or nobody may.
    pub(super) fn next(&mut self) -> Option<(ConnectionId, Option<R>)> {
        if self.running.len() >= AT_ONCE {
            return None;
        }
        let may = |id: &ConnectionId| self.shared(id).is_none_or(|own| self.is_free(own));
        let at = self.queue.iter().position(may)?;
        let id = self.queue.remove(at)?;
        let shared = self.shared(&id);
        self.asked.remove(&id);
        self.running.insert(id.clone(), shared.map(|own| (own, self.now)));
        let round = self.waiting.remove(&id).map(|own| own.round);
        Some((id, round))
    }

    /// How many more could be at work; none while Moneybird's allowance has no place.
    pub(super) fn room(&self, now: Timestamp) -> usize {
        let is_used_up = self.used_up.get(&Allowance::Books).is_some_and(|until| *until > now);
        if is_used_up { 0 } else { AT_ONCE.saturating_sub(self.running.len()) }
    }

    /// Whether all places are taken and somebody waits for one.
    pub(super) fn is_crowded(&self) -> bool {
        self.running.len() >= AT_ONCE && !self.queue.is_empty()
    }

    /// How many are at work.
    pub(super) fn at_work(&self) -> usize {
        self.running.len()
    }

    /// A turn ended in which `calls` requests to Moneybird were made. Whether a fault is another one than
    /// that connection's last, and so is to be told.
    pub(super) fn ended(
        &mut self,
        id: &ConnectionId,
        ended: Ended<R>,
        calls: u64,
        now: Timestamp,
    ) -> bool {
        self.running.remove(id);
        self.turns.note(id, calls);
        match ended {
            Ended::Done => {
                self.resting.remove(id);
                false
            }
            Ended::Waits { round, until, allowance, looks_at } => {
                self.resting.remove(id);
                if let Some(own) = allowance.filter(|own| is_shared(*own)) {
                    self.used_up.insert(own, until);
                }
                self.waiting.insert(id.clone(), Waiting { round, allowance, until, looks_at });
                false
            }
            Ended::Failed(fault) => {
                let is_only = fault.as_ref().is_some_and(|own| own.code == Code::Interrupted);
                let rest = if is_only { AFTER_INTERRUPTION } else { AFTER_FAULT };
                let until = now.saturating_add(rest).unwrap_or(Timestamp::MAX);
                let before = self.resting.insert(id.clone(), Resting { fault, until });
                let same = before.as_ref().map(|own| &own.fault);
                same != self.resting.get(id).map(|own| &own.fault)
            }
        }
    }

    /// How many rounds wait for a report.
    pub(super) fn at_reports(&self) -> usize {
        let waits = |own: &&Waiting<R>| own.allowance == Some(Allowance::Reports);
        self.waiting.values().filter(waits).count()
    }

    /// The shared allowance that a connection's round waits for. One that waits for a report only, and is to look
    /// for orders, goes on with that: new orders are not to wait for a comparison.
    fn shared(&self, id: &ConnectionId) -> Option<Allowance> {
        let own = self.waiting.get(id)?;
        let looks = own.looks_at <= self.now || self.asked.contains(id);
        own.allowance.filter(|at| is_shared(*at) && !(looks && *at == Allowance::Reports))
    }

    /// Whether an allowance may have a place, and nobody went on to take it: one more may for each that found
    /// room.
    fn is_free(&self, allowance: Allowance) -> bool {
        let (mut found, mut trying) = (0, 0);
        for (_, since) in self.running.values().flatten().filter(|own| own.0 == allowance) {
            let at = since.saturating_add(FINDS_ROOM);
            let counts = if at.is_ok_and(|at| at <= self.now) { &mut found } else { &mut trying };
            *counts += 1;
        }
        trying <= found && !self.used_up.contains_key(&allowance)
    }
}

fn is_shared(allowance: Allowance) -> bool {
    match allowance {
        Allowance::Books | Allowance::Reports => true,
        Allowance::Shop | Allowance::Turn => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(number: usize) -> ConnectionId {
        format!("01a207d9-2100-7fff-bfff-{number:012}").parse().unwrap()
    }

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    /// It stopped at that allowance, and looks again in a hundred seconds.
    fn waits(round: u8, until: i64, allowance: Option<Allowance>) -> Ended<u8> {
        Ended::Waits { round, until: at(until), allowance, looks_at: at(until + 100) }
    }

    fn ids(numbers: std::ops::Range<usize>) -> Vec<ConnectionId> {
        numbers.map(id).collect()
    }

    /// Everybody who may begin.
    fn all(host: &mut Host<u8>) -> Vec<ConnectionId> {
        std::iter::from_fn(|| host.next()).map(|(id, _)| id).collect()
    }

    #[test]
    fn so_many_go_side_by_side_and_each_once() {
        let mut host = Host::default();
        host.due(ids(0..100), at(0));
        assert_eq!(all(&mut host), ids(0..AT_ONCE), "the most overdue first");
        assert!(host.is_crowded());
        host.ended(&id(3), Ended::Done, 0, at(1));
        assert!(!host.is_crowded(), "a place is free");
        assert_eq!(all(&mut host), [id(AT_ONCE)], "its place is free, and it is not due again");
        // Asked again, the database tells of those at work no more; should it all the same, none begins twice.
        host.due(ids(0..10), at(2));
        host.ended(&id(4), Ended::Done, 0, at(2));
        assert_eq!(all(&mut host), [id(3)]);
        assert_eq!(host.at_work(), AT_ONCE);
        host.due(Vec::new(), at(3));
        assert!(!host.is_crowded(), "nobody waits");
    }

    #[test]
    fn who_waits_for_the_same_allowance_goes_on_one_at_a_time_by_who_used_least() {
        for allowance in [Allowance::Books, Allowance::Reports] {
            let mut host = Host::default();
            host.due(ids(0..3), at(0));
            assert_eq!(all(&mut host).len(), 3);
            for (number, calls) in [(0, 90), (1, 10), (2, 50)] {
                let waits = waits(7, 10, Some(allowance));
                host.ended(&id(number), waits, calls, at(0));
            }
            host.due(ids(0..5), at(9));
            assert_eq!(all(&mut host), ids(3..5), "those that wait for nothing");
            host.due(ids(0..3), at(10));
            assert_eq!(host.next(), Some((id(1), Some(7))), "it goes on with its round");
            assert_eq!(host.next(), None, "the others learn nothing by trying");
            host.ended(&id(1), Ended::Done, 2, at(11));
            assert_eq!(host.next(), Some((id(2), Some(7))));
            let again = waits(7, 20, Some(allowance));
            host.ended(&id(2), again, 40, at(12));
            assert_eq!(host.next(), None, "nothing is left until then");
            host.due(ids(0..3), at(20));
            assert_eq!(host.next(), Some((id(1), None)), "a round that is over begins anew");
            assert_eq!(host.next(), Some((id(0), Some(7))));
        }
    }

    #[test]
    fn where_one_found_room_others_go_on_beside_it() {
        let mut host = Host::default();
        host.due(ids(0..9), at(0));
        for id in all(&mut host) {
            host.ended(&id, waits(7, 10, Some(Allowance::Books)), 0, at(0));
        }
        host.due(ids(0..9), at(10));
        assert_eq!(all(&mut host), ids(0..1));
        host.due(ids(1..9), at(11));
        assert_eq!(all(&mut host), ids(1..3));
        host.due(ids(3..9), at(12));
        assert_eq!(all(&mut host), ids(3..7));
        host.ended(&id(3), waits(7, 20, Some(Allowance::Books)), 1, at(12));
        host.due(ids(7..9), at(13));
        assert_eq!(all(&mut host), [], "it is used up");
    }

    #[test]
    fn who_waits_for_a_report_looks_for_orders_all_the_same() {
        let mut host = Host::default();
        host.due(ids(0..3), at(0));
        for id in all(&mut host) {
            host.ended(&id, waits(7, 300, Some(Allowance::Reports)), 0, at(0));
        }
        assert_eq!(host.at_reports(), 3);
        host.due(ids(0..3), at(299));
        assert_eq!(all(&mut host), [], "no report is left, and it is no time to look");
        host.asked(ids(1..2));
        host.due(ids(0..3), at(299));
        assert_eq!(host.next(), Some((id(1), Some(7))), "it was asked to");
        assert_eq!(host.next(), None);
        host.ended(&id(1), waits(8, 600, Some(Allowance::Reports)), 0, at(299));
        host.asked(Vec::new());
        host.due(ids(0..3), at(400));
        assert_eq!(all(&mut host), [id(0), id(2)], "it is time");
    }

    #[test]
    fn a_clock_that_was_set_back_keeps_nobody_waiting() {
        let mut host = Host::default();
        host.due(ids(0..2), at(100_000));
        all(&mut host);
        host.ended(&id(0), Ended::Failed(None), 0, at(100_000));
        host.ended(&id(1), waits(7, 100_300, Some(Allowance::Books)), 0, at(100_000));
        host.due(ids(0..2), at(99_941));
        assert_eq!(all(&mut host), [], "by less than it would have waited anyway");
        host.due(ids(0..2), at(10));
        assert_eq!(all(&mut host).len(), 2);
    }

    #[test]
    fn a_shop_s_own_allowance_and_another_worker_s_lease_keep_nobody_else_waiting() {
        for allowance in [Some(Allowance::Shop), Some(Allowance::Turn), None] {
            let mut host = Host::default();
            host.due(ids(0..3), at(0));
            for id in all(&mut host) {
                host.ended(&id, waits(1, 10, allowance), 0, at(0));
            }
            host.due(ids(0..3), at(10));
            assert_eq!(all(&mut host), ids(0..3));
        }
    }

    #[test]
    fn after_a_fault_a_connection_rests_and_the_same_fault_is_told_once() {
        let mut host: Host<u8> = Host::default();
        let fault = |text: &str| Ended::Failed(Some(Fault::new(Code::Unreachable, text, "")));
        host.due(ids(0..2), at(0));
        all(&mut host);
        assert!(host.ended(&id(0), fault("a"), 0, at(0)));
        host.due(ids(0..1), at(59));
        assert_eq!(all(&mut host), []);
        host.due(ids(0..1), at(60));
        assert_eq!(all(&mut host), [id(0)]);
        assert!(!host.ended(&id(0), fault("a"), 0, at(61)));
        assert!(host.ended(&id(0), fault("b"), 0, at(130)));
        assert!(host.ended(&id(0), Ended::Failed(None), 0, at(200)));
        host.ended(&id(0), Ended::Done, 0, at(270));
        assert!(host.ended(&id(0), fault("b"), 0, at(280)), "it was well in between");
    }

    #[test]
    fn after_the_database_was_away_a_connection_goes_on_at_once() {
        let mut host: Host<u8> = Host::default();
        host.due(ids(0..1), at(0));
        all(&mut host);
        let away = Fault::new(Code::Interrupted, "away", "");
        assert!(host.ended(&id(0), Ended::Failed(Some(away)), 0, at(0)));
        host.due(ids(0..1), at(0));
        assert_eq!(all(&mut host), [], "not in a tight loop");
        host.due(ids(0..1), at(1));
        assert_eq!(all(&mut host), [id(0)]);
    }

    #[test]
    fn what_waits_too_long_is_forgotten() {
        let mut host = Host::default();
        host.due(ids(0..1), at(0));
        all(&mut host);
        host.ended(&id(0), waits(5, 10, Some(Allowance::Books)), 1, at(0));
        host.due(ids(0..1), at(10 + 3_599));
        assert_eq!(host.waiting.len(), 1);
        host.due(ids(0..1), at(10 + 3_600));
        assert_eq!(host.next(), Some((id(0), None)));
    }
}
