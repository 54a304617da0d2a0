//! One activation for one connection: look, settle what is unknown, book, read back.
//!
//! A round never sleeps. When an allowance is used up it lets go of the connection and says until
//! when; whoever drives it comes back then, and it goes on where it was.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use jiff::Timestamp;
use store::{ConnectionId, Health, Lease};

use crate::again::after_fault;
use crate::book::{Booking, Turn};
use crate::desk::Desk;
use crate::discover::Sweep;
use crate::fault::{Allowance, Code, Fault, Halt};
use crate::reconcile::{Reconciliation, reconcile};
use crate::{Service, book, discover, hooks};

/// How soon to ask again while another worker holds the connection. It gives way whenever it waits
/// for an allowance.
const OTHERS: std::time::Duration = std::time::Duration::from_secs(1);

/// What a round did, and what it cost.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Orders that became booked.
    pub booked: u64,
    /// Of those, the ones whose invoice was found in Moneybird rather than made.
    pub adopted: u64,
    /// Requests to Moneybird.
    pub moneybird: u64,
    /// Of those, the ones of the daily reconciliation, which no order asked for.
    pub reconciling: u64,
    /// Requests to the shop.
    pub ccvshop: u64,
    /// Orders that the shop cannot show, not even their ids, so that nobody here can book them; as
    /// far as was seen.
    pub unshowable: u64,
}

/// How far a round is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// Orders seen while looking.
    pub seen: u64,
    /// Orders booked in this round.
    pub booked: u64,
    /// Orders still to be booked, or booked and still to be read back.
    pub left: u64,
    /// Of those, the ones whose booking has begun.
    pub begun: u64,
}

/// Where a round stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// An allowance is used up until then, or another worker is at this connection.
    Wait(Timestamp),
    /// All is done that can be done. Outcomes that are not known yet are looked up then.
    Done {
        /// When the first unknown outcome settles.
        again_at: Option<Timestamp>,
    },
}

/// A round under way.
pub struct Round {
    service: Service,
    connection: ConnectionId,
    owner: String,
    tally: Tally,
    looked_at: Option<Timestamp>,
    /// Whether somebody asked to look, and no look has begun since.
    is_asked: bool,
    sweep: Option<Sweep>,
    booking: Booking,
    reconciliation: Reconciliation,
    progress: Progress,
    waits_for: Option<Allowance>,
    crowd: Option<Crowd>,
}

/// Whether others wait for a round's place, and how long it may keep it then.
#[derive(Debug, Clone)]
pub struct Crowd {
    /// Set by whoever gives the places out.
    pub is_there: Arc<AtomicBool>,
    /// From the beginning of each turn.
    pub turn: Duration,
}

impl Service {
    /// A round for a connection; `owner` names the worker. What it sends is counted apart.
    pub fn round(&self, connection: &ConnectionId, owner: &str) -> Round {
        Round {
            service: self.apart(),
            connection: connection.clone(),
            owner: owner.to_owned(),
            tally: Tally::default(),
            looked_at: None,
            is_asked: false,
            sweep: None,
            booking: Booking::default(),
            reconciliation: Reconciliation::default(),
            progress: Progress::default(),
            waits_for: None,
            crowd: None,
        }
    }
}

impl Round {
    /// The same, which stops between two orders when its turn is over and others wait. It goes on as soon as it
    /// has a place again.
    #[must_use]
    pub fn in_turns(self, crowd: Crowd) -> Self {
        Self { crowd: Some(crowd), ..self }
    }

    /// What was done so far.
    pub fn tally(&self) -> Tally {
        self.tally
    }

    /// The allowance at which it stopped last; none if that was at something else.
    pub fn waits_for(&self) -> Option<Allowance> {
        self.waits_for
    }

    /// When it looks for orders again: at once if it has not yet.
    pub fn looks_at(&self) -> Timestamp {
        self.looked_at.map_or(Timestamp::MIN, |at| self.an_interval_after(at))
    }

    fn an_interval_after(&self, at: Timestamp) -> Timestamp {
        at.saturating_add(self.service.options.interval).unwrap_or(Timestamp::MAX)
    }

