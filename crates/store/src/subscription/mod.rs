//! Subscriptions: when a connection was installed and removed, when its subscription ended, and the months
//! that were fixed. What that comes to is reckoned in `billing`.

mod closed;
mod steps;

pub use steps::EndedSubscription;
pub(crate) use steps::{installed, uninstalled};
