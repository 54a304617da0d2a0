//! Names that we give: UUIDs of version 7, so that they sort by the instant they were made.

use jiff::Timestamp;
use uuid::{Builder, Uuid};

use crate::instant::millis;
use crate::{Entropy, EntropyError};

/// Random bytes in an id; the rest is the instant.
const RANDOM: usize = 10;

/// The text is not an id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{text}' is not the id of {what}")]
pub struct NotAnId {
    pub(crate) text: String,
    pub(crate) what: &'static str,
}

/// The text of an id for something made at `now`.
pub(crate) fn made(now: Timestamp, entropy: &dyn Entropy) -> Result<String, EntropyError> {
    let mut random = [0; RANDOM];
    entropy.fill(&mut random)?;
    let instant = u64::try_from(millis(now)).unwrap_or(0);
    let id = Builder::from_unix_timestamp_millis(instant, &random).into_uuid();
    Ok(id.hyphenated().to_string())
}

/// An id as we write it, if `text` is one.
pub(crate) fn read(text: &str, what: &'static str) -> Result<String, NotAnId> {
    match Uuid::parse_str(text.trim()) {
        Ok(id) => Ok(id.hyphenated().to_string()),
        Err(_) => Err(NotAnId { text: text.to_owned(), what }),
    }
}

/// Declares the id of something; `$what` is what that is called when a text is none.
macro_rules! id {
    ($(#[$about:meta])* $name:ident, $what:literal) => {
        $(#[$about])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// An id for something made at `now`.
            ///
            /// # Errors
            /// If there are no random bytes.
            pub fn new(
                now: jiff::Timestamp,
                entropy: &dyn crate::Entropy,
            ) -> Result<Self, crate::EntropyError> {
                crate::id::made(now, entropy).map(Self)
            }

            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::str::FromStr for $name {
            type Err = crate::NotAnId;

            fn from_str(text: &str) -> Result<Self, crate::NotAnId> {
                crate::id::read(text, $what).map(Self)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}
pub(crate) use id;
