//! One complete pass for one connection: until nothing is left that can be done.

use jiff::Timestamp;
use store::ConnectionId;
use sync::{Fault, Round, Service, Step, Tally};
use tracing::Instrument;

use super::background::in_round;
use super::{Rested, owner, rest_until};
use crate::progress::Meter;
use crate::stop::Stop;

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
        loop {
            self.service.check_subscription(&self.connection).await?;
            let tell = |progress| meter.tell(progress);
            let cleared = async {
                stop.asked().await;
                // What is under way ends first; the bar need not stand there meanwhile.
                meter.done();
                std::future::pending::<()>().await;
            };
            let result = tokio::select! {
                result = Box::pin(self.round.advance(&tell)).instrument(in_round(&self.connection)) => result,
                () = cleared => return Ok(Ended::Stopped),
            };
            if stop.is_asked() {
                return Ok(Ended::Stopped);
            }
            let until = match result? {
                Step::Done { again_at } => return Ok(Ended::Done(again_at)),
                Step::Wait(until) => until,
            };
            match self.held_until().await? {
                Some(until) => meter.waits_for_others(until),
                None => meter.pauses(until),
            }
            if rest_until(self.service.clock(), until, stop).await == Rested::Stopped {
                return Ok(Ended::Stopped);
            }
            meter.goes_on();
        }
    }

    /// Until when another worker holds the connection, if it is that one which is waited for; the
    /// own lease is given back by then.
    async fn held_until(&self) -> Result<Option<Timestamp>, Fault> {
        let connection = self.service.connection(&self.connection).await?;
        let now = self.service.clock().now();
        Ok(connection.holder.map(|holder| holder.until).filter(|until| *until > now))
    }
}
