#![doc = include_str!("../README.md")]

mod cell;
mod csv;
mod words;
mod xlsx;

pub use cell::{harmless, quoted};
pub use csv::csv;
pub use words::{boxes, case, once, order_id, title, total, verdict};
pub use xlsx::{XlsxError, xlsx};
