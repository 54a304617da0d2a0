//! Forgetting persons: one by one when they ask for it, and all of them in time.

mod connection;
mod customer;
mod persons;
mod scrub;

pub use persons::{Forgotten, NumberedStep, Place, Standing};
pub use scrub::Scrubbed;
