//! What every chapter is made of.

use std::collections::{BTreeMap, BTreeSet};

use pulldown_cmark::{Event, Tag, TagEnd};

use super::super::chapter::{anchor, parser};
use super::super::contents::CHAPTERS;
use super::super::pictures::PICTURES;
use super::{BOTH, root, written};

/// The files of a folder with this ending, without it.
fn files(folder: &str, ending: &str) -> BTreeSet<String> {
    let all = std::fs::read_dir(root().join(folder)).unwrap();
    let names = all.map(|own| own.unwrap().file_name().into_string().unwrap());
    names.filter_map(|own| own.strip_suffix(ending).map(str::to_owned)).collect()
}

/// Each anchor of a chapter, and how often it is there.
fn anchors(text: &str) -> BTreeMap<&str, usize> {
    let mut all = BTreeMap::new();
    for name in text.lines().filter_map(anchor) {
        *all.entry(name).or_default() += 1;
    }
    all
}

#[test]
fn every_file_is_a_chapter_and_every_chapter_is_in_both_languages() {
    let named: BTreeSet<String> = CHAPTERS.iter().map(|own| own.slug.to_owned()).collect();
    assert_eq!(named.len(), CHAPTERS.len());
    for language in ["nl", "en"] {
        assert_eq!(files(&format!("docs/manual/{language}"), ".md"), named, "{language}");
    }
}

#[test]
fn a_chapter_has_a_title_and_a_paragraph_that_says_what_it_is_for() {
    for own in &CHAPTERS {
        for language in BOTH {
            let (text, chapter) = (written(own.slug, language), own.chapter(language));
            let at = format!("{} in {language:?}", own.slug);
            assert!(text.starts_with(&format!("# {}", chapter.title)), "{at}: {}", chapter.title);
            assert!(!chapter.title.is_empty() && !chapter.lead.is_empty(), "{at}");
            let first = chapter.html.trim_start();
            assert!(first.starts_with("<p>") && !first.starts_with("<p><img"), "{at}: {first:.80}");
            let titles = parser(text).filter(|event| {
                matches!(event, Event::End(TagEnd::Heading(pulldown_cmark::HeadingLevel::H1)))
            });
            assert_eq!(titles.count(), 1, "{at}: one title");
        }
    }
}

#[test]
fn anchors_are_the_same_in_both_languages_and_each_belongs_to_a_heading() {
    for own in &CHAPTERS {
        let [nl, en] = own.texts.map(anchors);
        assert_eq!(nl.keys().collect::<Vec<_>>(), en.keys().collect::<Vec<_>>(), "{}", own.slug);
        for (language, all) in BOTH.into_iter().zip([nl, en]) {
            let chapter = own.chapter(language);
            for (name, times) in all {
                assert_eq!(times, 1, "{name} in {} in {language:?}", own.slug);
                assert!(chapter.places.contains(name), "{name} in {} has no heading", own.slug);
            }
        }
    }
}

#[test]
fn there_is_no_html_but_anchors() {
    for own in &CHAPTERS {
        for text in own.texts {
            for event in parser(text) {
                let (Event::Html(html) | Event::InlineHtml(html)) = event else { continue };
                let is_anchor = anchor(&html).is_some() || html.as_ref() == "</a>";
                assert!(is_anchor, "{html} in {}", own.slug);
            }
        }
    }
}

#[test]
fn each_place_of_a_chapter_is_there_once() {
    for own in &CHAPTERS {
        for language in BOTH {
            let html = &own.chapter(language).html;
            let all: Vec<&str> = html.split(" id=\"").skip(1).collect();
            let all: Vec<&str> = all.iter().map(|own| own.split('"').next().unwrap()).collect();
            let once: BTreeSet<&str> = all.iter().copied().collect();
            assert_eq!(all.len(), once.len(), "{} in {language:?}", own.slug);
            assert!(!once.contains("content"));
        }
    }
}

#[test]
fn every_picture_that_is_served_is_shown_and_says_what_is_seen() {
    let mut shown = BTreeSet::new();
    for own in &CHAPTERS {
        for language in BOTH {
            let text = written(own.slug, language);
            for event in parser(text) {
                let Event::Start(Tag::Image { dest_url, .. }) = event else { continue };
                let name = dest_url.strip_prefix("../../pictures/");
                let name = name.and_then(|own| own.strip_suffix(".png"));
                let name = name.unwrap_or_else(|| panic!("{dest_url} in {}", own.slug)).to_owned();
                assert!(PICTURES.iter().any(|own| own.name == name), "{name} is not served");
                shown.insert(name);
            }
            let html = &own.chapter(language).html;
            assert!(!html.contains("alt=\"\""), "{} in {language:?}", own.slug);
        }
    }
    let served: BTreeSet<String> = PICTURES.iter().map(|own| own.name.to_owned()).collect();
    assert_eq!(served, shown);
}
