//! From CCV Shop's App Store to a connection (ccvshop-api.md §8): the shop hands its keys over, its
//! merchant comes, Moneybird gives leave.

mod back;
mod calls;
mod leave;
mod setup;
mod unconnected;

pub(crate) use leave::consent;

use axum::Router;
use axum::routing::{get, post};

use crate::app::App;

pub(crate) use back::{Shut, shut, way_back};
pub(crate) use setup::try_to_complete;
pub(crate) use unconnected::{Ended, Unconnected};

/// What CCV Shop calls by itself, without a browser: each call carries its own proof.
pub(crate) fn calls() -> Router<App> {
    Router::new()
        .route("/app/handshake", post(calls::handshake))
        .route("/app/uninstall", post(calls::uninstall))
}

/// What a browser comes to.
pub(crate) fn pages() -> Router<App> {
    Router::new()
        .route("/app/install", get(setup::arrive))
        .route("/setup/{install}", get(setup::page))
        .route("/setup/{install}/token", post(setup::by_token))
        .route("/setup/{install}/moneybird", post(leave::ask))
        .route("/moneybird/return", get(leave::given))
}
