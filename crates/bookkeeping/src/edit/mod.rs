//! What the shop now shows of an order beside what is booked of it, and the correction that makes up
//! for the difference. Nothing that is booked is ever altered.

mod change;
mod correction;
mod fingerprint;
mod position;
mod sentences;

pub use change::{Booked, CANCELLED, Change, Compared, Credited, Shown, compare};
pub use correction::Correction;
pub use fingerprint::fingerprint;
pub(crate) use position::sold;
pub use position::{Part, Place, Position, Sold};
pub(crate) use sentences::{hint, message};
