//! Keeps secrets out of every text that is shown or stored.

use secrecy::{ExposeSecret, SecretString};

/// How much of a remote's text an error may quote, in characters.
const EXCERPT: usize = 200;

/// Replaces each secret in `text` by `***`.
pub fn redact(text: &str, secrets: &[SecretString]) -> String {
    secrets
        .iter()
        .map(ExposeSecret::expose_secret)
        .filter(|secret| !secret.is_empty())
        .fold(text.to_owned(), |text, secret| text.replace(secret, "***"))
}

/// The beginning of a remote's text: redacted, on one line, without control characters.
pub fn excerpt(bytes: &[u8], secrets: &[SecretString]) -> String {
    let clean: String = redact(&String::from_utf8_lossy(bytes), secrets)
        .chars()
        .map(|sign| if sign.is_control() { ' ' } else { sign })
        .collect();
    let words = clean.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(EXCERPT) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words,
    }
}
