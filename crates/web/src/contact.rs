//! Whom the people of a shop can ask for help.

use url::Url;

/// Who helps, as far as the host has said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contact {
    /// A page where one can ask.
    pub url: Option<Url>,
    /// An address that one can write to.
    pub email: Option<String>,
}

impl Contact {
    /// Whether nothing is known of it.
    pub(crate) fn is_empty(&self) -> bool {
        self.url.is_none() && self.email.is_none()
    }
}
