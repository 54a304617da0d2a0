//! From what Markdown says to HTML of ours: what is not known here is shown as it was written, never passed on.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use bookkeeping::Language;
use pulldown_cmark::{Alignment, Event, HeadingLevel, Tag, TagEnd};

use super::chapter::{Chapter, Section, anchor};
use super::links::{Link, link};
use super::{folded, pictures};

/// Signs that mean something in HTML, as HTML says them.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            sign => out.push(sign),
        }
    }
    out
}

/// Writes a chapter.
pub(super) struct Writer {
    language: Language,
    own: Chapter,
    out: String,
    section: Section,
    /// Names that are given out, or that belong to an anchor.
    taken: BTreeSet<String>,
    /// Anchors whose heading is still to come.
    anchors: Vec<String>,
    /// Where what is being written now began: in the HTML, and in the text.
    begun: Vec<(usize, usize)>,
    /// How links that are open end.
    links: Vec<&'static str>,
    columns: Vec<Alignment>,
    column: usize,
    is_head: bool,
    /// Regions of this section that can be scrolled: each has a name of its own.
    regions: usize,
    /// Whether the second half of an anchor is still to come.
    is_anchor: bool,
}

impl Writer {
    /// For a chapter that has these anchors.
    pub(super) fn new(language: Language, mut taken: BTreeSet<String>) -> Self {
        // The frame has one of its own.
        taken.insert("content".to_owned());
        Self {
            language,
            own: Chapter::default(),
            out: String::new(),
            section: Section { level: 1, ..Section::default() },
            taken,
            anchors: Vec::new(),
            begun: Vec::new(),
            links: Vec::new(),
            columns: Vec::new(),
            column: 0,
            is_head: false,
            regions: 0,
            is_anchor: false,
        }
    }

    /// The chapter, when all of it was taken.
    pub(super) fn done(mut self) -> Chapter {
        self.own.sections.push(self.section);
        Chapter { html: self.out, ..self.own }
    }

