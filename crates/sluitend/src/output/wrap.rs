//! Sentences over several lines.

/// How wide a text is at most.
const WIDTH: usize = 96;

/// A text as lines of at most 96 characters: the first begins with `first`, the others with as
/// many spaces. A word that is longer than a line stays whole.
pub(crate) fn wrapped(first: &str, text: &str) -> String {
    let indent = first.chars().count();
    let (mut lines, mut line, mut length) = (String::new(), first.to_owned(), indent);
    for word in text.split_whitespace() {
        let size = word.chars().count();
        if length > indent && length + 1 + size > WIDTH {
            lines.push_str(&line);
            lines.push('\n');
            (line, length) = (" ".repeat(indent), indent);
        }
        if length > indent {
            line.push(' ');
            length += 1;
        }
        line.push_str(word);
        length += size;
    }
    lines + &line + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_sentences_break_between_words() {
        assert_eq!(wrapped("- ", "één  twee"), "- één twee\n");
        let text = wrapped("- ", &"woord ".repeat(40));
        assert_eq!(text.split_whitespace().count(), 41);
        assert!(text.lines().count() == 3, "{text}");
        assert!(text.lines().all(|line| line.len() <= WIDTH), "{text}");
        assert!(text.lines().skip(1).all(|line| line.starts_with("  woord")), "{text}");
        let long = "x".repeat(200);
        assert_eq!(wrapped("", &format!("a {long} b")), format!("a\n{long}\nb\n"));
    }
}
