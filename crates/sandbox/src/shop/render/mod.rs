//! Resources as JSON, shaped as the real samples of ccvshop-api.md §13.

mod app;
mod customer;
mod invoice;
mod order;
mod row;
mod webhook;
mod webshop;

pub(crate) use webshop::geozone_country;

use super::json::Json;
use super::options::ShopOptions;
use super::switches::Switches;

/// What every resource needs to be written: where it lives, and the choices.
pub(crate) struct View<'a> {
    pub(crate) options: &'a ShopOptions,
}

impl View<'_> {
    /// An absolute link to `path` below the API's root.
    pub(crate) fn href(&self, path: &str) -> String {
        format!("{}/api/rest/v1/{path}", self.options.host)
    }

    /// `{"href": …}` of `path` below the API's root.
    pub(crate) fn link(&self, path: &str) -> Json {
        Json::link(self.href(path))
    }

    fn switches(&self) -> &Switches {
        &self.options.switches
    }

    /// Whether the resource `id` is among the one in `every` that gets a bit of noise.
    fn noisy(&self, id: i64, every: i64) -> bool {
        self.switches().replies.noise && id % every == 0
    }

    /// Empty text as this server happens to write it: mostly `""`, now and then null.
    fn blank(&self, id: i64, every: i64) -> Json {
        if self.noisy(id, every) { Json::Null } else { "".into() }
    }

    /// A text, or what stands for an empty one.
    fn text(&self, value: &str, id: i64, every: i64) -> Json {
        if value.is_empty() { self.blank(id, every) } else { value.into() }
    }

    /// An id: a number, now and then as text.
    fn id(&self, value: i64, id: i64, every: i64) -> Json {
        if self.noisy(id, every) { value.to_string().into() } else { value.into() }
    }
}

/// A moment to the second, in UTC.
pub(crate) fn moment(moment: jiff::Timestamp) -> Json {
    moment.strftime("%Y-%m-%dT%H:%M:%SZ").to_string().into()
}
