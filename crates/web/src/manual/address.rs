//! Where the manual is.

use bookkeeping::Language;

/// The page of contents of a language.
pub(crate) fn root(language: Language) -> &'static str {
    match language {
        Language::Nl => "/handleiding",
        Language::En => "/manual",
    }
}

/// A chapter, or a place in it.
pub(super) fn chapter(language: Language, slug: &str, anchor: Option<&str>) -> String {
    let anchor = anchor.map(|anchor| format!("#{anchor}")).unwrap_or_default();
    format!("{}/{slug}{anchor}", root(language))
}

/// The other language of two.
pub(super) fn other_language(language: Language) -> Language {
    match language {
        Language::Nl => Language::En,
        Language::En => Language::Nl,
    }
}
