//! The style sheet and the script. They are part of the program, and their addresses change with
//! what is in them, so a browser may keep them for ever.

use std::sync::LazyLock;

use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

const STYLE_TEXT: &str = include_str!("../../assets/style.css");
const SCRIPT_TEXT: &str = include_str!("../../assets/script.js");

/// Address of the style sheet.
pub(crate) static STYLE: LazyLock<String> = LazyLock::new(|| address(STYLE_TEXT, "css"));

/// Address of the script.
pub(crate) static SCRIPT: LazyLock<String> = LazyLock::new(|| address(SCRIPT_TEXT, "js"));

fn address(text: &str, ending: &str) -> String {
    format!("/assets/{}.{ending}", print_of(text.as_bytes()))
}

/// What changes in an address with what is there.
pub(crate) fn print_of(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes).get(..8).unwrap_or_default())
}

/// The style sheet.
pub(crate) async fn style() -> Response {
    kept_forever("text/css; charset=utf-8", STYLE_TEXT.as_bytes())
}

/// The script.
pub(crate) async fn script() -> Response {
    kept_forever("text/javascript; charset=utf-8", SCRIPT_TEXT.as_bytes())
}

/// What a browser may keep for ever: its address changes when it does.
pub(crate) fn kept_forever(kind: &'static str, bytes: &'static [u8]) -> Response {
    let forever = "public, max-age=31536000, immutable";
    ([(CONTENT_TYPE, kind), (CACHE_CONTROL, forever)], bytes).into_response()
}
