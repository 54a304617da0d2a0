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
    let hash = hex::encode(Sha256::digest(text.as_bytes()));
    format!("/assets/{}.{ending}", hash.get(..16).unwrap_or_default())
}

/// The style sheet.
pub(crate) async fn style() -> Response {
    kept("text/css; charset=utf-8", STYLE_TEXT)
}

/// The script.
pub(crate) async fn script() -> Response {
    kept("text/javascript; charset=utf-8", SCRIPT_TEXT)
}

fn kept(kind: &'static str, text: &'static str) -> Response {
    let forever = "public, max-age=31536000, immutable";
    ([(CONTENT_TYPE, kind), (CACHE_CONTROL, forever)], text).into_response()
}
