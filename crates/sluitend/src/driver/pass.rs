//! One complete pass for one connection: until nothing is left that can be done.

use std::time::Duration;

use jiff::Timestamp;
use store::ConnectionId;
use sync::{Fault, Round, Service, Step, Tally};

use super::{Rested, owner, rest_until};
use crate::installation::store_fault;
use crate::progress::Meter;
use crate::stop::Stop;

/// How long to wait for another worker to be done: a lease and a little more, so that one whose
/// process died has run out.
const OTHERS: Duration = Duration::from_secs(130);

/// How a pass ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ended {
    /// All is done that can be done; outcomes that are not known yet can be looked up then.
    Done(Option<Timestamp>),
    /// The program was asked to stop.
    Stopped,
}

/// A pass under way.
pub(crate) struct Pass {
    service: Service,
    connection: ConnectionId,
    round: Round,
}

impl Pass {
    /// A pass for a connection.
    pub(crate) fn new(service: &Service, connection: &ConnectionId) -> Self {
        let round = service.round(connection, &owner(service));
        Self { service: service.clone(), connection: connection.clone(), round }
    }

    /// What was done so far.
    pub(crate) fn tally(&self) -> Tally {
        self.round.tally()
    }

    /// Works until nothing is left that can be done now. Called again when an outcome has settled,
    /// it goes on from there.
    ///
    /// # Errors
    /// What stood in the way.
    pub(crate) async fn run(&mut self, stop: &Stop, meter: &Meter) -> Result<Ended, Fault> {
        if self.wait_for_others(stop, meter).await? == Rested::Stopped {
            return Ok(Ended::Stopped);
        }
        loop {
            let result = self.round.advance(&|progress| meter.tell(progress)).await;
            if stop.is_asked() {
                return Ok(Ended::Stopped);
            }
            match result? {
                Step::Done { again_at } => return Ok(Ended::Done(again_at)),
                Step::Wait(until) => {
                    meter.pauses(until);
                    if rest_until(self.service.clock(), until, stop).await == Rested::Stopped {
                        return Ok(Ended::Stopped);
                    }
                    meter.goes_on();
                }
            }
        }
    }

    /// Waits while another worker holds the connection, for as long as a lease lasts.
    async fn wait_for_others(&self, stop: &Stop, meter: &Meter) -> Result<Rested, Fault> {
        let clock = self.service.clock();
        let latest = clock.now().saturating_add(OTHERS).unwrap_or(Timestamp::MAX);
        loop {
            let connection = self.service.store().connection(&self.connection).await;
            let connection =
                connection.map_err(|error| store_fault(&error, self.service.options().language))?;
            let now = clock.now();
            let is_held = connection.holder.is_some_and(|holder| holder.until > now);
            if !is_held || now >= latest {
                return Ok(Rested::Enough);
            }
            meter.waits_for_others();
            let soon = now.saturating_add(Duration::from_secs(1)).unwrap_or(latest);
            if rest_until(clock, soon, stop).await == Rested::Stopped {
                return Ok(Rested::Stopped);
            }
        }
    }
}
