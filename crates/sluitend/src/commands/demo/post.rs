//! Brings what the App Store, the shop and Moneybird have to say: the sandboxes have no client.

use std::time::Duration;

use remote::{Budget, Clock, Http, Method, Request, Transport};
use sandbox::books::Books;
use sandbox::shop::{Answered, Courier, Notice};
use sync::{Code, Fault};

use crate::driver::{Rested, rest_until};
use crate::stop::Stop;

/// How often Moneybird's post is collected.
const EVERY: Duration = Duration::from_secs(1);

/// Sends it over real HTTP.
pub(super) struct Post {
    http: Http,
}

impl Post {
    /// Nothing sent yet.
    ///
    /// # Errors
    /// If there can be no client.
    pub(super) fn new() -> Result<Self, Fault> {
        let http = Http::new();
        let http = http.map_err(|error| Fault::new(Code::Unreachable, error.to_string(), ""))?;
        Ok(Self { http })
    }

    /// Brings what Moneybird has to say, until somebody stops the program.
    pub(super) async fn rounds(&self, books: &Books, clock: &dyn Clock, stop: &Stop) {
        loop {
            for notice in books.take_notices() {
                let headers = vec![
                    ("moneybird-signature", notice.signature.clone()),
                    ("idempotency-key", notice.idempotency_key.clone()),
                ];
                let status = self.send(&notice.address, headers, notice.body.clone()).await;
                books.answered(&notice, status, "");
            }
            let now = clock.now();
            let soon = now.saturating_add(EVERY).unwrap_or(now);
            if rest_until(clock, soon, stop).await == Rested::Stopped {
                return;
            }
        }
    }

    async fn send(
        &self,
        address: &str,
        headers: Vec<(&'static str, String)>,
        body: String,
    ) -> Option<u16> {
        let url = url::Url::parse(address).ok()?;
        let budget = Budget { name: "post".to_owned(), limit: u32::MAX, window: EVERY };
        let mut request = Request::new(Method::Post, url, budget);
        request.headers = headers;
        request.headers.push(("content-type", "application/json".to_owned()));
        request.body = Some(body.into_bytes());
        self.http.send(&request).await.ok().map(|reply| reply.status)
    }
}

impl Courier for Post {
    fn deliver(&self, notice: Notice) -> Answered<'_> {
        Box::pin(async move {
            let headers = vec![("x-hash", notice.hash)];
            self.send(&notice.address, headers, notice.body).await
        })
    }
}
