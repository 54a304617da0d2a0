//! The manual: chapters in both languages, out of `docs/manual`, as pages that everybody may read.

mod address;
mod chapter;
mod contents;
mod folded;
mod links;
mod page;
mod paragraphs;
mod pictures;
mod search;
#[cfg(test)]
mod tests;
mod writer;

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::Redirect;
use axum::routing::get;
use bookkeeping::Language;

use crate::app::App;
use crate::door::Seat;

use address::other_language;
pub(crate) use address::root;
pub(crate) use paragraphs::{
    about_code, about_difference, about_fault, about_refusal, about_token, about_waiting,
    about_warning,
};

/// The addresses of the manual, in each language its own.
pub(crate) fn router() -> Router<App> {
    let mut all = Router::new().route("/manual/pictures/{name}", get(pictures::picture));
    for language in [Language::Nl, Language::En] {
        let root = root(language);
        let contents = move |State(app): State<App>, seat: Option<Seat>, Query(asked)| {
            std::future::ready(page::contents(&app, seat.as_ref(), &asked, language))
        };
        let chapter =
            move |State(app): State<App>, seat: Option<Seat>, Path(slug): Path<String>| {
                std::future::ready(page::chapter(&app, seat.as_ref(), &slug, language))
            };
        let there = move || std::future::ready(Redirect::permanent(root));
        all = all.route(root, get(contents)).route(&format!("{root}/"), get(there));
        all = all.route(&format!("{root}/{{slug}}"), get(chapter));
    }
    all
}
