//! The name of a connection.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use uuid::{Builder, Uuid};

use crate::instant::millis;
use crate::{Entropy, EntropyError};

/// Random bytes in an id; the rest is the instant.
const RANDOM: usize = 10;

/// A connection's id: a UUID of version 7, so that ids sort by the instant they were made.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConnectionId(String);

impl ConnectionId {
    /// An id for something made at `now`.
    ///
    /// # Errors
    /// If there are no random bytes.
    pub fn new(now: Timestamp, entropy: &dyn Entropy) -> Result<Self, EntropyError> {
        let mut random = [0; RANDOM];
        entropy.fill(&mut random)?;
        let instant = u64::try_from(millis(now)).unwrap_or(0);
        let id = Builder::from_unix_timestamp_millis(instant, &random).into_uuid();
        Ok(Self(id.hyphenated().to_string()))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The text is not an id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is not the id of a connection; 'sluitend connections' lists the ones there are")]
pub struct NotAnId(String);

impl FromStr for ConnectionId {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        match Uuid::parse_str(text.trim()) {
            Ok(id) => Ok(Self(id.hyphenated().to_string())),
            Err(_) => Err(NotAnId(text.to_owned())),
        }
    }
}

impl fmt::Display for ConnectionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Same(u8);

    impl Entropy for Same {
        fn fill(&self, bytes: &mut [u8]) -> Result<(), EntropyError> {
            bytes.fill(self.0);
            Ok(())
        }
    }

    #[test]
    fn is_made_from_the_instant_and_the_entropy_alone() {
        let early: Timestamp = "2026-11-23T10:00:00Z".parse().unwrap();
        let late: Timestamp = "2026-11-23T10:00:00.001Z".parse().unwrap();
        let id = ConnectionId::new(early, &Same(0xff)).unwrap();
        assert_eq!(id.as_str(), "01a207d9-2100-7fff-bfff-ffffffffffff");
        assert_eq!(id, ConnectionId::new(early, &Same(0xff)).unwrap());
        assert!(id < ConnectionId::new(late, &Same(0)).unwrap());
    }

    #[test]
    fn reads_what_it_writes_and_nothing_else() {
        let text = "01a207d9-2100-7fff-bfff-ffffffffffff";
        let id: ConnectionId = text.parse().unwrap();
        assert_eq!(id.to_string(), text);
        assert_eq!(text.to_uppercase().parse(), Ok(id));
        assert!("12".parse::<ConnectionId>().is_err());
    }
}