    /// Works until nothing is left or an allowance is used up. `watch` is told of each step.
    ///
    /// # Errors
    /// What stood in the way. Nothing is lost by it: another round goes on from what is recorded.
    pub async fn advance(&mut self, watch: &(dyn Fn(Progress) + Sync)) -> Result<Step, Fault> {
        let before = self.service.calls();
        let began = self.service.heard().at_least();
        self.waits_for = None;
        let now = self.service.clock.monotonic();
        self.booking.turn = self.crowd.clone().map(|crowd| Turn::of(crowd, now));
        let Some(lease) = self.claim().await? else {
            let now = self.service.clock.now();
            return Ok(Step::Wait(now.saturating_add(OTHERS).unwrap_or(Timestamp::MAX)));
        };
        let mut desk = match self.sit_down(&lease).await {
            Ok(desk) => desk,
            Err(fault) => {
                self.put_off(&lease, fault.code).await?;
                return Err(fault);
            }
        };
        let mut result = Box::pin(self.work(&mut desk, watch)).await;
        let after = self.service.calls();
        self.tally.moneybird += after.0.saturating_sub(before.0);
        self.tally.ccvshop += after.1.saturating_sub(before.1);
        // Not from now: what settled since this began was not looked up yet.
        let since = began.min(self.service.heard().at_least());
        let again_at = self.service.store.unsettled_until(&self.connection, since).await;
        let mut again_at = again_at.map_err(|error| self.service.database(&error))?;
        if let Err(Halt::Wait(_, allowance)) = result {
            self.waits_for = Some(allowance);
        }
        if let Err(Halt::Settles(until)) = result {
            again_at = Some(again_at.map_or(until, |at| at.min(until)));
            result = Ok(());
        }
        // It is in Moneybird's time, and whoever rests until then does so by the clock on the wall.
        let again_at = again_at.map(|at| self.service.heard().by_wall(at));
        self.get_up(&desk, &result, again_at).await?;
        match result {
            Ok(()) => Ok(Step::Done { again_at }),
            Err(Halt::Wait(until, _) | Halt::Settles(until)) => Ok(Step::Wait(until)),
            Err(Halt::Fault(fault)) => Err(fault),
        }
    }

    /// Lets both sides call when something happens, before anything is booked. Nothing is done while another
    /// worker holds the connection, which does so itself.
    ///
    /// # Errors
    /// If the connection cannot be worked on, or a side lets nobody in.
    pub async fn hook_up(&mut self) -> Result<(), Fault> {
        let Some(lease) = self.claim().await? else { return Ok(()) };
        let result = match self.sit_down(&lease).await {
            Ok(desk) => hooks::watch(&desk).await,
            Err(fault) => Err(fault.into()),
        };
        let handed_back = self.service.store.hand_back(&lease).await;
        match result {
            Err(Halt::Fault(fault)) => return Err(fault),
            Ok(()) | Err(Halt::Wait(..) | Halt::Settles(_)) => {}
        }
        self.let_go(handed_back)
    }

    async fn work(
        &mut self,
        desk: &mut Desk,
        watch: &(dyn Fn(Progress) + Sync),
    ) -> Result<(), Halt> {
        // A takeover may take hours; new orders are not to wait for its end.
        self.is_asked |= desk.lease.is_asked();
        if self.is_asked || self.looks_at() <= desk.now() {
            // A sweep that began before somebody asked may be past what they mean.
            let is_old = self.sweep.is_some();
            self.look(desk, watch).await?;
            if self.is_asked && is_old {
                self.look(desk, watch).await?;
            }
            self.is_asked = false;
        }
        hooks::watch(desk).await?;
        book::book(desk, &mut self.booking, &mut self.tally, &mut self.progress, watch).await?;
        let before = desk.service.calls().0;
        let result = reconcile(desk, &mut self.booking, &mut self.reconciliation).await;
        self.tally.reconciling += desk.service.calls().0.saturating_sub(before);
        result
    }

