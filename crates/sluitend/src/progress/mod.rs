//! How far a command is, on a terminal only.

mod forecast;
mod meter;
mod rows;

pub(crate) use forecast::USUAL;
pub(crate) use meter::Meter;
pub(crate) use rows::RowMeter;
