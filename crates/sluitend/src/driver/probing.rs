//! Carries a probe through all its pauses: those that allowances ask for, and those between two
//! looks at what was written.

use store::ConnectionId;
use sync::{Fault, ProbeStep, Report, Service};

use super::{Rested, rest_until};
use crate::progress::Meter;
use crate::stop::Stop;

/// Probes; none if the program was asked to stop, and test documents may then be left.
///
/// # Errors
/// What stood in the way.
pub(crate) async fn probed(
    service: &Service,
    connection: &ConnectionId,
    named: Option<&str>,
    stop: &Stop,
    meter: &Meter,
) -> Result<Option<Report>, Fault> {
    let mut probe = service.probe(connection, named);
    loop {
        let until = match Box::pin(probe.advance()).await? {
            ProbeStep::Done(report) => return Ok(Some(report)),
            ProbeStep::Wait(until) => until,
        };
        meter.pauses(until);
        if rest_until(service.clock(), until, stop).await == Rested::Stopped {
            return Ok(None);
        }
        meter.goes_on();
    }
}
