//! Makes a closing statement, through all the pauses that the allowances ask for.

use bookkeeping::closing::Statement;
use store::ConnectionId;
use sync::{ClosingStep, Fault, Period, Service};

use super::{Rested, rest_until};
use crate::progress::Meter;
use crate::stop::Stop;

/// Makes the statement; none if the program was asked to stop.
///
/// # Errors
/// What stood in the way.
pub(crate) async fn closed(
    service: &Service,
    connection: &ConnectionId,
    period: Period,
    stop: &Stop,
    meter: &Meter,
) -> Result<Option<Statement>, Fault> {
    let mut closing = service.closing(connection, period);
    loop {
        let until = match Box::pin(closing.advance()).await? {
            ClosingStep::Done(statement) => return Ok(Some(*statement)),
            ClosingStep::Wait(until) => until,
        };
        meter.pauses(until);
        if rest_until(service.clock(), until, stop).await == Rested::Stopped {
            return Ok(None);
        }
        meter.goes_on();
    }
}
