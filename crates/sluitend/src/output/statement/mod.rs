//! The closing statement, as a shopkeeper reads it, and as CSV. As JSON it is its own shape.

mod csv;
mod text;

pub(crate) use csv::csv;
pub(crate) use text::statement;
