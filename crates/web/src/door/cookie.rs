//! The two cookies that we set.

use axum::http::HeaderMap;
use axum::http::header::COOKIE;

use crate::app::App;

/// Who is in.
pub(super) const SESSION: &str = "sluitend";

/// The language of somebody who is not in yet.
pub(super) const LANGUAGE: &str = "taal";

/// The value of a cookie that the browser sent.
pub(super) fn value(headers: &HeaderMap, name: &str, app: &App) -> Option<String> {
    let name = full_name(name, app);
    let all = headers.get_all(COOKIE).iter().filter_map(|line| line.to_str().ok());
    let each = all.flat_map(|line| line.split(';'));
    let named = each.filter_map(|part| part.trim().split_once('='));
    named.into_iter().find(|(own, _)| *own == name).map(|(_, value)| value.to_owned())
}

/// The header that sets a cookie for so many seconds; none of them removes it. Under https its name
/// keeps it to this host and to https (RFC 6265bis §4.1.3.2).
pub(super) fn set(name: &str, value: &str, seconds: u64, app: &App) -> String {
    let secure = if app.is_https() { "; Secure" } else { "" };
    let name = full_name(name, app);
    format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}")
}

fn full_name(name: &str, app: &App) -> String {
    if app.is_https() { format!("__Host-{name}") } else { name.to_owned() }
}
