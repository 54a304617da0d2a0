//! The transport over real sockets.

use std::time::Duration;

use crate::address::PublicAddress;
use crate::leaving::InTime;
use crate::resolver::{Lookup, PublicNames, system};
use crate::{Boxed, Method, Reply, Request, SendError, Transport};

/// How long a whole call may take, from opening the connection to the last byte of the answer.
pub const CALL_TIMEOUT: Duration = Duration::from_secs(30);

/// How large an answer may be, in bytes.
pub const LARGEST_REPLY: usize = 16 * 1024 * 1024;

/// How many headers an answer may have. They share the 400 KB that hyper reads of a
/// head before it gives up.
const MOST_HEADERS: usize = 100;

/// What a call may cost, whatever the remote does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Time until the connection is open.
    pub connect: Duration,
    /// Time for the whole call. Bytes that come in do not lengthen it, so that a drip ends too.
    pub call: Duration,
    /// Size of an answer, in bytes.
    pub reply: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { connect: Duration::from_secs(10), call: CALL_TIMEOUT, reply: LARGEST_REPLY }
    }
}

/// HTTP with time-outs, limits on the answer, no redirects, no compression and no proxies of the
/// machine.
#[derive(Debug)]
pub struct Http {
    client: reqwest::Client,
    limits: Limits,
    is_public_only: bool,
}

impl Http {
    /// Makes the client.
    ///
    /// # Errors
    /// If the TLS library cannot be set up on this machine.
    pub fn new() -> Result<Self, SendError> {
        Self::with_limits(Limits::default())
    }

    /// The same with other limits, so that a test need not wait for half a minute.
    ///
    /// # Errors
    /// As [`Http::new`].
    pub fn with_limits(limits: Limits) -> Result<Self, SendError> {
        Self::build(limits, builder(limits), false)
    }

    /// A client for addresses that somebody else chose. It goes to [`PublicAddress`]es only, and of
    /// the addresses that a name stands for it only ever sees the public ones: what was checked is
    /// what it connects to, so a name that is pointed elsewhere in between gains nothing.
    ///
    /// # Errors
    /// As [`Http::new`].
    pub fn public() -> Result<Self, SendError> {
        Self::public_with(Limits::default(), system())
    }

    /// The same with other limits and another way to look up names. For tests.
    ///
    /// # Errors
    /// As [`Http::new`].
    pub fn public_with(limits: Limits, lookup: Lookup) -> Result<Self, SendError> {
        let builder = builder(limits).https_only(true).dns_resolver(PublicNames(lookup));
        Self::build(limits, builder, true)
    }

    fn build(
        limits: Limits,
        builder: reqwest::ClientBuilder,
        is_public_only: bool,
    ) -> Result<Self, SendError> {
        let client = builder.build().map_err(|error| SendError::NeverOpened(text(&error)))?;
        Ok(Self { client, limits, is_public_only })
    }

    async fn carry(&self, request: &Request) -> Result<Reply, SendError> {
        if self.is_public_only {
            // The resolver is not asked about an address that is a number.
            PublicAddress::check(&request.url)
                .map_err(|error| SendError::NeverOpened(error.to_string()))?;
        }
        let method = match request.method {
            Method::Get => reqwest::Method::GET,
            Method::Post => reqwest::Method::POST,
            Method::Patch => reqwest::Method::PATCH,
            Method::Put => reqwest::Method::PUT,
            Method::Delete => reqwest::Method::DELETE,
        };
        let mut builder = self.client.request(method, request.url.clone());
        for (name, value) in &request.headers {
            builder = builder.header(*name, value);
        }
        if let Some(body) = &request.body {
            builder = builder.body(InTime::body(body.clone(), self.limits.call));
        }
        #[expect(clippy::disallowed_methods, reason = "this is the one place that sends")]
        let response = builder.send().await.map_err(|error| sending(&error))?;
        let status = response.status().as_u16();
        // A header that is no text is none that we know.
        let headers = response
            .headers()
            .iter()
            .filter_map(|(name, value)| {
                Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned()))
            })
            .collect();
        let body = read(response, self.limits.reply).await?;
        let reply = Reply { status, headers, body };
        if reply.is_success() && !reply.body.is_empty() && is_packed(&reply) {
            return Err(SendError::BrokenOff(
                "the answer is compressed, which nobody asked for".to_owned(),
            ));
        }
        Ok(reply)
    }
}

impl Transport for Http {
    fn send<'a>(&'a self, request: &'a Request) -> Boxed<'a, Result<Reply, SendError>> {
        Box::pin(self.carry(request))
    }
}

fn builder(limits: Limits) -> reqwest::ClientBuilder {
    reqwest::Client::builder()
        .connect_timeout(limits.connect)
        .timeout(limits.call)
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .no_proxy()
        // Each request leaves on a connection of its own, so what one of them waits for holds up no other, and
        // whether it left in time is known.
        .http1_only()
        // Off by feature already; another crate that turns the feature on must not turn this on.
        .no_gzip()
        .no_brotli()
        .no_zstd()
        .no_deflate()
        .http1_max_headers(MOST_HEADERS)
        .user_agent(concat!("sluitend/", env!("CARGO_PKG_VERSION")))
}

async fn read(mut response: reqwest::Response, most: usize) -> Result<Vec<u8>, SendError> {
    let too_large = || SendError::BrokenOff(format!("the answer is larger than {most} bytes"));
    // What announces that it is too large is not even begun.
    let announced = response.content_length().unwrap_or(0);
    if usize::try_from(announced).map_or(true, |announced| announced > most) {
        return Err(too_large());
    }
    let mut body = Vec::new();
    while let Some(chunk) =
        response.chunk().await.map_err(|error| SendError::BrokenOff(text(&error)))?
    {
        if body.len().saturating_add(chunk.len()) > most {
            return Err(too_large());
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

/// Whether the body is packed: a bomb of a few kilobytes would unpack to gigabytes, so nothing is
/// ever unpacked.
fn is_packed(reply: &Reply) -> bool {
    reply.header("content-encoding").is_some_and(|coding| {
        !coding.trim().is_empty() && !coding.trim().eq_ignore_ascii_case("identity")
    })
}

fn sending(error: &reqwest::Error) -> SendError {
    // A connection that never opened, and a request that could not even be built, left nothing behind.
    if error.is_connect() || error.is_builder() {
        SendError::NeverOpened(text(error))
    } else {
        SendError::BrokenOff(text(error))
    }
}

/// The error and its causes, without the address (whose query may hold what nobody should read).
fn text(error: &reqwest::Error) -> String {
    let mut parts = vec![if error.is_timeout() {
        "no answer in time".to_owned()
    } else {
        "network error".to_owned()
    }];
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        parts.push(inner.to_string());
        cause = inner.source();
    }
    parts.join(": ")
}
