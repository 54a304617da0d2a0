//! The one door to the network.

use std::future::Future;
use std::pin::Pin;

use crate::{Reply, Request};

/// A future in a box, as the traits of this crate hand it out.
pub type Boxed<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Carries one request to its remote and brings the answer back. Neither repeats nor waits.
pub trait Transport: Send + Sync {
    /// Sends `request` once.
    fn send<'a>(&'a self, request: &'a Request) -> Boxed<'a, Result<Reply, SendError>>;
}

/// Why there is no whole answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// The connection never opened, so nothing can have taken effect.
    #[error("no connection: {0}")]
    NeverOpened(String),
    /// The request left, or may have left; what became of it is not known.
    #[error("connection broke off: {0}")]
    BrokenOff(String),
}
