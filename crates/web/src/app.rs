//! What every page is given.

use std::sync::Arc;

use jiff::Timestamp;
use secrecy::SecretString;
use store::Store;
use sync::Service;
use url::Url;

/// How the site is reached.
#[derive(Debug, Clone)]
pub struct Site {
    /// The address under which browsers reach us.
    pub public: Url,
    /// The App Secret Key of CCV's Developer App Center, if the program is registered there.
    pub app_secret: Option<SecretString>,
}

/// The service, and how the site is reached. Cheap to clone.
#[derive(Clone)]
pub struct App {
    pub(crate) service: Service,
    pub(crate) site: Arc<Site>,
}

impl App {
    /// Puts the site together.
    pub fn new(service: Service, site: Site) -> Self {
        Self { service, site: Arc::new(site) }
    }

    pub(crate) fn store(&self) -> &Store {
        self.service.store()
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.service.clock().now()
    }

    /// The whole address of one of our pages, as it was registered elsewhere.
    pub(crate) fn address(&self, path: &str) -> String {
        format!("{}{path}", self.site.public.as_str().trim_end_matches('/'))
    }

    /// Whether browsers reach us over https, so that cookies can be kept to it.
    pub(crate) fn is_https(&self) -> bool {
        self.site.public.scheme() == "https"
    }
}
