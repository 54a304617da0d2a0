//! What the chapters must have.

mod codes;
mod form;
mod links;

use std::path::PathBuf;

use bookkeeping::Language;

const BOTH: [Language; 2] = [Language::Nl, Language::En];

/// The chapter of this name, as it was written.
fn written(slug: &str, language: Language) -> &'static str {
    let [nl, en] = super::contents::find(slug).unwrap().1.texts;
    if language == Language::Nl { nl } else { en }
}

fn root() -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "..", ".."].iter().collect()
}
