//! Everything that is served.

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};

use crate::app::App;
use crate::look::{SCRIPT, STYLE, script, style};
use crate::problem::Problem;
use crate::{door, health, hook, install, pages};

/// Everything that is served.
pub fn router(app: App) -> Router {
    let guarded = Router::new()
        .merge(pages::router())
        .merge(install::pages())
        .route("/in", get(door::closed))
        .route("/in/{token}", get(door::look_at).post(door::open))
        .route("/out", post(door::leave))
        .route("/language", post(door::switch))
        .route(STYLE.as_str(), get(style))
        .route(SCRIPT.as_str(), get(script))
        .fallback(|| async { Problem::Missing })
        .layer(from_fn_with_state(app.clone(), door::guard));
    let open = Router::new()
        .route("/healthz", get(health::health))
        .merge(install::calls())
        .merge(hook::calls());
    open.merge(guarded).with_state(app)
}
