#![doc = include_str!("../README.md")]

mod address;
pub mod books;
mod clock;
pub mod generate;
mod html;
mod limit;
pub mod shop;

pub use clock::{Clock, SystemClock};
pub use limit::{FixedWindow, Left};
