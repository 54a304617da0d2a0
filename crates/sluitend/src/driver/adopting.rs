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

/// What was done and what it was done of.
pub(crate) struct Adopted {
    /// What was seen last.
    pub(crate) preview: AdoptionPreview,
    /// What was done; nothing if that is not what was agreed to any more.
    pub(crate) applied: Option<Applied>,
}

/// Does what was shown; none if the program was asked to stop before it began. Whoever is waited for may have
/// booked some of it, so all is looked at anew then, and done only if it is still the same.
///
/// # Errors
/// What stood in the way.
pub(crate) async fn adopted(
    adoption: &mut Adoption,
    preview: AdoptionPreview,
    service: &Service,
    stop: &Stop,
    meter: &Meter,
) -> Result<Option<Adopted>, Fault> {
    let owner = owner(service);
    let mut preview = preview;
    loop {
        let until = match Box::pin(adoption.apply(&preview, &owner)).await? {
            ApplyStep::Done(applied) => {
                return Ok(Some(Adopted { preview, applied: Some(applied) }));
            }
            ApplyStep::Wait(until) => until,
        };
        meter.is_behind_others();
        if rest_until(service.clock(), until, stop).await != Rested::Enough {
            return Ok(None);
        }
        meter.goes_on();
        adoption.look_anew();
        let Some(seen) = looked(adoption, service, stop, meter).await? else { return Ok(None) };
        if seen.digest != preview.digest {
            return Ok(Some(Adopted { preview: seen, applied: None }));
        }
        preview = seen;
    }
}

/// Whether it goes on after a rest.
async fn rests(service: &Service, stop: &Stop, meter: &Meter, until: Timestamp) -> bool {
    meter.pauses(until);
    let rested = rest_until(service.clock(), until, stop).await;
    meter.goes_on();
    rested == Rested::Enough
}
