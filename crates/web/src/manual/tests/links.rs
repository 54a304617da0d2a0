//! No link of the manual is dead.

use bookkeeping::Language;
use pulldown_cmark::{Event, Tag};

use super::super::chapter::{Chapter, parser};
use super::super::contents::{CHAPTERS, find};
use super::super::links::{Link, link, to};
use super::{BOTH, root, written};

/// What is wrong with a link in a chapter, if anything is.
fn wrong(to_: &str, own: &Chapter, language: Language) -> Option<&'static str> {
    match link(to_, language) {
        // A file of the repository: on a page only its words are shown.
        Link::Dead => {
            let file = to_.strip_prefix("../../").map(|own| root().join("docs").join(own));
            let is_there = file.is_some_and(|own| own.is_file());
            (!is_there).then_some("leads to nothing that there is")
        }
        Link::Outside(_) => None,
        Link::Inside(_) => {
            let (chapter, anchor) = if let Some(anchor) = to_.strip_prefix('#') {
                (own, Some(anchor))
            } else {
                let (slug, anchor) = to(to_)?;
                (find(slug)?.1.chapter(language), anchor)
            };
            let is_there = anchor.is_none_or(|anchor| chapter.places.contains(anchor));
            (!is_there).then_some("leads to a place that is not there")
        }
    }
}

#[test]
fn no_link_of_a_chapter_is_dead() {
    let mut dead = Vec::new();
    for own in &CHAPTERS {
        for language in BOTH {
            let chapter = own.chapter(language);
            for event in parser(written(own.slug, language)) {
                let Event::Start(Tag::Link { dest_url, .. }) = event else { continue };
                if let Some(why) = wrong(&dest_url, chapter, language) {
                    dead.push(format!("{} in {language:?}: {dest_url} {why}", own.slug));
                }
            }
        }
    }
    assert!(dead.is_empty(), "{}", dead.join("\n"));
}

#[test]
fn dead_links_are_found() {
    let text = "# Title\n\nFirst.\n\n<a id=\"code\"></a>\n\n## The heading\n";
    let own = Chapter::read(text, Language::En);
    for (to, is_wrong) in [
        ("#code", false),
        ("#the-heading", false),
        ("#other", true),
        ("start.md", false),
        ("start.md#nowhere-at-all", true),
        ("nowhere.md", true),
        ("../../README.md", true),
        ("../../examples/README.md", false),
        ("needs-you.md#currency", false),
        ("https://www.moneybird.nl/", false),
    ] {
        assert_eq!(wrong(to, &own, Language::En).is_some(), is_wrong, "{to}");
    }
}
