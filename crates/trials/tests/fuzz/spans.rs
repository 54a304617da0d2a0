//! Where the values of a JSON text stand, as far as it is one.

use std::ops::Range;

/// A value, or the name of a member.
#[derive(Debug, Clone)]
pub(crate) struct Span {
    pub(crate) range: Range<usize>,
    pub(crate) is_name: bool,
}

/// The scalars, names, lists and objects of a text.
pub(crate) fn spans(text: &[u8]) -> Vec<Span> {
    let (mut found, mut open) = (Vec::new(), Vec::new());
    let mut at = 0;
    while at < text.len() {
        let start = at;
        match text[at] {
            b'"' => {
                at += 1;
                while at < text.len() && text[at] != b'"' {
                    at += if text[at] == b'\\' { 2 } else { 1 };
                }
                at = (at + 1).min(text.len());
                let next = text[at..].iter().find(|byte| !byte.is_ascii_whitespace());
                found.push(Span { range: start..at, is_name: next == Some(&b':') });
                continue;
            }
            b'{' | b'[' => open.push(at),
            b'}' | b']' => {
                if let Some(start) = open.pop() {
                    found.push(Span { range: start..at + 1, is_name: false });
                }
            }
            byte if byte.is_ascii_alphanumeric() || byte == b'-' => {
                let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b"+-.".contains(byte);
                at += text[at..].iter().take_while(|byte| is_part(byte)).count();
                found.push(Span { range: start..at, is_name: false });
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    found
}
