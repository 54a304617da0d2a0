//! The settings of a connection: what is read, what is refused, and whether they fit.

mod against;
mod proposal;
mod reading;
