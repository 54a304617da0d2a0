//! Files that are given as arguments; `-` is standard input.

use std::io::Read;
use std::path::Path;

use bookkeeping::Language;
use sync::{Code, Fault};

use crate::language::{reason, say};

/// Whether standard input is meant.
pub(super) fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// The bytes of a file or of standard input.
///
/// # Errors
/// If it cannot be read.
pub(super) fn read(path: &Path, language: Language) -> Result<Vec<u8>, Fault> {
    let read = if is_stdin(path) {
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        std::fs::read(path)
    };
    read.map_err(|error| unreadable(path, &reason(&error, language), language))
}

/// The same as text.
///
/// # Errors
/// If it cannot be read or is not UTF-8.
pub(super) fn read_text(path: &Path, language: Language) -> Result<String, Fault> {
    let bytes = read(path, language)?;
    String::from_utf8(bytes).map_err(|error| unreadable(path, &error.to_string(), language))
}

fn unreadable(path: &Path, reason: &str, language: Language) -> Fault {
    let path = path.display();
    let message = match language {
        Language::Nl => format!("{path} kan niet worden gelezen: {reason}."),
        Language::En => format!("{path} cannot be read: {reason}."),
    };
    let hint = say(language, "Controleer het pad.", "Check the path.");
    Fault::new(Code::Usage, message, hint)
}
