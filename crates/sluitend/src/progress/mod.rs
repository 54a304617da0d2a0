//! How far a command is, on a terminal only.

mod forecast;
mod meter;

pub(crate) use meter::Meter;
