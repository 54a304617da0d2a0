//! The transport over real sockets.

use std::time::Duration;

use crate::{Boxed, Method, Reply, Request, SendError, Transport};

/// How long a whole call may take, from opening the connection to the last byte of the answer.
pub const CALL_TIMEOUT: Duration = Duration::from_secs(30);

/// How large an answer may be, in bytes.
pub const LARGEST_REPLY: usize = 16 * 1024 * 1024;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// HTTP with time-outs, a limit on the answer's size, no redirects and no proxies of the machine.
#[derive(Debug)]
pub struct Http {
    client: reqwest::Client,
}

impl Http {
    /// Makes the client.
    ///
    /// # Errors
    /// If the TLS library cannot be set up on this machine.
    pub fn new() -> Result<Self, SendError> {
        let client = reqwest::Client::builder()
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(CALL_TIMEOUT)
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .no_proxy()
            .user_agent(concat!("sluitend/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(|error| SendError::NeverOpened(error.to_string()))?;
        Ok(Self { client })
    }

    async fn carry(&self, request: &Request) -> Result<Reply, SendError> {
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
            builder = builder.body(body.clone());
        }
        #[expect(clippy::disallowed_methods, reason = "this is the one place that sends")]
        let response = builder.send().await.map_err(|error| sending(&error))?;
        let status = response.status().as_u16();
        let headers = response
            .headers()
            .iter()
            .filter_map(|(name, value)| {
                Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned()))
            })
            .collect();
        Ok(Reply { status, headers, body: read(response).await? })
    }
}

impl Transport for Http {
    fn send<'a>(&'a self, request: &'a Request) -> Boxed<'a, Result<Reply, SendError>> {
        Box::pin(self.carry(request))
    }
}

async fn read(mut response: reqwest::Response) -> Result<Vec<u8>, SendError> {
    let mut body = Vec::new();
    while let Some(chunk) =
        response.chunk().await.map_err(|error| SendError::BrokenOff(text(&error)))?
    {
        if body.len().saturating_add(chunk.len()) > LARGEST_REPLY {
            return Err(SendError::BrokenOff(format!(
                "the answer is larger than {LARGEST_REPLY} bytes"
            )));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
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
