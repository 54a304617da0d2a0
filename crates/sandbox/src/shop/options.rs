//! What a shop is started with.

use std::fmt;
use std::sync::Arc;

use super::{Limits, Switches};
use crate::Clock;

/// What a shop is started with.
#[derive(Clone)]
pub struct ShopOptions {
    /// Where the shop's time comes from.
    pub clock: Arc<dyn Clock>,
    /// The public key that clients send as `x-public`.
    pub api_public: String,
    /// The secret that requests and replies are signed with. A sandbox has nothing to hide.
    pub api_secret: String,
    /// Id of the webshop.
    pub shop_id: i64,
    /// Name of the webshop.
    pub name: String,
    /// Scheme and host for hrefs, without a slash at the end: `http://127.0.0.1:4711`.
    pub host: String,
    /// The choices about what is not known for certain.
    pub switches: Switches,
    /// Requests per window.
    pub limits: Limits,
    /// The page size of a request without `size`.
    pub default_page: usize,
    /// The largest page; a larger `size` is lowered to it.
    pub largest_page: usize,
}

impl ShopOptions {
    /// A shop named Voorbeeldshop with key and secret `demo`, at `host`, with everything else as
    /// the reference assumes it.
    pub fn demo(clock: Arc<dyn Clock>, host: impl Into<String>) -> Self {
        Self {
            clock,
            api_public: "demo".to_owned(),
            api_secret: "demo".to_owned(),
            shop_id: 4_217_306,
            name: "Voorbeeldshop".to_owned(),
            host: host.into(),
            switches: Switches::default(),
            limits: Limits::default(),
            default_page: 100,
            largest_page: 250,
        }
    }
}

impl fmt::Debug for ShopOptions {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ShopOptions")
            .field("api_public", &self.api_public)
            .field("shop_id", &self.shop_id)
            .field("host", &self.host)
            .field("switches", &self.switches)
            .finish_non_exhaustive()
    }
}
