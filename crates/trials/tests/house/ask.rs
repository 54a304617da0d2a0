//! Brings a request to a sandbox without a socket.

use axum::Router;
use axum::body::Body;
use remote::{Reply, Request};
use tower::ServiceExt;

/// Its answer.
pub(crate) async fn ask(router: &Router, request: &Request) -> Reply {
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
    let headers = response.headers().iter();
    let headers = headers.map(|(name, value)| (name.as_str().to_owned(), text(value))).collect();
    let body = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap().to_vec();
    Reply { status, headers, body }
}
