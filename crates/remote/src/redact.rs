//! Keeps secrets out of every text that is shown or stored.

use secrecy::{ExposeSecret, SecretString};

/// How much of a remote's text an error may quote, in characters.
const EXCERPT: usize = 200;

/// The same for what went wrong on the way, where most of the text is ours.
const REASON: usize = 500;

/// How much of a text is looked at to find its beginning, in bytes: an answer of megabytes is not
/// worth searching to the end for the sake of a line.
const LOOKED_AT: usize = 16 * 1024;

/// Replaces each secret in `text` by `***`, also where it is percent-encoded or where its slashes
/// are escaped as PHP's JSON does.
pub fn redact(text: &str, secrets: &[SecretString]) -> String {
    forms(secrets).iter().fold(text.to_owned(), |text, form| text.replace(form, "***"))
}

/// All ways in which a secret may be written. The longest first: a secret that begins like another
/// one must not leave its tail behind.
fn forms(secrets: &[SecretString]) -> Vec<String> {
    let mut forms: Vec<String> = secrets
        .iter()
        .map(ExposeSecret::expose_secret)
        .filter(|secret| !secret.is_empty())
        .flat_map(|secret| {
            [
                secret.to_owned(),
                secret.replace('/', "\\/"),
                url::form_urlencoded::byte_serialize(secret.as_bytes()).collect(),
            ]
        })
        .collect();
    forms.sort_unstable_by_key(|form| std::cmp::Reverse(form.len()));
    forms
}

/// The beginning of a remote's text: redacted, on one line, without control characters.
pub fn excerpt(bytes: &[u8], secrets: &[SecretString]) -> String {
    line(bytes, secrets, EXCERPT)
}

/// The text of a network error, which may quote the remote (a certificate, say), in the same way.
pub(crate) fn reason(text: &str, secrets: &[SecretString]) -> String {
    line(text.as_bytes(), secrets, REASON)
}

fn line(bytes: &[u8], secrets: &[SecretString], longest: usize) -> String {
    let beginning = &bytes[..bytes.len().min(LOOKED_AT)];
    let mut text = redact(&String::from_utf8_lossy(beginning), secrets);
    if beginning.len() < bytes.len() {
        // The end of it may be the first part of a secret, or of a letter.
        let most = forms(secrets).first().map_or(4, |form| form.len().max(4));
        text.truncate(text.floor_char_boundary(text.len().saturating_sub(most)));
    }
    // Replaced, not dropped: the two halves of a secret must not meet.
    let clean: String = text.chars().map(|sign| if is_unseen(sign) { ' ' } else { sign }).collect();
    let words = clean.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(longest) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words,
    }
}

/// Signs that forge: those that steer a terminal, end a line of a log, turn the direction of
/// writing round or show nothing at all.
pub fn is_unseen(sign: char) -> bool {
    sign.is_control()
        || matches!(
            sign,
            '\u{ad}'
                | '\u{61c}'
                | '\u{180e}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e007f}'
        )
}
