//! The chapters, in the order in which they are read. They are part of the program.

use std::sync::OnceLock;

use bookkeeping::Language;

use super::chapter::Chapter;

/// Whom a chapter is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reader {
    /// Who has a shop, and who keeps its books.
    Shopkeeper,
    /// Who runs the program.
    Host,
}

/// A chapter in both languages. Each is read when somebody first asks for it, and kept.
pub(super) struct Source {
    pub(super) slug: &'static str,
    pub(super) reader: Reader,
    /// Dutch and English, as they were written.
    pub(super) texts: [&'static str; 2],
    read: [OnceLock<Chapter>; 2],
}

impl Source {
    const fn new(slug: &'static str, reader: Reader, texts: [&'static str; 2]) -> Self {
        Self { slug, reader, texts, read: [const { OnceLock::new() }; 2] }
    }

    /// The chapter in a language.
    pub(super) fn chapter(&self, language: Language) -> &Chapter {
        let ([dutch, english], [nl, en]) = (self.texts, &self.read);
        match language {
            Language::Nl => nl.get_or_init(|| Chapter::read(dutch, language)),
            Language::En => en.get_or_init(|| Chapter::read(english, language)),
        }
    }
}

macro_rules! chapters {
    ($($reader:ident $slug:literal)*) => {
        /// All of them.
        pub(super) static CHAPTERS: [Source; [$($slug),*].len()] = [$(
            Source::new($slug, Reader::$reader, [
                include_str!(concat!("../../../../docs/manual/nl/", $slug, ".md")),
                include_str!(concat!("../../../../docs/manual/en/", $slug, ".md")),
            ])
        ),*];
    };
}

chapters! {
    Shopkeeper "start"
    Shopkeeper "install"
    Shopkeeper "settings"
    Shopkeeper "history"
    Shopkeeper "booking"
    Shopkeeper "vat"
    Shopkeeper "statuses"
    Shopkeeper "payments"
    Shopkeeper "contacts"
    Shopkeeper "credits"
    Shopkeeper "changes"
    Shopkeeper "closing"
    Shopkeeper "needs-you"
    Shopkeeper "stands-still"
    Shopkeeper "people"
    Shopkeeper "mail"
    Shopkeeper "plan"
    Shopkeeper "privacy"
    Shopkeeper "faq"
    Shopkeeper "support"
    Host "running"
    Host "scaling"
    Host "backup"
    Host "upgrade"
    Host "monitoring"
    Host "billing"
}

/// The chapter of this name, and its place among them.
pub(super) fn find(slug: &str) -> Option<(usize, &'static Source)> {
    CHAPTERS.iter().enumerate().find(|(_, own)| own.slug == slug)
}
