//! The App Store's side of an installation (ccvshop-api.md §8): what it sends, for somebody else
//! to send.

use super::handle::Shop;
use super::json::Json;
use super::signature::sign;
use super::switches::KeyAtUninstall;
use crate::address::encoded;

/// A POST that a shop or the App Store makes to an app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Where it goes.
    pub address: String,
    /// The JSON, byte for byte.
    pub body: String,
    /// What goes into the header `x-hash`.
    pub hash: String,
}

impl Notice {
    /// Signs `address|body`, as every call to an app is.
    pub(super) fn new(secret: &str, address: &str, body: &Json) -> Self {
        let body = body.write();
        let hash = sign(secret, format!("{address}|{body}").as_bytes());
        Self { address: address.to_owned(), body, hash }
    }
}

impl Shop {
    /// The handshake with an app whose App Secret Key is `app_secret`. Installing goes on only
    /// when the app answers 200. The first hands out the key that the shop was started with, every
    /// later one a new key, after which the one before is no longer let in.
    pub fn handshake(&self, app_secret: &str, address: &str) -> Notice {
        let options = self.options();
        let key = {
            let mut state = self.state();
            state.is_installed = false;
            state.key.hand_out(options)
        };
        let body = Json::object([
            ("api_public", (&key.public).into()),
            ("api_secret", (&key.secret).into()),
            ("api_root", (&options.host).into()),
            ("return_url", self.return_address().into()),
        ]);
        Notice::new(app_secret, address, &body)
    }

    /// The link that the merchant's browser opens after the handshake, and again at every edit.
    /// `install` is the app's install address without a query.
    pub fn install_link(&self, app_secret: &str, install: &str, language: &str) -> String {
        let public = self.credentials().public;
        let hash = sign(app_secret, format!("{install}|{public}").as_bytes());
        format!("{install}?api_public={}&language={language}&x-hash={hash}", encoded(&public))
    }

    /// Where the app sends the browser when it is done.
    pub fn return_address(&self) -> String {
        format!("{}/onderhoud/apps", self.options().host)
    }

    /// Takes the app out: it is no longer installed, its webhooks are gone, and by a switch its key
    /// is withdrawn. Returns what the app is told.
    pub fn uninstall(&self, app_secret: &str, address: &str) -> Notice {
        let mut state = self.state();
        state.is_installed = false;
        state.webhooks.clear();
        state.key.withdrawn = self.options().switches.uninstall == KeyAtUninstall::Withdrawn;
        let body = Json::object([("api_public", (&state.key.current.public).into())]);
        Notice::new(app_secret, address, &body)
    }
}