    /// Looks for orders.
    async fn look(&mut self, desk: &Desk, watch: &(dyn Fn(Progress) + Sync)) -> Result<(), Halt> {
        let mut tell = |seen| {
            self.progress.seen += seen;
            watch(self.progress);
        };
        self.tally.unshowable = discover::look(desk, &mut self.sweep, &mut tell).await?;
        self.looked_at = Some(desk.now());
        Ok(())
    }

    /// Takes the connection's lease; nothing while another worker has it.
    async fn claim(&self) -> Result<Option<Lease>, Fault> {
        let (service, id) = (&self.service, &self.connection);
        let now = service.clock.now();
        let until = now.saturating_add(service.options.lease).unwrap_or(Timestamp::MAX);
        let lease = service.store.claim(id, &self.owner, now, until).await;
        lease.map_err(|error| service.not_had(id, &error))
    }

    /// Gets everything out.
    async fn sit_down(&self, lease: &Lease) -> Result<Desk, Fault> {
        let service = &self.service;
        let connection = service.connection(&self.connection).await?;
        let settings = service.settings(&connection)?;
        let (shop, books, mark) = service.reach(&connection).await?;
        let settle = service.known().await?.settle(service.options.settle);
        let (service, lease) = (service.clone(), lease.clone());
        Ok(Desk { service, connection, settings, shop, books, mark, lease, settle })
    }

    /// Gives the lease back after a fault that came before there was anything to work with, and says when to look
    /// again, as after any other.
    async fn put_off(&self, lease: &Lease, code: Code) -> Result<(), Fault> {
        let (service, store) = (&self.service, &self.service.store);
        // That is this worker's fault: another one may have the right key, and is not to come later for it.
        if code == Code::KeyFile {
            return self.let_go(store.hand_back(lease).await);
        }
        let connection = service.connection(&self.connection).await?;
        let last_good = connection.last_sync_at.unwrap_or(connection.created_at);
        let now = service.clock.now();
        let next = after_fault(code, now, last_good, service.options.interval);
        self.let_go(store.release_failed(lease, now, next).await)
    }

    fn let_go(&self, released: Result<(), store::Error>) -> Result<(), Fault> {
        match released {
            // Somebody else took over while this worker slept; what is recorded is theirs now.
            Ok(()) | Err(store::Error::LeaseLost(_)) => Ok(()),
            Err(error) => Err(self.service.database(&error)),
        }
    }

    /// Gives the lease back and says when to look again: an interval after the last look, however
    /// long the allowance kept this waiting, or when an outcome settles before that; after a fault
    /// sooner.
    async fn get_up(
        &self,
        desk: &Desk,
        result: &Result<(), Halt>,
        again_at: Option<Timestamp>,
    ) -> Result<(), Fault> {
        let store = &self.service.store;
        let now = self.service.clock.now();
        let next = match result {
            Err(Halt::Wait(until, _) | Halt::Settles(until)) => *until,
            Ok(()) => {
                let next = self.an_interval_after(self.looked_at.unwrap_or(now));
                again_at.map_or(next, |again_at| again_at.min(next))
            }
            Err(Halt::Fault(fault)) => {
                let last_good = desk.connection.last_sync_at.unwrap_or(desk.connection.created_at);
                after_fault(fault.code, now, last_good, self.service.options.interval)
            }
        };
        let health = match result {
            Err(Halt::Fault(fault)) if fault.code.breaks_connection() => {
                let (code, message) = (fault.code.as_str(), fault.message.as_str());
                store.mark_broken_by(&self.connection, &desk.mark, code, message).await.map(|_| ())
            }
            Ok(()) if desk.connection.health != Health::Active => {
                store.mark_active(&self.connection).await
            }
            _ => Ok(()),
        };
        health.map_err(|error| self.service.database(&error))?;
        let released = match result {
            Err(Halt::Fault(_)) => store.release_failed(&desk.lease, now, next).await,
            // Nothing but this address keeps it waiting.
            Err(Halt::Wait(_, Allowance::Books | Allowance::Reports)) => {
                let address = &self.service.options.address;
                store.release_waiting(&desk.lease, now, next, address).await
            }
            _ => store.release(&desk.lease, now, next).await,
        };
        self.let_go(released)
    }
}
