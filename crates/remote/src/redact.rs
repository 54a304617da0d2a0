//! Keeps secrets out of every text that is shown or stored.

use secrecy::{ExposeSecret, SecretString};

/// How much of a remote's text an error may quote, in characters.
const EXCERPT: usize = 200;

/// Replaces each secret in `text` by `***`, also where it is percent-encoded or where its slashes
/// are escaped as PHP's JSON does.
pub fn redact(text: &str, secrets: &[SecretString]) -> String {
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
    // The longest first: a secret that begins like another one must not leave its tail behind.
    forms.sort_unstable_by_key(|form| std::cmp::Reverse(form.len()));
    forms.iter().fold(text.to_owned(), |text, form| text.replace(form, "***"))
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
