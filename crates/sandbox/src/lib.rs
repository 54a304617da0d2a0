#![doc = include_str!("../README.md")]

mod address;
mod another_program;
pub mod books;
mod clock;
pub mod generate;
mod html;
mod limit;
pub mod shop;

pub use another_program::book_elsewhere;
pub use clock::{Clock, SystemClock};
pub use limit::{FixedWindow, Left};
