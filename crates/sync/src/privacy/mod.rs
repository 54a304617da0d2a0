//! Persons are forgotten: all of them in time, one of them when they ask for it.
//!
//! What is forgotten is ours alone. The shop and the administration keep what they keep, and an order that
//! changes in the shop is read there as it is then.

mod advice;
mod cleared;
mod connection;
mod customer;
mod export;
mod family;
mod forget;
mod log;

pub use advice::{Advice, left_in_database};
pub use customer::{Affected, Erase, Erased, Erasure};
pub use family::Whom;
