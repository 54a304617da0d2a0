//! Processor time, as the system counts it.

use std::fs;

use crate::Failure;

/// Of one process so far, in milliseconds.
pub(crate) fn cpu_ms(process: u32) -> Result<u64, Failure> {
    let text = fs::read_to_string(format!("/proc/{process}/stat"))?;
    Ok(times(&text, 2).ok_or("no statistics")?.saturating_mul(10))
}

/// Of all that are called `postgres`, with those that have ended: of a server of its own, all that it did.
pub(crate) fn server_ms() -> Result<u64, Failure> {
    let mut hundredths: u64 = 0;
    for entry in fs::read_dir("/proc")? {
        // Whoever ended meanwhile is counted with whoever started it.
        let Ok(text) = fs::read_to_string(entry?.path().join("stat")) else { continue };
        if text.contains(" (postgres) ") {
            hundredths = hundredths.saturating_add(times(&text, 4).ok_or("no statistics")?);
        }
    }
    Ok(hundredths.saturating_mul(10))
}

/// The first so many of four times in hundredths, added up: user and system, and the same of those it started
/// that have ended. The state is the third field; these are the 14th to the 17th.
fn times(statistics: &str, number: usize) -> Option<u64> {
    let (_, rest) = statistics.rsplit_once(") ")?;
    let mut fields = rest.split(' ').skip(11).take(number).map(str::parse::<u64>);
    fields.try_fold(0, |sum: u64, own| sum.checked_add(own.ok()?))
}
