//! The pages of the manual.

use askama::Template;
use axum::response::Response;
use bookkeeping::Language;
use serde::Deserialize;

use super::chapter::Chapter;
use super::contents::{CHAPTERS, Reader, Source, find};
use super::search::{Found, LONGEST, search, words};
use super::{address, other_language, root};
use crate::app::App;
use crate::door::Seat;
use crate::look::{Frame, Tab};
use crate::problem::{Problem, shown};
use crate::texts::texts;

/// Fewer headings than this are seen without a list of them.
const FEW: usize = 3;

/// What the address asks.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    q: Option<String>,
}

#[derive(Template)]
#[template(path = "manual.html")]
struct Contents {
    frame: Frame,
    asked: String,
    longest: usize,
    /// What was found, if something was asked.
    found: Option<Found>,
    more: String,
    groups: [(&'static str, Vec<Entry>); 2],
}

/// A chapter in the page of contents, or beside another one.
struct Entry {
    title: &'static str,
    sentence: &'static str,
    address: String,
}

#[derive(Template)]
#[template(path = "chapter.html")]
struct Page {
    frame: Frame,
    longest: usize,
    chapter: &'static Chapter,
    has_list: bool,
    /// Whether what is known of who helps belongs on it.
    is_support: bool,
    before: Option<Entry>,
    next: Option<Entry>,
}

impl Entry {
    fn of(source: &'static Source, language: Language) -> Self {
        let chapter = source.chapter(language);
        Self {
            title: &chapter.title,
            sentence: chapter.sentence(),
            address: address::chapter(language, source.slug, None),
        }
    }
}

/// `GET /handleiding` and `GET /manual`: what there is, and what is found of it.
pub(super) fn contents(
    app: &App,
    seat: Option<&Seat>,
    asked: &Asked,
    language: Language,
) -> Response {
    let t = &texts(language).manual;
    let asked: String = asked.q.as_deref().unwrap_or_default().chars().take(LONGEST).collect();
    let words = words(&asked);
    let found = (!asked.trim().is_empty()).then(|| search(&words, language));
    let of = |reader| {
        let own = CHAPTERS.iter().filter(move |own| own.reader == reader);
        own.map(|own| Entry::of(own, language)).collect()
    };
    let page = Contents {
        frame: frame(app, seat, t.title, root(other_language(language)), language),
        longest: LONGEST,
        more: found.as_ref().map(|own| (t.more)(own.more)).unwrap_or_default(),
        found,
        asked,
        groups: [(t.for_shopkeepers, of(Reader::Shopkeeper)), (t.for_hosts, of(Reader::Host))],
    };
    shown(&page, language)
}

/// `GET /handleiding/{slug}` and `GET /manual/{slug}`
pub(super) fn chapter(
    app: &App,
    seat: Option<&Seat>,
    slug: &str,
    language: Language,
) -> Result<Response, Problem> {
    let (place, source) = find(slug).ok_or(Problem::Missing)?;
    let chapter = source.chapter(language);
    let other = address::chapter(other_language(language), slug, None);
    let beside = |place: Option<usize>| Some(Entry::of(CHAPTERS.get(place?)?, language));
    let page = Page {
        frame: frame(app, seat, &chapter.title, &other, language),
        longest: LONGEST,
        has_list: chapter.headings().count() >= FEW,
        is_support: slug == "support",
        before: beside(place.checked_sub(1)),
        next: beside(place.checked_add(1)),
        chapter,
    };
    Ok(shown(&page, language))
}

/// The frame, in the language of the address: who changes the language goes to the other address.
fn frame(app: &App, seat: Option<&Seat>, title: &str, other: &str, language: Language) -> Frame {
    let bare = Frame::bare(app, language, title, other);
    Frame { account: seat.map(|own| own.account.name.clone()), ..bare }
}
