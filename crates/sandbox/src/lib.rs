#![doc = include_str!("../README.md")]

pub mod books;
mod clock;
pub mod generate;
mod limit;
pub mod shop;

pub use clock::{Clock, SystemClock};
pub use limit::{FixedWindow, Left};
