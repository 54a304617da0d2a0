//! What the work stands still for is told in the log, and told again while it lasts, though it is met every second.

use std::time::Duration;

use sync::Fault;

/// How often it is told again.
const AGAIN: Duration = Duration::from_mins(1);

/// What was told last, and when.
#[derive(Debug, Default)]
pub(super) struct Telling(Option<(String, Duration)>);

impl Telling {
    /// Tells what stands in the way, unless the same was told just now.
    pub(super) fn tell(&mut self, fault: &Fault, steady: Duration) {
        if self.is_new(&fault.message, steady) {
            tracing::error!(code = fault.code.as_str(), "{} {}", fault.message, fault.hint);
        }
    }

    fn is_new(&mut self, message: &str, steady: Duration) -> bool {
        if let Some((told, at)) = &self.0
            && told == message
            && steady.saturating_sub(*at) < AGAIN
        {
            return false;
        }
        self.0 = Some((message.to_owned(), steady));
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_is_told_once_a_minute_and_something_else_at_once() {
        let mut telling = Telling::default();
        let mut told = |message, seconds| telling.is_new(message, Duration::from_secs(seconds));
        assert!(told("it has moved", 100));
        assert!(!told("it has moved", 101));
        assert!(!told("it has moved", 159));
        assert!(told("it has moved", 160));
        assert!(!told("it has moved", 161));
        assert!(told("the disk is full", 162));
    }
}
