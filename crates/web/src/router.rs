//! Everything that is served.

use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

use crate::app::App;
use crate::look::{SCRIPT, STYLE, script, style};
use crate::problem::Problem;
use crate::{door, health, hook, install, manual, pages};

/// How long a call of the shop or of Moneybird may take, its body included.
const LONGEST_CALL: Duration = Duration::from_secs(10);

/// Everything that is served.
pub fn router(app: App) -> Router {
    let guarded = Router::new()
        .merge(pages::router())
        .merge(install::pages())
        .merge(manual::router())
        .route("/in", get(door::closed))
        .route("/in/{token}", get(door::look_at).post(door::open))
        .route("/invited/{token}", get(door::look).post(door::accept))
        .route("/out", get(door::leaving).post(door::leave))
        .route("/login", get(door::form).post(door::enter))
        .route("/account", get(door::choosing).post(door::choose))
        .route("/account/letters", post(door::choose_letters))
        .route("/account/confirm", post(door::send_again))
        .route("/confirm/{token}", get(door::confirming).post(door::confirm))
        .route(
            "/unsubscribe/{account}/{kind}/{proof}",
            get(door::unsubscribing).post(door::unsubscribe),
        )
        .route("/language", post(door::switch))
        .route(STYLE.as_str(), get(style))
        .route(SCRIPT.as_str(), get(script))
        .fallback(|| async { Problem::Missing })
        .layer(from_fn_with_state(app.clone(), door::guard));
    let calls = install::calls()
        .merge(hook::calls())
        .layer(from_fn(|request, next| in_time(LONGEST_CALL, request, next)));
    let open = Router::new().route("/healthz", get(health::health)).merge(calls);
    open.merge(guarded).with_state(app)
}

/// Hangs up on who drips.
async fn in_time(longest: Duration, request: Request, next: Next) -> Response {
    match tokio::time::timeout(longest, next.run(request)).await {
        Ok(response) => response,
        Err(_) => StatusCode::REQUEST_TIMEOUT.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use axum::body::{Body, Bytes};
    use tower::ServiceExt;

    use super::*;

    #[tokio::test]
    async fn who_drips_is_hung_up_on() {
        let drips = post(|_: Bytes| std::future::pending::<StatusCode>());
        let answers = post(|_: Bytes| async { StatusCode::OK });
        for (handler, expected) in [(drips, StatusCode::REQUEST_TIMEOUT), (answers, StatusCode::OK)]
        {
            let none = from_fn(|request, next| in_time(Duration::ZERO, request, next));
            let router = Router::new().route("/", handler).layer(none);
            let answer = router.oneshot(Request::post("/").body(Body::empty()).unwrap());
            assert_eq!(answer.await.unwrap().status(), expected);
        }
    }
}
