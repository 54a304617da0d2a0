//! Hooks: addresses of ours that the shop and Moneybird call when something happens. What they say
//! is a hint to look, no more.

mod address;
mod delivery;
mod record;

pub use delivery::Call;
pub use record::{Hook, HookSide};
