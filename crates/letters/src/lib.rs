#![doc = include_str!("../README.md")]

mod compose;
mod html;
mod letter;
mod line;
mod news;
mod part;
mod plain;
mod said;
mod texts;

pub use letter::{About, Letter, To, write};
pub use line::line;
pub use news::{Broken, Cause, Confirm, Month, News, Orders, Sum, Takeover, Trial, Waiting};
