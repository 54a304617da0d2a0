//! What goes out and what comes back.

use std::fmt;
use std::time::Duration;

use secrecy::SecretString;
use url::Url;

/// The methods that the two remotes know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    /// Reads.
    Get,
    /// Creates; never repeated by anything in this crate.
    Post,
    /// Changes.
    Patch,
    /// Replaces.
    Put,
    /// Removes.
    Delete,
}

impl Method {
    /// The word on the request line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Patch => "PATCH",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// An allowance that a request draws on: at most `limit` requests in any `window`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Budget {
    /// Whose allowance: for Moneybird the outgoing address, for CCV Shop the key and resource.
    pub name: String,
    /// Requests allowed in one window.
    pub limit: u32,
    /// Length of the window.
    pub window: Duration,
}

/// One request to a remote. Its `Debug` shows neither headers nor body nor query.
#[derive(Clone)]
pub struct Request {
    /// Method.
    pub method: Method,
    /// Full address.
    pub url: Url,
    /// Header names and values, as sent.
    pub headers: Vec<(&'static str, String)>,
    /// The exact bytes sent.
    pub body: Option<Vec<u8>>,
    /// The allowance that this request draws on.
    pub budget: Budget,
    /// A wider allowance in which it counts as well.
    pub within: Option<Budget>,
    /// Texts that must never show up in an error or a log, even if the remote echoes them.
    pub secrets: Vec<SecretString>,
    /// On the monotonic clock: after this the request is stale and must not leave.
    pub fresh_until: Option<Duration>,
}

impl Request {
    /// A request without headers, body or secrets.
    pub fn new(method: Method, url: Url, budget: Budget) -> Self {
        Self {
            method,
            url,
            headers: Vec::new(),
            body: None,
            budget,
            within: None,
            secrets: Vec::new(),
            fresh_until: None,
        }
    }

    /// Path and query exactly as they stand on the request line.
    pub fn target(&self) -> String {
        match self.url.query() {
            Some(query) => format!("{}?{query}", self.url.path()),
            None => self.url.path().to_owned(),
        }
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.url.path())
    }
}

/// What a remote answered. Its `Debug` shows the status and the length only.
#[derive(Clone)]
pub struct Reply {
    /// HTTP status.
    pub status: u16,
    /// Header names in lower case, with their values.
    pub headers: Vec<(String, String)>,
    /// The raw bytes of the body.
    pub body: Vec<u8>,
}

impl Reply {
    /// The first header of that name (in lower case).
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Whether the status is 2xx.
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }
}

impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({} bytes)", self.status, self.body.len())
    }
}
