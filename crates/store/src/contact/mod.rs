//! The mirror of Moneybird's contacts, and intents to make one.

mod intent;
mod mirror;

pub use intent::{ContactIntent, ContactState};
pub use mirror::{Contact, MirroredContact};
