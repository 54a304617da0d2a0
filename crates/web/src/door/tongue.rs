//! Which language somebody reads.

use std::convert::Infallible;

use axum::Form;
use axum::extract::{FromRequestParts, State};
use axum::http::HeaderMap;
use axum::http::header::{ACCEPT_LANGUAGE, SET_COOKIE};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use bookkeeping::Language;
use serde::Deserialize;

use super::cookie;
use super::seat::account;
use crate::app::App;

/// A year, in seconds.
const YEAR: u64 = 365 * 24 * 3_600;

/// The language of a visitor.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tongue {
    pub(crate) language: Language,
}

impl Tongue {
    /// What they chose, else what their browser asks for, else Dutch.
    pub(super) fn of(headers: &HeaderMap, app: &App) -> Self {
        let chosen = cookie::value(headers, cookie::LANGUAGE, app);
        let asked = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        let language = chosen.as_deref().and_then(read).or_else(|| asked.and_then(first));
        Self { language: language.unwrap_or(Language::Nl) }
    }
}

impl FromRequestParts<App> for Tongue {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.headers, app))
    }
}

/// The first of the languages that a browser asks for which we have.
fn first(asked: &str) -> Option<Language> {
    asked.split(',').find_map(|part| read(part.split([';', '-']).next().unwrap_or_default().trim()))
}

fn read(code: &str) -> Option<Language> {
    match code {
        "nl" => Some(Language::Nl),
        "en" => Some(Language::En),
        _ => None,
    }
}

/// `POST /language`
#[derive(Debug, Deserialize)]
pub(crate) struct Wanted {
    to: String,
    here: String,
}

/// Changes the language, and leads back.
pub(crate) async fn switch(
    State(app): State<App>,
    headers: HeaderMap,
    Form(wanted): Form<Wanted>,
) -> Response {
    let Some(language) = read(&wanted.to) else { return Redirect::to("/").into_response() };
    if let Ok(Some((account, _))) = account(&headers, &app).await
        && let Err(error) = app.store().set_language(&account.id, language.into()).await
    {
        tracing::warn!(%error, "could not keep the language of an account");
    }
    let cookie = cookie::set(cookie::LANGUAGE, &wanted.to, YEAR, &app);
    ([(SET_COOKIE, cookie)], Redirect::to(inside(&wanted.here))).into_response()
}

/// A place within this site, whatever was asked for.
fn inside(here: &str) -> &str {
    let is_inside = here.starts_with('/')
        && !here.starts_with("//")
        && here.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if is_inside { here } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_led_elsewhere() {
        for (here, to) in [
            ("/c/1/orders?state=refused", "/c/1/orders?state=refused"),
            ("//evil.example", "/"),
            ("/\\evil.example", "/"),
            ("https://evil.example", "/"),
            ("/a\r\nSet-Cookie: x=1", "/"),
            ("", "/"),
        ] {
            assert_eq!(inside(here), to);
        }
    }

    #[test]
    fn the_first_language_that_we_have_is_taken() {
        for (asked, language) in [
            ("nl-NL,nl;q=0.9,en;q=0.8", Some(Language::Nl)),
            ("de-DE,en;q=0.8,nl;q=0.7", Some(Language::En)),
            ("fr", None),
            ("", None),
        ] {
            assert_eq!(first(asked), language, "{asked}");
        }
    }
}
