//! Texts that somebody else wrote, on one line.

use remote::redact::is_unseen;

/// The longest text that is taken over as it is, in characters.
const LONGEST: usize = 2_000;

/// A text on one line, without signs that end a line, turn the direction of writing round or show nothing:
/// what others wrote is to make no header of a mail and no line of its own.
pub fn line(text: &str) -> String {
    let clean: String =
        text.chars().take(LONGEST).map(|sign| if is_odd(sign) { ' ' } else { sign }).collect();
    // The space that never breaks stays: amounts have one.
    clean.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The beginning of such a text, for where there is little room.
pub(crate) fn short(text: &str, most: usize) -> String {
    let text = line(text);
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text,
    }
}

fn is_odd(sign: char) -> bool {
    is_unseen(sign) || (sign.is_whitespace() && sign != '\u{a0}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_wrote_is_one_line() {
        let odd = "  Fietsen\r\nBcc: a@example.nl\u{2028}\u{202e}&\tzo\u{0} ";
        assert_eq!(line(odd), "Fietsen Bcc: a@example.nl & zo");
        assert_eq!(line("€\u{a0}1,50"), "€\u{a0}1,50");
        assert_eq!(short("éé éé", 3), "éé…");
        assert_eq!(short("éé", 2), "éé");
    }
}
