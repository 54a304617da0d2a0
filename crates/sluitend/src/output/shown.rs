//! What a shop's customer typed may not steer the terminal of whoever reads it.

use std::borrow::Cow;

/// The text with a sign in place of each control character but line ends and tabs.
pub(crate) fn shown(text: &str) -> Cow<'_, str> {
    if !text.contains(steers) {
        return Cow::Borrowed(text);
    }
    // A line end of two characters stays; a return alone would write over what stands there.
    let lines = text.split("\r\n").map(|line| line.replace(steers, "\u{fffd}"));
    Cow::Owned(lines.collect::<Vec<_>>().join("\r\n"))
}

fn steers(sign: char) -> bool {
    sign.is_control() && !matches!(sign, '\n' | '\t')
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn nothing_steers_the_terminal() {
        assert_eq!(shown("a\tb\né 🧑\u{200d}🚀"), "a\tb\né 🧑\u{200d}🚀");
        assert_eq!(shown("a\r\nb\r\n"), "a\r\nb\r\n");
        let forged = "W-1\u{1b}[2J\u{9b}31m\rpaid\0";
        assert_eq!(shown(forged), "W-1\u{fffd}[2J\u{fffd}31m\u{fffd}paid\u{fffd}");
    }
}
