//! The leave that Moneybird gives us (OAuth2): asking for it, and keeping it fresh.

mod errand;
mod leave;

pub use leave::Grant;
