//! A letter as HTML: nothing is loaded from elsewhere, and it looks well in the dark too, since it says
//! nothing of colours.

use std::fmt::Write;

use crate::line::line;
use crate::part::{Item, Part};

const BODY: &str =
    "font-family: sans-serif; line-height: 1.5; max-width: 40em; margin: 1em auto; padding: 0 1em";
const CELL: &str = "padding: 0.1em 1.5em 0.1em 0; text-align: left";
const AMOUNT: &str = "padding: 0.1em 0 0.1em 1.5em; text-align: right; white-space: nowrap";

/// The page with these parts; after a line, those of the foot.
pub(crate) fn html(code: &str, title: &str, parts: &[Part], foot: &[Part]) -> String {
    let mut page = format!(
        "<!doctype html>\n<html lang=\"{code}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{}</title>\n\
         </head>\n<body style=\"{BODY}\">\n",
        escaped(title)
    );
    let mut all: Vec<String> = parts.iter().map(part).collect();
    all.push("<hr>".to_owned());
    all.extend(foot.iter().map(|own| format!("<div style=\"font-size: 85%\">{}</div>", part(own))));
    for own in all {
        page.push_str(&own);
        page.push('\n');
    }
    page.push_str("</body>\n</html>\n");
    page
}

fn part(part: &Part) -> String {
    match part {
        Part::Paragraph(text) => format!("<p>{}</p>", escaped(text)),
        Part::Heading(text) => format!("<h2 style=\"font-size: 110%\">{}</h2>", escaped(text)),
        Part::List(items) => {
            let items = items.iter().map(|own| format!("<li>{}</li>", item(own)));
            format!("<ul>\n{}\n</ul>", items.collect::<Vec<_>>().join("\n"))
        }
        Part::Sums(head, rows) => sums(head, rows),
        Part::Link(own) => format!("<p>{}</p>", item(own)),
    }
}

fn item(own: &Item) -> String {
    match &own.to {
        Some(to) => format!("<a href=\"{}\">{}</a>", escaped(to), escaped(&own.text)),
        None => escaped(&own.text),
    }
}

fn sums(head: &[String; 3], rows: &[[String; 3]]) -> String {
    let row = |cells: &[String; 3], tag: &str| {
        let styles = [CELL, AMOUNT, AMOUNT];
        let cells = cells.iter().zip(styles);
        let cells =
            cells.map(|(own, style)| format!("<{tag} style=\"{style}\">{}</{tag}>", escaped(own)));
        format!("<tr>{}</tr>", cells.collect::<String>())
    };
    let mut table = String::from("<table style=\"border-collapse: collapse\">\n");
    for own in std::iter::once(row(head, "th")).chain(rows.iter().map(|own| row(own, "td"))) {
        // Nothing that is written into a text fails.
        let _ = writeln!(table, "{own}");
    }
    table.push_str("</table>");
    table
}

/// A text on one line that is no tag, nor ends an attribute.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for sign in line(text).chars() {
        match sign {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}
