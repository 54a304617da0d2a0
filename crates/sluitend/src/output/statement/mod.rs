//! The closing statement, as a shopkeeper reads it, as CSV and as a spreadsheet. As JSON it is its
//! own shape.

mod csv;
mod text;
mod words;
mod xlsx;

pub(crate) use csv::csv;
pub(crate) use text::statement;
pub(crate) use words::total;
pub(crate) use xlsx::xlsx;
