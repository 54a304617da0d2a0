#![doc = include_str!("../README.md")]

mod bill;
mod history;
mod month;
mod statement;
mod subscriber;

pub use bill::{Bill, FixedMonth, bills};
pub use history::{Due, Event, Kind, What, ends_from, free_month, months};
pub use month::{Month, NotAMonth};
pub use statement::{Changed, Fixed, Line, Statement, lines};
pub use subscriber::{History, Subscriber, Terms, Vat};
