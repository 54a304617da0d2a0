//! What whoever watches over the program is told: whether it works, and figures.
//!
//! It has a listener of its own (`metrics_listen`), so that nothing of it is told where shops and browsers
//! reach us. No figure names a shop or a person.

mod counting;
mod figures;
mod seen;
mod server;
#[cfg(test)]
mod tests;

pub(crate) use figures::{Figures, Outcome};
pub(crate) use server::Monitor;
