//! The pages of a connection.

mod adopt;
mod beside;
mod close;
mod connections;
mod correct;
mod decide;
mod erase;
mod listing;
mod log;
pub(crate) mod moneybird;
mod order;
mod orders;
mod overview;
mod people;
mod plan;
mod settings;
mod verdict;

use axum::Router;
use axum::routing::{get, post};

use crate::app::App;

pub(crate) use adopt::Adoptions;
pub(crate) use settings::Samples;
pub(crate) use verdict::capital;

/// Every page that needs somebody to be in.
pub(crate) fn router() -> Router<App> {
    Router::new()
        .route("/", get(connections::page))
        .route("/c/{connection}", get(overview::page))
        .route("/c/{connection}/look", post(overview::look_now))
        .route("/c/{connection}/orders", get(orders::page).post(decide::chosen))
        .route("/c/{connection}/orders/{order}", get(order::page))
        .route("/c/{connection}/orders/{order}/retry", post(decide::retry))
        .route("/c/{connection}/orders/{order}/ignore", post(decide::ignore))
        .route("/c/{connection}/orders/{order}/take-back", post(decide::take_back))
        .route("/c/{connection}/orders/{order}/erase", post(erase::forget))
        .route("/c/{connection}/orders/{order}/correct", post(correct::agree))
        .route("/c/{connection}/orders/{order}/look-through", post(beside::look_through))
        .route("/c/{connection}/settings", get(settings::page).post(settings::take))
        .route("/c/{connection}/adopt", get(adopt::page).post(adopt::agree))
        .route("/c/{connection}/people", get(people::page).post(people::invite))
        .route("/c/{connection}/people/{account}/withdraw", post(people::withdraw))
        .route("/c/{connection}/people/{account}/password", post(people::take_password))
        .route("/c/{connection}/people/invitations/{invitation}/withdraw", post(people::take_back))
        .route("/c/{connection}/moneybird", get(moneybird::page).post(moneybird::ask))
        .route("/c/{connection}/token", post(moneybird::by_token))
        .route("/c/{connection}/plan", get(plan::page))
        .route("/c/{connection}/log", get(log::page))
        .route("/c/{connection}/close", get(close::page).post(close::ask))
        .route("/c/{connection}/close/{file}", get(close::download))
}
