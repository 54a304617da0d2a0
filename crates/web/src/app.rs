//! What every page is given.

use std::sync::Arc;

use jiff::Timestamp;
use store::Store;
use sync::Service;
use url::Url;

use crate::statements::Desk;

/// How the site is reached.
#[derive(Debug, Clone)]
pub struct Site {
    /// The address under which browsers reach us.
    pub public: Url,
}

/// The service, and how the site is reached. Cheap to clone.
#[derive(Clone)]
pub struct App {
    pub(crate) service: Service,
    pub(crate) site: Arc<Site>,
    pub(crate) desk: Arc<Desk>,
}

impl App {
    /// Puts the site together.
    pub fn new(service: Service, site: Site) -> Self {
        Self { service, site: Arc::new(site), desk: Arc::default() }
    }

    pub(crate) fn store(&self) -> &Store {
        self.service.store()
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.service.clock().now()
    }

    /// Whether browsers reach us over https, so that cookies can be kept to it.
    pub(crate) fn is_https(&self) -> bool {
        self.site.public.scheme() == "https"
    }
}
