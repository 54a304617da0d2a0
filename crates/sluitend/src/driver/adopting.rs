//! Looks what another program booked, and adopts it, through all the pauses that the allowances ask for.

use jiff::Timestamp;
use sync::{Adoption, AdoptionPreview, AdoptionStep, Applied, ApplyStep, Fault, Service};

use super::{Rested, owner, rest_until};
use crate::progress::Meter;
use crate::stop::Stop;

/// What would be adopted; none if the program was asked to stop.
///
/// # Errors
/// What stood in the way.
pub(crate) async fn looked(
    adoption: &mut Adoption,
    service: &Service,
    stop: &Stop,
    meter: &Meter,
) -> Result<Option<AdoptionPreview>, Fault> {
    loop {
        match adoption.advance().await? {
            AdoptionStep::Done(preview) => return Ok(Some(*preview)),
            AdoptionStep::Wait(until) if rests(service, stop, meter, until).await => {}
            AdoptionStep::Wait(_) => return Ok(None),
        }
    }
}

/// Does what was shown; none if the program was asked to stop before it began.
///
/// # Errors
/// What stood in the way.
pub(crate) async fn adopted(
    adoption: &Adoption,
    preview: &AdoptionPreview,
    service: &Service,
    stop: &Stop,
    meter: &Meter,
) -> Result<Option<Applied>, Fault> {
    let owner = owner(service);
    loop {
        match Box::pin(adoption.apply(preview, &owner)).await? {
            ApplyStep::Done(applied) => return Ok(Some(applied)),
            ApplyStep::Wait(until) if rests(service, stop, meter, until).await => {}
            ApplyStep::Wait(_) => return Ok(None),
        }
    }
}

/// Whether it goes on after a rest.
async fn rests(service: &Service, stop: &Stop, meter: &Meter, until: Timestamp) -> bool {
    meter.pauses(until);
    let rested = rest_until(service.clock(), until, stop).await;
    meter.goes_on();
    rested == Rested::Enough
}
