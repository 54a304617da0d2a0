//! What is so of every letter.

use bookkeeping::Language;
use letters::{Confirm, Letter, News, To, write};

use crate::sample::{BASE, BOTH, UNSUBSCRIBE, about, cause, every, letter, orders};

/// The addresses in a text.
fn addresses(text: &str) -> Vec<&str> {
    let is_end = |sign: char| sign.is_whitespace() || "\"<>&".contains(sign);
    let starts = text.match_indices("http").map(|(at, _)| &text[at..]);
    starts.map(|rest| rest.split(is_end).next().unwrap()).collect()
}

fn assert_safe(own: &Letter) {
    assert!(!own.subject.contains(|sign: char| sign.is_control()), "{}", own.subject);
    for text in [&own.text, &own.html] {
        let found = addresses(text);
        assert!(found.len() >= 3, "{text}");
        for address in found {
            assert!(address.starts_with(&format!("{BASE}/")), "{address}");
        }
        assert!(!text.contains(['{', '}', '\r']), "{text}");
    }
    let html = own.html.to_lowercase();
    for tag in ["<img", "<script", "<link", "<form", "src=", "url(", "@import", "<iframe"] {
        assert!(!html.contains(tag), "{tag} in {html}");
    }
    for address in addresses(&own.text) {
        assert!(own.html.contains(&address.replace('&', "&amp;")), "{address} is missing");
    }
}

#[test]
fn each_says_it_in_both_languages_with_whole_links() {
    for (news, nl, en) in every() {
        let [dutch, english] = BOTH.map(|language| letter(&news, "Fietsen & zo", language));
        assert!(dutch.subject.contains(nl) && english.subject.contains(en), "{dutch:?}");
        assert_ne!(dutch.text, english.text);
        for (own, code) in [(&dutch, "nl"), (&english, "en")] {
            assert_safe(own);
            assert!(own.html.starts_with(&format!("<!doctype html>\n<html lang=\"{code}\">")));
            assert!(own.text.contains(UNSUBSCRIBE) && own.html.contains(UNSUBSCRIBE));
            let is_about_it = own.text.contains("Fietsen & zo");
            assert!(is_about_it && own.html.contains("Fietsen &amp; zo"), "{}", own.text);
            let long = own.text.lines().find(|line| line.chars().count() > 78);
            assert_eq!(long, None);
        }
    }
}

#[test]
fn what_others_wrote_is_neither_a_header_nor_a_tag() {
    let shop = "Zo\r\nBcc: all@example.nl\r\n\r\n<script src=x onload='y'>\u{202e}\" {0}";
    let number = "1\r\n.\r\nMAIL FROM:<a@b.example>\n<img src=x>";
    let mut bad = cause("a\n.\n<b>", 2);
    for own in &mut bad.first {
        number.clone_into(&mut own.number);
        "E\n<".clone_into(&mut own.currency);
    }
    bad.hint = "x\r\ny".to_owned();
    let mut all: Vec<News> = every().into_iter().map(|(news, ..)| news).collect();
    all.push(orders(vec![bad]));
    for news in all {
        for language in BOTH {
            let own = write(&news, &about(shop), &To { language, unsubscribe: None });
            assert!(!own.subject.contains(['\r', '\n', '\u{202e}']), "{}", own.subject);
            assert!(own.subject.chars().count() < 140, "{}", own.subject);
            assert!(!own.text.contains('\r') && !own.text.contains('\u{202e}'));
            assert!(own.text.lines().all(|line| line != "." && !line.starts_with("Bcc")));
            for tag in ["<script", "<img", "<b>", "onload='"] {
                assert!(!own.html.contains(tag), "{tag} in {}", own.html);
            }
        }
    }
}

#[test]
fn who_asked_for_it_is_offered_no_end() {
    let to = To { language: Language::Nl, unsubscribe: None };
    let own = write(&News::Test, &about("Fietsen"), &to);
    assert!(!own.text.contains("unsubscribe") && !own.html.contains("unsubscribe"));
    assert!(own.text.contains("omdat iemand er op de server om vroeg"));
}

#[test]
fn an_address_is_confirmed_by_its_link_and_nothing_is_said_of_a_shop() {
    let page = format!("{BASE}/confirm/0123");
    let news = News::Confirm(Confirm { page: page.clone(), days: 3 });
    let said = [
        ("bevestig uw e-mailadres", "3 dagen lang", "Gaf u het niet op"),
        ("confirm your e-mail address", "for 3 days", "If it was not you"),
    ];
    for (language, (subject, lasts, rest)) in BOTH.into_iter().zip(said) {
        let own = write(&news, &about("Fietsen"), &To { language, unsubscribe: None });
        assert!(own.subject.contains(subject), "{own:?}");
        for text in [&own.text, &own.html] {
            let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(flat.contains(&page) && flat.contains(lasts) && flat.contains(rest), "{flat}");
            assert!(!flat.contains("Fietsen") && !flat.contains("unsubscribe"), "{flat}");
        }
    }
}

#[test]
fn sums_stand_below_each_other() {
    let (news, ..) = every().swap_remove(3);
    let own = letter(&news, "Fietsen", Language::Nl);
    let table: Vec<&str> = own.text.lines().filter(|line| line.contains("2026  ")).collect();
    assert_eq!(
        table,
        [
            "september 2026  €\u{a0}1.234,50  €\u{a0}-0,05",
            "oktober 2026    €\u{a0}1.234,50  €\u{a0}-0,05"
        ]
    );
    assert!(own.html.contains(">€\u{a0}1.234,50</td>"), "{}", own.html);
    let english = letter(&news, "Fietsen", Language::En);
    assert!(english.text.contains("September 2026  €1,234.50  -€0.05"), "{}", english.text);
}
