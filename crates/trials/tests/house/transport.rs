//! Carries requests to the sandboxes without a socket, and remembers what was said.

use std::sync::Mutex;

use axum::Router;
use axum::body::Body;
use remote::{Boxed, Reply, Request, SendError, Transport};
use tower::ServiceExt;

/// One request to the books and its answer.
#[derive(Debug, Clone)]
pub(crate) struct Exchange {
    pub(crate) method: String,
    pub(crate) target: String,
    pub(crate) body: Option<Vec<u8>>,
    pub(crate) status: u16,
    pub(crate) answer: Vec<u8>,
}

pub(crate) struct InProcess {
    shop: Router,
    books: Router,
    said: Mutex<Vec<Exchange>>,
}

impl InProcess {
    pub(crate) fn new(shop: Router, books: Router) -> Self {
        Self { shop, books, said: Mutex::default() }
    }

    /// All that was said to and by the books.
    pub(crate) fn said(&self) -> Vec<Exchange> {
        self.said.lock().unwrap().clone()
    }

    async fn carry(&self, request: &Request) -> Reply {
        let is_shop = request.url.path().starts_with("/api/rest/");
        let router = if is_shop { &self.shop } else { &self.books };
        let mut builder = axum::http::Request::builder()
            .method(request.method.as_str())
            .uri(request.target())
            .header("host", request.url.host_str().unwrap());
        for (name, value) in &request.headers {
            builder = builder.header(*name, value);
        }
        let body = Body::from(request.body.clone().unwrap_or_default());
        let response = router.clone().oneshot(builder.body(body).unwrap()).await.unwrap();
        let status = response.status().as_u16();
        let text = |value: &axum::http::HeaderValue| value.to_str().unwrap().to_owned();
        let headers = response
            .headers()
            .iter()
            .map(|(name, value)| (name.as_str().to_owned(), text(value)))
            .collect();
        let body = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap().to_vec();
        if !is_shop {
            self.said.lock().unwrap().push(Exchange {
                method: request.method.to_string(),
                target: request.target(),
                body: request.body.clone(),
                status,
                answer: body.clone(),
            });
        }
        Reply { status, headers, body }
    }
}

impl Transport for InProcess {
    fn send<'a>(&'a self, request: &'a Request) -> Boxed<'a, Result<Reply, SendError>> {
        Box::pin(async move { Ok(self.carry(request).await) })
    }
}
