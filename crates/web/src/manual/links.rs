//! What a link in a chapter leads to.

use bookkeeping::Language;

use super::{address, contents};

/// Where it leads.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Link {
    /// To an address of ours.
    Inside(String),
    /// To another site.
    Outside(String),
    /// To nothing that we serve, such as a file of the repository: only its words are shown.
    Dead,
}

/// A link as it was written: as it works between the files too.
pub(super) fn link(written: &str, language: Language) -> Link {
    if written.starts_with("https://") {
        return Link::Outside(written.to_owned());
    }
    if written.len() > 1 && written.starts_with('#') {
        return Link::Inside(written.to_owned());
    }
    match to(written) {
        Some((slug, anchor)) if contents::find(slug).is_some() => {
            Link::Inside(address::chapter(language, slug, anchor))
        }
        _ => Link::Dead,
    }
}

/// The chapter, and the place in it, that a link between files is to.
pub(super) fn to(written: &str) -> Option<(&str, Option<&str>)> {
    let (file, anchor) = match written.split_once('#') {
        Some((file, anchor)) => (file, Some(anchor)),
        None => (written, None),
    };
    Some((file.strip_suffix(".md")?, anchor))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_between_files_become_addresses() {
        let inside = |own: &str| Link::Inside(own.to_owned());
        for (written, nl, en) in [
            ("vat.md", inside("/handleiding/vat"), inside("/manual/vat")),
            ("vat.md#oss", inside("/handleiding/vat#oss"), inside("/manual/vat#oss")),
            ("#oss", inside("#oss"), inside("#oss")),
            ("nothing.md", Link::Dead, Link::Dead),
            ("../../../README.md", Link::Dead, Link::Dead),
            ("javascript:alert(1)", Link::Dead, Link::Dead),
            ("http://example.com", Link::Dead, Link::Dead),
            ("//example.com/vat.md", Link::Dead, Link::Dead),
            ("#", Link::Dead, Link::Dead),
        ] {
            assert_eq!(link(written, Language::Nl), nl, "{written}");
            assert_eq!(link(written, Language::En), en, "{written}");
        }
        let outside = Link::Outside("https://www.moneybird.nl/".to_owned());
        assert_eq!(link("https://www.moneybird.nl/", Language::Nl), outside);
    }
}
