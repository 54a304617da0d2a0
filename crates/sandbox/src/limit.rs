//! A limit on the number of requests in a fixed window of time.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

/// Counts requests in windows that follow one another. The first request after a window has ended
/// opens the next one.
#[derive(Debug, Clone)]
pub struct FixedWindow {
    limit: u32,
    window: SignedDuration,
    reset: Option<Timestamp>,
    taken: u32,
}

/// What is left of a window after a request was admitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Left {
    /// How many more requests the window admits.
    pub remaining: u32,
    /// When the window ends.
    pub reset: Timestamp,
}

impl FixedWindow {
    /// A limiter that admits `limit` requests per `window`.
    pub fn new(limit: u32, window: Duration) -> Self {
        let window = SignedDuration::try_from(window).unwrap_or(SignedDuration::MAX);
        Self { limit, window, reset: None, taken: 0 }
    }

    /// How many requests one window admits.
    pub fn limit(&self) -> u32 {
        self.limit
    }

    /// Counts one request at `now`.
    ///
    /// # Errors
    ///
    /// The end of the window, when the window is full. A refused request is not counted.
    pub fn take(&mut self, now: Timestamp) -> Result<Left, Timestamp> {
        let reset = match self.reset {
            Some(reset) if now < reset => reset,
            _ => {
                self.taken = 0;
                now.saturating_add(self.window).unwrap_or(Timestamp::MAX)
            }
        };
        self.reset = Some(reset);
        if self.taken >= self.limit {
            return Err(reset);
        }
        self.taken = self.taken.saturating_add(1);
        Ok(Left { remaining: self.limit.saturating_sub(self.taken), reset })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_700_000_000 + second).unwrap()
    }

    #[test]
    fn a_full_window_refuses_until_it_ends() {
        let mut window = FixedWindow::new(2, Duration::from_secs(10));
        assert_eq!(window.take(at(0)), Ok(Left { remaining: 1, reset: at(10) }));
        assert_eq!(window.take(at(4)), Ok(Left { remaining: 0, reset: at(10) }));
        assert_eq!(window.take(at(9)), Err(at(10)));
        assert_eq!(window.take(at(10)), Ok(Left { remaining: 1, reset: at(20) }));
    }

    #[test]
    fn a_window_opens_with_its_first_request() {
        let mut window = FixedWindow::new(1, Duration::from_secs(10));
        assert!(window.take(at(0)).is_ok());
        assert_eq!(window.take(at(25)), Ok(Left { remaining: 0, reset: at(35) }));
    }

    #[test]
    fn nothing_passes_a_limit_of_nought() {
        assert_eq!(FixedWindow::new(0, Duration::from_secs(5)).take(at(0)), Err(at(5)));
    }
}
