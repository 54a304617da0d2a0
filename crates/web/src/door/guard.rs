//! Before every request, and after every answer.

use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HOST, ORIGIN, REFERRER_POLICY,
    STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::Tongue;
use crate::app::App;
use crate::problem::Problem;

/// Nothing from elsewhere is shown, run or framed.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; \
                      connect-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

/// The policy. One form ends at Moneybird's consent page, and browsers look where a form ends.
fn policy(app: &App) -> HeaderValue {
    let consent = app.service.options().oauth.as_ref().map(|own| own.consent("", ""));
    let own = consent.map(|url| format!("{POLICY} {}", url.origin().ascii_serialization()));
    let own = own.and_then(|text| HeaderValue::from_str(&text).ok());
    own.unwrap_or_else(|| HeaderValue::from_static(POLICY))
}

/// Refuses what another site makes a browser send, and says in every answer what a browser may do.
pub(crate) async fn guard(State(app): State<App>, request: Request, next: Next) -> Response {
    let tongue = Tongue::of(request.headers(), &app);
    let mut response = if is_from_here(request.method().is_safe(), request.headers()) {
        next.run(request).await
    } else {
        Problem::Forbidden.into_response()
    };
    if let Some(problem) = response.extensions_mut().remove::<Problem>() {
        response = problem.page(&app, tongue.language);
    }
    let headers = response.headers_mut();
    for (name, value) in [
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (X_FRAME_OPTIONS, "DENY"),
        (REFERRER_POLICY, "same-origin"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.insert(CONTENT_SECURITY_POLICY, policy(&app));
    if app.is_https() {
        let year = HeaderValue::from_static("max-age=31536000; includeSubDomains");
        headers.insert(STRICT_TRANSPORT_SECURITY, year);
    }
    if !headers.contains_key(CACHE_CONTROL) {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}

/// Whether a request that changes something comes from our own pages, or from no page at all. A browser
/// says so in `Sec-Fetch-Site`, an old one in `Origin`; what says neither is no browser, and has no
/// cookie that somebody else could misuse.
fn is_from_here(is_safe: bool, headers: &HeaderMap) -> bool {
    let text =
        |value: Option<&HeaderValue>| value.and_then(|own| own.to_str().ok()).map(str::to_owned);
    if is_safe {
        return true;
    }
    if let Some(site) = text(headers.get("sec-fetch-site")) {
        return site == "same-origin" || site == "none";
    }
    match text(headers.get(ORIGIN)) {
        None => true,
        Some(origin) => {
            let host = text(headers.get(HOST)).unwrap_or_default();
            origin.split_once("://").is_some_and(|(_, own)| !host.is_empty() && own == host)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_another_site_sends_changes_nothing() {
        for (safe, site, origin, expected) in [
            (true, Some("cross-site"), None, true),
            (false, Some("same-origin"), Some("https://x.example"), true),
            (false, Some("none"), None, true),
            (false, Some("cross-site"), None, false),
            (false, Some("same-site"), None, false),
            (false, None, Some("https://sluitend.example"), true),
            (false, None, Some("https://evil.example"), false),
            (false, None, Some("null"), false),
            (false, None, None, true),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(HOST, HeaderValue::from_static("sluitend.example"));
            if let Some(site) = site {
                headers.insert("sec-fetch-site", HeaderValue::from_static(site));
            }
            if let Some(origin) = origin {
                headers.insert(ORIGIN, HeaderValue::from_static(origin));
            }
            assert_eq!(is_from_here(safe, &headers), expected, "{safe} {site:?} {origin:?}");
        }
    }
}
