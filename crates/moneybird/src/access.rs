//! Where to ask, with which token, and how fast.

use std::time::Duration;

use remote::{Budget, is_loopback};
use secrecy::{ExposeSecret, SecretString};
use url::Url;

use crate::Invalid;

/// Where Moneybird's API v2 lives.
pub const API_URL: &str = "https://moneybird.com/api/v2";

/// An address and the token that opens it.
#[derive(Debug, Clone)]
pub struct Access {
    pub(crate) api_url: Url,
    pub(crate) token: SecretString,
}

impl Access {
    /// Takes an address, normally [`API_URL`], and a token: a personal one or one of OAuth.
    ///
    /// # Errors
    /// If the address is not a plain `https` one (`http` is accepted for loopback addresses only:
    /// the token would travel in the open), or the token is not of the form that
    /// RFC 6750 gives bearer tokens.
    pub fn new(api_url: &str, token: SecretString) -> Result<Self, Invalid> {
        let api_url = is_safe(api_url, "address of the API")?;
        let secret = token.expose_secret();
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~+/=".contains(&byte);
        if secret.is_empty() || !secret.bytes().all(fits) {
            return Err(Invalid::new("token", "is empty or not of the form of RFC 6750"));
        }
        Ok(Self { api_url, token })
    }
}

/// An address to which secrets may travel: host and path only, `https`, or `http` to this machine.
pub(crate) fn is_safe(text: &str, what: &'static str) -> Result<Url, Invalid> {
    let url = Url::parse(text).map_err(|error| Invalid::new(what, error.to_string()))?;
    if url.scheme() != "https" && !(url.scheme() == "http" && is_loopback(&url)) {
        return Err(Invalid::new(what, "must be https"));
    }
    let has_more = url.query().is_some() || url.fragment().is_some();
    if has_more || !url.username().is_empty() || url.password().is_some() {
        return Err(Invalid::new(what, "must hold a host and a path only"));
    }
    Ok(url)
}

/// How fast to ask. Moneybird counts per outgoing address, not per token, and counts reports
/// separately (moneybird-api.md §4).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pace {
    /// A name for the outgoing address; clients that leave from the same one share it.
    pub address: String,
    /// Requests per window, without the reports.
    pub per_window: u32,
    /// Reports per window.
    pub reports_per_window: u32,
    /// Length of the window.
    pub window: Duration,
}

impl Pace {
    /// What the allowance of all requests from this address is called where they are counted.
    pub fn name(&self) -> String {
        format!("moneybird/{}", self.address)
    }

    /// The same of the allowance of the reports, which is one of its own.
    pub fn reports_name(&self) -> String {
        format!("{}/reports", self.name())
    }

    /// The allowance of all requests from this address.
    pub(crate) fn budget(&self) -> Budget {
        Budget { name: self.name(), limit: self.per_window, window: self.window }
    }

    /// Moneybird's own limits: 150 requests and 50 reports in five minutes.
    pub fn of_address(address: impl Into<String>) -> Self {
        Self {
            address: address.into(),
            per_window: 150,
            reports_per_window: 50,
            window: Duration::from_mins(5),
        }
    }
}
