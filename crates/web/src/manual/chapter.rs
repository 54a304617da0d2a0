//! A chapter as it was read: its HTML, and what is searched of it.

use std::collections::BTreeSet;

use bookkeeping::Language;
use pulldown_cmark::{Options, Parser};

use super::folded::folded;
use super::writer::Writer;

/// Parts in a chapter that is looked up rather than read.
const MANY: usize = 12;

/// A chapter.
#[derive(Debug, Default)]
pub(super) struct Chapter {
    pub(super) title: String,
    /// Its first paragraph, which says what it is for.
    pub(super) lead: String,
    /// What stands below its title.
    pub(super) html: String,
    /// What stands before the first heading, under the title, and then a section for each heading.
    pub(super) sections: Vec<Section>,
    /// Every place that a link can be to.
    pub(super) places: BTreeSet<String>,
}

/// What stands under one heading.
#[derive(Debug, Default)]
pub(super) struct Section {
    /// Where it is; nothing for what stands under the title.
    pub(super) place: String,
    /// Two for a heading right below the title, three for one below that.
    pub(super) level: u8,
    pub(super) title: String,
    /// All that is said, without the heading.
    pub(super) text: String,
    /// The heading, and then that with the text and the names it is linked to by, as they are compared.
    pub(super) folded: [String; 2],
}

/// How Markdown is read: tables, and nothing else that `CommonMark` does not have.
pub(super) fn parser(text: &str) -> Parser<'_> {
    Parser::new_ext(text, Options::ENABLE_TABLES)
}

impl Chapter {
    /// Reads a chapter that links to others in a language.
    pub(super) fn read(text: &str, language: Language) -> Self {
        let mut writer = Writer::new(language, anchors(text));
        parser(text).for_each(|event| writer.take(event));
        let mut own = writer.done();
        for section in &mut own.sections {
            let title = folded(&section.title);
            let rest = format!("{title} {} {}", folded(&section.text), section.folded[1]);
            section.folded = [title, rest];
        }
        own
    }

    /// The headings that a table of contents names: those of parts too where there are many, since such a chapter is
    /// not read through.
    pub(super) fn headings(&self) -> impl Iterator<Item = &Section> {
        let parts = self.sections.iter().filter(|own| own.level > 2).count();
        let deepest = if parts < MANY { 2 } else { 3 };
        self.sections.iter().filter(move |own| (2..=deepest).contains(&own.level))
    }

    /// The first sentence of the paragraph that says what it is for.
    pub(super) fn sentence(&self) -> &str {
        let end = self.lead.find(". ").map(|at| at + 1);
        end.and_then(|end| self.lead.get(..end)).unwrap_or(&self.lead)
    }
}

/// The names that stand in a chapter as anchors: no heading may take one of them for itself.
fn anchors(text: &str) -> BTreeSet<String> {
    text.lines().filter_map(anchor).map(str::to_owned).collect()
}

/// The name in `<a id="…"></a>`, or in the first half of it.
pub(super) fn anchor(written: &str) -> Option<&str> {
    let rest = written.trim().strip_prefix("<a id=\"")?;
    let name = rest.strip_suffix("></a>").or_else(|| rest.strip_suffix('>'))?.strip_suffix('"')?;
    let is_plain = |sign: u8| sign.is_ascii_alphanumeric() || sign == b'-';
    (!name.is_empty() && name.bytes().all(is_plain)).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# The title\n\nWhat it is for. More of it,\nat length.\n\n![A *page*](../../pictures/overzicht.png)\n\n\
        <a id=\"one\"></a>\n<a id=\"two\"></a>\n\n## The heading\n\nSee [VAT](vat.md#oss) & [us](https://example.com/?a&b), \
        <b>not</b> [there](/etc/passwd).\n\n| a | b | |\n| --- | ---: | --- |\n| `x` | 1 | y |\n\n```\n<script>\n```\n\n\
        ### The heading\n\n* one\n* two\n";

    #[test]
    fn a_chapter_is_html_of_ours() {
        let own = Chapter::read(TEXT, Language::Nl);
        assert_eq!((own.title.as_str(), own.sentence()), ("The title", "What it is for."));
        assert_eq!(own.lead, "What it is for. More of it, at length.");
        for part in [
            "<p>What it is for. More of it,\nat length.</p>",
            "loading=\"lazy\" alt=\"A page\"></p>",
            "<h2 id=\"the-heading\"><span id=\"one\"></span><span id=\"two\"></span>The heading</h2>",
            "See <a href=\"/handleiding/vat#oss\">VAT</a> &amp; <a href=\"https://example.com/?a&amp;b\" rel=\"noreferrer\">us</a>",
            "&lt;b&gt;not&lt;/b&gt; there.</p>",
            "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"The heading\">\n<table>\n<thead><tr><th scope=\"col\">a</th><th scope=\"col\" class=\"number\">b</th><td></td></tr></thead>\n<tbody>\n<tr><td><code>x</code></td><td class=\"number\">1</td><td>y</td></tr>\n</tbody></table>\n</div>",
            "<pre class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"The heading (2)\"><code>&lt;script&gt;\n</code></pre>",
            "<h3 id=\"the-heading-2\">The heading</h3>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>",
        ] {
            assert!(own.html.contains(part), "'{part}' in '{}'", own.html);
        }
        assert!(
            !own.html.contains("The title") && !own.html.contains("/etc/passwd"),
            "{}",
            own.html
        );
        let places: Vec<&str> = own.places.iter().map(String::as_str).collect();
        assert_eq!(places, ["one", "the-heading", "the-heading-2", "two"]);
    }

    #[test]
    fn a_section_is_what_stands_under_one_heading() {
        let own = Chapter::read(TEXT, Language::En);
        let told: Vec<(&str, &str, u8)> = own
            .sections
            .iter()
            .map(|own| (own.place.as_str(), own.title.as_str(), own.level))
            .collect();
        let expected =
            [("", "The title", 1), ("one", "The heading", 2), ("the-heading-2", "The heading", 3)];
        assert_eq!(told, expected);
        let [title, all] = &own.sections[1].folded;
        assert_eq!(title, "the heading");
        assert!(all.contains("not") && all.contains(" two") && !all.contains("at length"), "{all}");
        assert!(own.sections[2].folded[1].contains("one two"));
    }
}
