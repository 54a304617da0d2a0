//! A letter as text.

use crate::line::line;
use crate::part::{Item, Part};

/// How long a line of sentences is at most; an address is never broken.
const WIDTH: usize = 74;

/// The text of these parts, an empty line between each.
pub(crate) fn plain(parts: &[Part]) -> String {
    let mut text = parts.iter().map(part).collect::<Vec<_>>().join("\n\n");
    text.push('\n');
    text
}

fn part(part: &Part) -> String {
    match part {
        Part::Paragraph(text) => wrapped(&line(text), ""),
        Part::Heading(text) => {
            let text = wrapped(&line(text), "");
            let longest = text.lines().map(|own| own.chars().count()).max().unwrap_or_default();
            format!("{text}\n{}", "-".repeat(longest))
        }
        Part::List(items) => items.iter().map(item).collect::<Vec<_>>().join("\n"),
        Part::Sums(head, rows) => sums(head, rows),
        Part::Link(own) => {
            let to = own.to.as_deref().unwrap_or_default();
            format!("{}:\n{to}", wrapped(&line(&own.text), ""))
        }
    }
}

fn item(own: &Item) -> String {
    let text = format!("- {}", wrapped(&line(&own.text), "  "));
    match &own.to {
        Some(to) => format!("{text}\n  {to}"),
        None => text,
    }
}

/// Names on the left, amounts below each other.
fn sums(head: &[String; 3], rows: &[[String; 3]]) -> String {
    let all: Vec<[String; 3]> =
        std::iter::once(head).chain(rows).map(|row| row.each_ref().map(|own| line(own))).collect();
    let width = |column: usize| {
        let widths = all.iter().map(|row| row[column].chars().count());
        widths.max().unwrap_or_default()
    };
    let (names, left, right) = (width(0), width(1), width(2));
    let lines =
        all.iter().map(|[name, one, two]| format!("{name:<names$}  {one:>left$}  {two:>right$}"));
    lines.collect::<Vec<_>>().join("\n")
}

/// Sentences in lines; those after the first begin with `indent`.
fn wrapped(text: &str, indent: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        let fits = |own: &&mut String| own.chars().count() + 1 + word.chars().count() <= WIDTH;
        match lines.last_mut().filter(fits) {
            Some(last) => {
                last.push(' ');
                last.push_str(word);
            }
            None => lines.push(if lines.is_empty() {
                word.to_owned()
            } else {
                format!("{indent}{word}")
            }),
        }
    }
    lines.join("\n")
}
