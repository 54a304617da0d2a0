//! The door: who comes in, what they may see, and from where a request may come.

mod cookie;
mod guard;
mod links;
mod seat;
mod tongue;

pub(crate) use guard::guard;
pub(crate) use links::{closed, leave, look_at, open, session};
pub(crate) use seat::Seat;
pub(crate) use tongue::{Tongue, remembered, switch};
