//! Who sends what the shop has to say: the sandbox itself has no client.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;

use super::Notice;
use super::handle::Shop;

/// The status of an answer, or nothing if nobody answered.
pub type Answered<'a> = Pin<Box<dyn Future<Output = Option<u16>> + Send + 'a>>;

/// Sends notices: a POST of the body as JSON, with the hash in `x-hash`.
pub trait Courier: Send + Sync {
    /// Sends one, once.
    fn deliver(&self, notice: Notice) -> Answered<'_>;
}

/// An app as it stands in the Developer App Center (ccvshop-api.md §8).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct App {
    /// What the merchant reads.
    pub name: String,
    /// The App Secret Key.
    pub secret: String,
    /// Where the handshake goes.
    pub handshake: String,
    /// Where the merchant's browser goes, without a query.
    pub install: String,
    /// Where it is told that the app was removed.
    pub uninstall: String,
}

/// An app, and who brings it messages.
#[derive(Clone)]
pub(crate) struct Registration {
    pub(crate) app: App,
    pub(crate) courier: Arc<dyn Courier>,
}

impl fmt::Debug for Registration {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Registration").field("app", &self.app).finish_non_exhaustive()
    }
}

/// A webhook that was delivered, for the merchant to see.
#[derive(Debug, Clone)]
pub(crate) struct Delivered {
    pub(crate) event: &'static str,
    pub(crate) order: i64,
    pub(crate) address: String,
    pub(crate) status: Option<u16>,
}

impl Shop {
    /// Puts an app in the App Store, so that the page of apps can install it. The courier also
    /// brings the webhooks that the page of orders sets off.
    pub fn register(&self, app: App, courier: Arc<dyn Courier>) {
        self.state().registration = Some(Registration { app, courier });
    }

    pub(super) fn registration(&self) -> Option<Registration> {
        self.state().registration.clone()
    }
}