    /// Takes what comes next.
    pub(super) fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text),
            Event::Code(text) => {
                self.out.push_str("<code>");
                self.text(&text);
                self.out.push_str("</code>");
            }
            Event::InlineHtml(written) | Event::Html(written) => self.html(&written),
            Event::SoftBreak => self.text("\n"),
            Event::HardBreak => {
                self.out.push_str("<br>");
                self.section.text.push(' ');
            }
            Event::Rule => self.out.push_str("<hr>\n"),
            // Nothing else was asked for.
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        self.out.push_str(&escaped(text));
        self.section.text.push_str(text);
    }

    /// An anchor is kept for the heading that follows it; all other HTML is only text.
    fn html(&mut self, written: &str) {
        if let Some(name) = anchor(written) {
            self.anchors.push(name.to_owned());
            self.is_anchor = true;
        } else if !(std::mem::take(&mut self.is_anchor) && written == "</a>") {
            self.text(written);
        }
    }

    fn begin(&mut self) {
        self.begun.push((self.out.len(), self.section.text.len()));
    }

    /// What was written since that began: the HTML is taken out, the text is left where it is.
    fn since(&mut self) -> (String, String) {
        let (html, text) = self.begun.pop().unwrap_or_default();
        let text = self.section.text.get(text..).unwrap_or_default().trim().to_owned();
        (self.out.split_off(html.min(self.out.len())), text)
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::TableCell => self.begin(),
            Tag::Heading { .. } => {
                // What is said in it is its own title, and no text of the section before it.
                let next = Section::default();
                self.own.sections.push(std::mem::replace(&mut self.section, next));
                self.begin();
            }
            Tag::BlockQuote(_) => self.out.push_str("<blockquote>\n"),
            Tag::CodeBlock(_) => {
                let region = self.region();
                let _ = write!(self.out, "<pre class=\"scroll\"{region}><code>");
            }
            Tag::List(None) => self.out.push_str("<ul>\n"),
            Tag::List(Some(1)) => self.out.push_str("<ol>\n"),
            Tag::List(Some(first)) => {
                let _ = writeln!(self.out, "<ol start=\"{first}\">");
            }
            Tag::Item => self.out.push_str("<li>"),
            Tag::Table(columns) => {
                let region = self.region();
                let _ = write!(self.out, "<div class=\"scroll\"{region}>\n<table>\n");
                self.columns = columns;
            }
            Tag::TableHead => {
                (self.is_head, self.column) = (true, 0);
                self.out.push_str("<thead><tr>");
            }
            Tag::TableRow => {
                self.column = 0;
                self.out.push_str("<tr>");
            }
            Tag::Emphasis => self.out.push_str("<em>"),
            Tag::Strong => self.out.push_str("<strong>"),
            Tag::Link { dest_url, .. } => self.link(&dest_url),
            Tag::Image { dest_url, .. } => {
                self.begin();
                self.picture(&dest_url);
                self.begin();
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.paragraph(),
            TagEnd::Heading(level) => self.heading(level),
            TagEnd::BlockQuote(_) => self.out.push_str("</blockquote>\n"),
            TagEnd::CodeBlock => self.out.push_str("</code></pre>\n"),
            TagEnd::List(true) => self.out.push_str("</ol>\n"),
            TagEnd::List(false) => self.out.push_str("</ul>\n"),
            TagEnd::Item => self.ended("</li>\n"),
            TagEnd::Table => self.out.push_str("</tbody></table>\n</div>\n"),
            TagEnd::TableHead => {
                self.is_head = false;
                self.out.push_str("</tr></thead>\n<tbody>\n");
            }
            TagEnd::TableRow => self.ended("</tr>\n"),
            TagEnd::TableCell => self.cell(),
            TagEnd::Emphasis => self.out.push_str("</em>"),
            TagEnd::Strong => self.out.push_str("</strong>"),
            TagEnd::Link => self.out.push_str(self.links.pop().unwrap_or_default()),
            TagEnd::Image => self.pictured(),
            _ => {}
        }
    }

    /// Words on both sides of an end are two words.
    fn ended(&mut self, html: &str) {
        self.out.push_str(html);
        self.section.text.push(' ');
    }

    fn paragraph(&mut self) {
        let (html, text) = self.since();
        if html.trim().is_empty() {
            return;
        }
        if self.own.lead.is_empty() {
            self.own.lead = text.replace('\n', " ");
        }
        let _ = write!(self.out, "<p>{}</p>", html.trim());
        self.ended("\n");
    }

    fn heading(&mut self, level: HeadingLevel) {
        let (html, text) = self.since();
        let anchors = std::mem::take(&mut self.anchors);
        self.regions = 0;
        self.section = Section { title: text.replace('\n', " "), ..Section::default() };
        if level == HeadingLevel::H1 && self.own.title.is_empty() {
            self.own.title.clone_from(&self.section.title);
            self.own.sections.clear();
            self.section.level = 1;
            return;
        }
        let place = self.place(&anchors);
        let level = if level == HeadingLevel::H2 { 2 } else { 3 };
        let _ = write!(self.out, "<h{level} id=\"{place}\">");
        for anchor in anchors.iter().filter(|own| **own != place) {
            let _ = write!(self.out, "<span id=\"{anchor}\"></span>");
        }
        let _ = writeln!(self.out, "{html}</h{level}>");
        self.section.level = level;
        // Who looks for a code finds what is said of it.
        self.section.folded[1] = anchors.join(" ");
        self.own.places.extend(anchors.iter().cloned());
        self.own.places.insert(place.clone());
        self.section.place = anchors.into_iter().next().unwrap_or(place);
    }

    /// A name that this heading alone has.
    fn place(&mut self, anchors: &[String]) -> String {
        let own = folded::slug(&self.section.title);
        let own = if own.is_empty() { "part".to_owned() } else { own };
        if anchors.contains(&own) {
            return own;
        }
        let mut place = own.clone();
        let mut number = 1;
        while !self.taken.insert(place.clone()) {
            number += 1;
            place = format!("{own}-{number}");
        }
        place
    }

    /// What makes something that may be too wide a region that can be scrolled, with a keyboard too.
    fn region(&mut self) -> String {
        self.regions += 1;
        let of = if self.section.level == 1 { &self.own.title } else { &self.section.title };
        let number = if self.regions > 1 { format!(" ({})", self.regions) } else { String::new() };
        format!(" tabindex=\"0\" role=\"region\" aria-label=\"{}{number}\"", escaped(of))
    }

    fn cell(&mut self) {
        let (html, text) = self.since();
        let is_number = self.columns.get(self.column) == Some(&Alignment::Right);
        let class = if is_number { " class=\"number\"" } else { "" };
        let is_heading = self.is_head && !text.is_empty();
        let (name, scope) = if is_heading { ("th", " scope=\"col\"") } else { ("td", "") };
        let _ = write!(self.out, "<{name}{scope}{class}>{html}</{name}>");
        self.section.text.push(' ');
        self.column += 1;
    }

    fn link(&mut self, written: &str) {
        let (start, end) = match link(written, self.language) {
            Link::Inside(to) => (format!("<a href=\"{}\">", escaped(&to)), "</a>"),
            Link::Outside(to) => {
                (format!("<a href=\"{}\" rel=\"noreferrer\">", escaped(&to)), "</a>")
            }
            Link::Dead => (String::new(), ""),
        };
        self.out.push_str(&start);
        self.links.push(end);
    }

    /// The first half of a picture, if there is one; what is seen on it follows.
    fn picture(&mut self, written: &str) {
        if let Some((address, width, height)) = pictures::shown(written) {
            let size = format!("width=\"{width}\" height=\"{height}\"");
            let _ = write!(self.out, "<img src=\"{address}\" {size} loading=\"lazy\"");
        }
    }

    /// What is seen on it was said. Without a picture, that is all there is.
    fn pictured(&mut self) {
        let (_, seen) = self.since();
        let (picture, _) = self.since();
        let seen = escaped(&seen);
        if picture.is_empty() {
            self.out.push_str(&seen);
        } else {
            let _ = write!(self.out, "{picture} alt=\"{seen}\">");
        }
    }
}
