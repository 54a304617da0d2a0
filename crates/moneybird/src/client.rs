//! The client: makes the requests, sends them, reads the answers.

use std::fmt;
use std::time::Duration;

use remote::{Budget, Caller, Method, Reply, Request};
use secrecy::ExposeSecret;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{Access, AdministrationId, Books, Error, Pace, decode};

/// Asks Moneybird. Cheap to clone.
#[derive(Clone)]
pub struct Client {
    caller: Caller,
    access: Access,
    pace: Pace,
}

impl Client {
    /// A client that sends through `caller`, whose gate keeps the pace.
    pub fn new(caller: Caller, access: Access, pace: Pace) -> Self {
        Self { caller, access, pace }
    }

    /// The books of one administration. Nothing is sent yet.
    pub fn administration(&self, id: AdministrationId) -> Books {
        Books::new(self.clone(), id)
    }

    /// A request that reads. `path` comes after the API's own, in characters that need no escape.
    pub(crate) fn get(&self, path: &str, query: &[(&str, &str)]) -> Request {
        self.request(Method::Get, path, query, self.pace.budget())
    }

    /// A request for a report, which draws on an allowance of its own. It is not documented that it does
    /// not count among all requests as well, so it does (moneybird-api.md §4).
    pub(crate) fn report(&self, path: &str, query: &[(&str, &str)]) -> Request {
        let budget = Budget {
            name: self.pace.reports_name(),
            limit: self.pace.reports_per_window,
            window: self.pace.window,
        };
        let within = Some(self.pace.budget());
        Request { within, ..self.request(Method::Get, path, query, budget) }
    }

    /// A request with a body; `fresh_until` is on the caller's monotonic clock.
    pub(crate) fn post<B: Serialize>(
        &self,
        path: &str,
        body: &B,
        fresh_until: Option<Duration>,
    ) -> Result<Request, Error> {
        let body = serde_json::to_vec(body)
            .map_err(|error| Error::Unwritten { reason: error.to_string() })?;
        let mut request = self.get(path, &[]);
        request.method = Method::Post;
        request.headers.push(("content-type", "application/json".to_owned()));
        request.body = Some(body);
        request.fresh_until = fresh_until;
        Ok(request)
    }

    fn request(
        &self,
        method: Method,
        path: &str,
        query: &[(&str, &str)],
        budget: Budget,
    ) -> Request {
        let mut url = self.access.api_url.clone();
        url.set_path(&format!("{}{path}", url.path().trim_end_matches('/')));
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        let token = &self.access.token;
        let mut request = Request::new(method, url, budget);
        request.headers = vec![
            ("accept", "application/json".to_owned()),
            ("authorization", format!("Bearer {}", token.expose_secret())),
        ];
        request.secrets = vec![token.clone()];
        request
    }

    /// Sends a request and hands back an answer of success.
    pub(crate) async fn send(&self, request: &Request) -> Result<Reply, Error> {
        self.caller
            .call(request)
            .await
            .map_err(|failure| Error::from_failure(failure, &request.secrets))
    }

    /// Sends a request that reads one thing.
    pub(crate) async fn read<T: DeserializeOwned>(&self, request: &Request) -> Result<T, Error> {
        decode::one(&self.send(request).await?, &request.secrets)
    }

    /// Sends a request that reads a list.
    pub(crate) async fn list<T: DeserializeOwned>(
        &self,
        request: &Request,
    ) -> Result<Vec<T>, Error> {
        decode::list(&self.send(request).await?, &request.secrets)
    }

    /// Sends a request that makes something and answers with it.
    pub(crate) async fn create<T: DeserializeOwned>(&self, request: &Request) -> Result<T, Error> {
        let reply = self.send(request).await?;
        decode::one(&reply, &request.secrets).map_err(|error| error.in_doubt(reply.status))
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("access", &self.access)
            .field("pace", &self.pace)
            .finish_non_exhaustive()
    }
}
