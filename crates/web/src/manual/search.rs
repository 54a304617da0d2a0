//! Looks for words in the manual.

use bookkeeping::Language;

use super::address;
use super::contents::CHAPTERS;
use super::folded::{folded, is_accent, sign};

/// Of a question, so many signs are looked at.
pub(super) const LONGEST: usize = 100;

/// And so many words.
const WORDS: usize = 8;

/// Sections that are shown.
const MOST: usize = 20;

/// Signs of an excerpt before the first word that was found, and from there on.
const BEFORE: usize = 60;
const AFTER: usize = 160;

/// A section in which all words occur.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Hit {
    pub(super) chapter: &'static str,
    /// Its heading; nothing for what stands under the chapter's title.
    pub(super) heading: &'static str,
    pub(super) address: String,
    pub(super) excerpt: Vec<Piece>,
}

/// A part of an excerpt.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) text: String,
    /// Whether it is what was looked for.
    pub(super) is_found: bool,
}

/// What was found, and in how many more sections than are told.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) hits: Vec<Hit>,
    pub(super) more: usize,
}

/// The words of a question.
pub(super) fn words(asked: &str) -> Vec<String> {
    let signs: String = asked.chars().take(LONGEST).filter(|own| !is_accent(*own)).collect();
    let words = folded(&signs);
    let words = words.split(|own: char| own.is_whitespace() || own.is_control());
    let words = words.map(|own| own.trim_matches(|sign: char| !sign.is_alphanumeric()).to_owned());
    words.filter(|own| !own.is_empty()).take(WORDS).collect()
}

/// Whether a word is in a text by itself, and not only as a part of another.
fn is_whole(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, own)| {
        let before = text.get(..at).and_then(|part| part.chars().next_back());
        let after = text.get(at + own.len()..).and_then(|part| part.chars().next());
        !before.into_iter().chain(after).any(char::is_alphanumeric)
    })
}

/// The sections in which all of these words occur: those whose heading has all of them first, then those
/// whose heading has some, then the others; among these, those that have them as words of their own, and
/// then in the order of the manual.
pub(super) fn search(words: &[String], language: Language) -> Found {
    if words.is_empty() {
        return Found::default();
    }
    let mut found = Vec::new();
    for source in &CHAPTERS {
        let chapter = source.chapter(language);
        let title = folded(&chapter.title);
        for section in &chapter.sections {
            let [heading, rest] = &section.folded;
            let is_here = |word: &String| rest.contains(word.as_str());
            // The chapter's title may have some of them, but not all: then every section would be found.
            let all = words.iter().all(|word| is_here(word) || title.contains(word.as_str()));
            if !all || !words.iter().any(is_here) {
                continue;
            }
            let lacks = words.iter().filter(|word| !heading.contains(word.as_str())).count();
            let parts = words
                .iter()
                .filter(|word| ![heading, rest].iter().any(|text| is_whole(text, word.as_str())));
            found.push(((lacks, parts.count()), source.slug, chapter, section));
        }
    }
    found.sort_by_key(|(behind, ..)| *behind);
    let more = found.len().saturating_sub(MOST);
    let shown = found.into_iter().take(MOST);
    let hits = shown.map(|(_, slug, chapter, section)| {
        let place = Some(section.place.as_str()).filter(|place| !place.is_empty());
        Hit {
            chapter: &chapter.title,
            heading: if place.is_some() { &section.title } else { "" },
            address: address::chapter(language, slug, place),
            excerpt: excerpt(&section.text, words),
        }
    });
    Found { hits: hits.collect(), more }
}

/// The text around the first word that is in it, with all that was looked for told apart.
fn excerpt(text: &str, words: &[String]) -> Vec<Piece> {
    let text: Vec<char> = text.split_whitespace().collect::<Vec<_>>().join(" ").chars().collect();
    let signs: Vec<char> = text.iter().map(|own| sign(*own)).collect();
    let words: Vec<Vec<char>> = words.iter().map(|own| own.chars().collect()).collect();
    let length_at = |at: usize| {
        let rest = signs.get(at..).unwrap_or_default();
        words.iter().filter(|word| rest.starts_with(word)).map(Vec::len).max()
    };
    let first = (0..signs.len()).find(|at| length_at(*at).is_some()).unwrap_or_default();
    let from = if first > BEFORE { after_space(&text, first - BEFORE, first) } else { 0 };
    let to = text.len().min(first + AFTER);
    let mut pieces = Vec::new();
    let mut add = |text: &[char], is_found: bool| {
        if !text.is_empty() {
            pieces.push(Piece { text: text.iter().collect(), is_found });
        }
    };
    if from > 0 {
        add(&['…'], false);
    }
    let (mut at, mut begun) = (from, from);
    while at < to {
        let Some(length) = length_at(at) else {
            at += 1;
            continue;
        };
        add(text.get(begun..at).unwrap_or_default(), false);
        let end = (at + length).min(text.len());
        add(text.get(at..end).unwrap_or_default(), true);
        (at, begun) = (end, end);
    }
    add(text.get(begun..at).unwrap_or_default(), false);
    if at < text.len() {
        add(&['…'], false);
    }
    pieces
}

/// The first place after a space, so that no word is cut.
fn after_space(text: &[char], from: usize, at_most: usize) -> usize {
    let stretch = text.get(from..at_most).unwrap_or_default();
    stretch.iter().position(|own| *own == ' ').map_or(from, |at| from + at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str, asked: &str) -> String {
        let pieces = excerpt(text, &words(asked));
        let piece = |own: &Piece| {
            if own.is_found { format!("[{}]", own.text) } else { own.text.clone() }
        };
        pieces.iter().map(piece).collect()
    }

    #[test]
    fn a_question_is_words_without_capitals_accents_and_signs() {
        assert_eq!(words("  Eén (BTW)-tarief?  "), ["een", "btw)-tarief"]);
        assert_eq!(words("cre\u{301}dit & …"), ["credit"]);
        assert_eq!(words(&"a ".repeat(500)).len(), WORDS);
        assert_eq!(words(&"é".repeat(500)), ["e".repeat(LONGEST)]);
        assert_eq!(words("<script>"), ["script"]);
        assert!(words("?! \u{0}").is_empty());
    }

    #[test]
    fn an_excerpt_shows_where_the_words_are() {
        assert_eq!(told("De één en\nde ander.", "een ander"), "De [één] en de [ander].");
        assert_eq!(told("Niets hiervan.", "elders"), "Niets hiervan.");
        let long = format!("{} doel {}", "woord ".repeat(50), "einde ".repeat(50));
        let own = told(&long, "DOEL");
        assert!(own.starts_with("…woord") && own.ends_with('…'), "{own}");
        assert!(own.contains(" [doel] einde") && own.chars().count() < 240, "{own}");
        assert_eq!(told("aaa", "aa a"), "[aa][a]");
        assert_eq!(told("", "a"), "");
    }
}
