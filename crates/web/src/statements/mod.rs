//! Closing statements: asked for on a page, made in the background, kept, and shown from there.
//!
//! Making one asks Moneybird and may have to wait for its allowance, so it is never made while a page is
//! being shown.

mod desk;
mod kept;
mod work;

pub(crate) use desk::{Desk, Step};
pub(crate) use kept::{Kept, kept};
pub use work::make_statements;
