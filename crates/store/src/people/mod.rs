//! Who comes in, how, and which shops they may see.

mod account;
mod edits;
mod link;
mod membership;
mod operator;
mod session;

pub use account::{Account, AccountId, AccountKind, Language};
pub use membership::Role;
pub use session::Session;
