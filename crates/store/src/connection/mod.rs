//! Connections: one shop booked into one administration.

mod id;
mod lease;
mod reads;
mod record;
mod secrets;
mod writes;

pub use id::ConnectionId;
pub use lease::Lease;
pub use record::{Connection, Health, Holder, NewConnection};
pub use secrets::{Mark, Secrets};
