//! Carries requests to the sandboxes without a socket, and remembers what was said.

use std::sync::Mutex;

use axum::Router;
use remote::{Boxed, Reply, Request, SendError, Transport};

use crate::ask::ask;

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
    /// Part of a path at which no answer ever comes.
    silent: Mutex<Option<String>>,
}

impl InProcess {
    pub(crate) fn new(shop: Router, books: Router) -> Self {
        Self { shop, books, said: Mutex::default(), silent: Mutex::default() }
    }

    /// From now on no request to such a path is answered.
    pub(crate) fn silence(&self, path: &str) {
        *self.silent.lock().unwrap() = Some(path.to_owned());
    }

    /// All that was said to and by the books.
    pub(crate) fn said(&self) -> Vec<Exchange> {
        self.said.lock().unwrap().clone()
    }

    async fn carry(&self, request: &Request) -> Reply {
        let silent = self.silent.lock().unwrap().clone();
        if silent.is_some_and(|path| request.url.path().contains(&path)) {
            return std::future::pending().await;
        }
        let is_shop = request.url.path().starts_with("/api/rest/");
        let router = if is_shop { &self.shop } else { &self.books };
        let reply = ask(router, request).await;
        if !is_shop {
            self.said.lock().unwrap().push(Exchange {
                method: request.method.to_string(),
                target: request.target(),
                body: request.body.clone(),
                status: reply.status,
                answer: reply.body.clone(),
            });
        }
        reply
    }
}

impl Transport for InProcess {
    fn send<'a>(&'a self, request: &'a Request) -> Boxed<'a, Result<Reply, SendError>> {
        Box::pin(async move { Ok(self.carry(request).await) })
    }
}
