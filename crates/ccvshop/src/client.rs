//! The client: signs, sends, verifies, reads.

use std::fmt;
use std::time::Duration;

use remote::{Budget, Caller, Failure, Method, Reply, Request};
use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::access::BASE;
use crate::signature::{Message, is_signed, sign};
use crate::{Access, BadReply, Error, decode};

/// How fast to ask: per method and resource (ccvshop-api.md §1.6).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// Reads per window.
    pub reads: u32,
    /// Writes per window.
    pub writes: u32,
    /// Length of the window.
    pub window: Duration,
}

impl Default for Pace {
    /// CCV Shop's own limits: 150 reads and 100 writes a minute.
    fn default() -> Self {
        Self { reads: 150, writes: 100, window: Duration::from_mins(1) }
    }
}

/// A client of one shop. Cheap to clone; its `Debug` shows the host only.
#[derive(Clone)]
pub struct Client {
    caller: Caller,
    access: Access,
    pace: Pace,
    secrets: Vec<SecretString>,
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Client({})", self.access.host())
    }
}

impl Client {
    /// A client that sends through `caller`.
    pub fn new(caller: Caller, access: Access, pace: Pace) -> Self {
        let secrets = vec![access.secret.clone(), access.key.clone()];
        Self { caller, access, pace, secrets }
    }

    /// What no text may hold: the key and the secret.
    pub(crate) fn secrets(&self) -> &[SecretString] {
        &self.secrets
    }

    /// Reads one document.
    pub(crate) async fn get<T: DeserializeOwned>(
        &self,
        path: &str,
        query: &[(&str, String)],
    ) -> Result<T, Error> {
        decode::document(&self.get_raw(path, query).await?, &self.secrets)
    }

    /// Reads one document that may not be there.
    pub(crate) async fn get_if_any<T: DeserializeOwned>(
        &self,
        path: &str,
    ) -> Result<Option<T>, Error> {
        match self.get(path, &[]).await {
            Ok(found) => Ok(Some(found)),
            Err(Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Reads a document that some versions of the API wrap into a collection of at most one.
    pub(crate) async fn get_one_of<T: DeserializeOwned>(
        &self,
        path: &str,
    ) -> Result<Option<T>, Error> {
        let bytes = self.get_raw(path, &[]).await?;
        let envelope: decode::Envelope = decode::document(&bytes, &self.secrets)?;
        match envelope.items() {
            Some(raw) => Ok(self.readable(path, raw)?.into_iter().next()),
            None => decode::document(&bytes, &self.secrets).map(Some),
        }
    }

    /// Reads the raw bytes of a document.
    async fn get_raw(&self, path: &str, query: &[(&str, String)]) -> Result<Vec<u8>, Error> {
        Ok(self.call(Method::Get, path, query, None).await?.body)
    }

    /// Creates. CCV Shop answers 201 with the new resource, now and then 200, or 204 without a
    /// body although it worked (ccvshop-api.md §1.5).
    pub(crate) async fn create<B: Serialize, T: DeserializeOwned>(
        &self,
        path: &str,
        body: &B,
    ) -> Result<Option<T>, Error> {
        let reply = self.call(Method::Post, path, &[], Some(decode::write(body)?)).await?;
        if reply.body.trim_ascii().is_empty() {
            return Ok(None);
        }
        // It was made, so an answer that cannot be read leaves only its content unknown.
        decode::document(&reply.body, &self.secrets).map(Some).map_err(|error| Error::Unknown {
            reason: error.to_string(),
            status: Some(reply.status),
        })
    }

    /// Changes or removes; the answer has no body. It is no error if all was so already (500.50).
    pub(crate) async fn change<B: Serialize>(
        &self,
        method: Method,
        path: &str,
        body: Option<&B>,
    ) -> Result<(), Error> {
        let body = body.map(decode::write).transpose()?;
        match self.call(method, path, &[], body).await {
            Ok(_) => Ok(()),
            Err(Error::Rejected { code, .. }) if code == "500.50" => Ok(()),
            Err(error) => Err(error),
        }
    }

    async fn call(
        &self,
        method: Method,
        path: &str,
        query: &[(&str, String)],
        body: Option<Vec<u8>>,
    ) -> Result<Reply, Error> {
        let request = self.request(method, path, query, body, &self.date());
        match self.caller.call(&request).await {
            Ok(reply) => self.verify(&request, reply),
            Err(failure) => Err(self.failed(&request, failure)),
        }
    }

    /// The same without a body, and without a look at the answer.
    pub(crate) async fn ask(
        &self,
        method: Method,
        path: &str,
        query: &[(&str, String)],
    ) -> (Request, Result<Reply, Failure>) {
        let request = self.request(method, path, query, None, &self.date());
        let sent = self.caller.call(&request).await;
        (request, sent)
    }

    /// Now, in whole seconds, as every client that is known to work sends them.
    fn date(&self) -> String {
        self.caller.clock().now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
    }

    /// The public key, for signatures only.
    pub(crate) fn key(&self) -> &str {
        self.access.key.expose_secret()
    }

    /// The secret, for signatures only.
    pub(crate) fn secret(&self) -> &SecretString {
        &self.access.secret
    }

    fn request(
        &self,
        method: Method,
        path: &str,
        query: &[(&str, String)],
        body: Option<Vec<u8>>,
        date: &str,
    ) -> Request {
        let mut url = self.access.root.clone();
        url.set_path(&format!("{BASE}{path}"));
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        let mut request = Request::new(method, url, self.budget(method, path));
        let key = self.access.key.expose_secret();
        let hash = {
            let target = request.target();
            let body = body.as_deref().unwrap_or_default();
            let message = Message { key, method: method.as_str(), target: &target, body, date };
            sign(message, &self.access.secret)
        };
        request.headers = vec![
            ("accept", "application/json".to_owned()),
            ("x-public", key.to_owned()),
            ("x-date", date.to_owned()),
            ("x-hash", hash),
        ];
        if body.is_some() {
            request.headers.push(("content-type", "application/json".to_owned()));
        }
        request.body = body;
        request.secrets.clone_from(&self.secrets);
        request
    }

    /// Limits count per method and resource. Of `/orders/1/orderrows/` the resource is taken to be
    /// `orderrows`, under which CCV documents it.
    fn budget(&self, method: Method, path: &str) -> Budget {
        let is_name =
            |part: &&str| !part.is_empty() && !part.bytes().all(|byte| byte.is_ascii_digit());
        let resource = path.split('/').rfind(is_name).unwrap_or("root");
        let limit = if method == Method::Get { self.pace.reads } else { self.pace.writes };
        Budget {
            name: format!("ccvshop/{}/{method}/{resource}", self.access.host()),
            limit,
            window: self.pace.window,
        }
    }

    /// A signed reply must be signed right. CCV signs every 2xx; one without a signature is let
    /// through, because a proxy may have taken it off.
    fn verify(&self, request: &Request, reply: Reply) -> Result<Reply, Error> {
        let Some(hash) = reply.header("x-hash") else { return Ok(reply) };
        let target = request.target();
        let message = Message {
            key: self.access.key.expose_secret(),
            method: request.method.as_str(),
            target: &target,
            body: &reply.body,
            date: reply.header("x-date").unwrap_or_default(),
        };
        if is_signed(message, &self.access.secret, hash) {
            return Ok(reply);
        }
        let detail = format!("the signature of the answer to {request:?} is not the shop's");
        Err(Error::BadReply { kind: BadReply::WrongSignature, detail })
    }

    pub(crate) fn failed(&self, request: &Request, failure: Failure) -> Error {
        Error::from_failure(request, failure, self.caller.clock().now())
    }
}
