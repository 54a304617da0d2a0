//! Asks again after the pause that an allowance asks for.

use std::future::Future;

use sync::{Fault, Service};

use super::{Rested, rest_until};
use crate::progress::Meter;
use crate::stop::Stop;

/// How many pauses one question may take. A question that costs more than this many windows would
/// begin again for ever.
const MOST_PAUSES: u32 = 5;

/// Asks until it is not an allowance that stands in the way, and says so while it waits.
///
/// # Errors
/// The fault, if it is another one or comes once too often.
pub(crate) async fn patiently<T, Question: Future<Output = Result<T, Fault>>>(
    service: &Service,
    stop: &Stop,
    meter: &Meter,
    mut ask: impl FnMut() -> Question,
) -> Result<T, Fault> {
    for _ in 0..MOST_PAUSES {
        let fault = match Box::pin(ask()).await {
            Ok(answer) => return Ok(answer),
            Err(fault) => fault,
        };
        let Some(until) = fault.until else { return Err(fault) };
        meter.pauses(until);
        if rest_until(service.clock(), until, stop).await == Rested::Stopped {
            return Err(fault);
        }
        meter.goes_on();
    }
    Box::pin(ask()).await
}
