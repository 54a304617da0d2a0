//! The data folder.

use std::path::{Path, PathBuf};

use bookkeeping::Language;
use sync::{Code, Fault};

use super::Environment;
use crate::language::{reason, say};

/// The folder that was given, else the platform's own.
///
/// # Errors
/// If none was given and this machine tells of no place for one.
pub(crate) fn data_folder(
    given: Option<&Path>,
    environment: &Environment,
    language: Language,
) -> Result<PathBuf, Fault> {
    if let Some(given) = given {
        return Ok(given.to_owned());
    }
    platform(environment).ok_or_else(|| {
        let message = say(
            language,
            "Deze computer noemt geen map voor gegevens.",
            "This computer tells of no folder for data.",
        );
        let hint = say(
            language,
            "Geef er een met --data of SLUITEND_DATA.",
            "Give one with --data or SLUITEND_DATA.",
        );
        Fault::new(Code::Settings, message, hint)
    })
}

/// Where programs keep their data on this platform.
fn platform(environment: &Environment) -> Option<PathBuf> {
    let home = || environment.get("HOME").map(PathBuf::from);
    let parent = if cfg!(windows) {
        environment.get("APPDATA").map(PathBuf::from)
    } else if cfg!(target_os = "macos") {
        home().map(|home| home.join("Library").join("Application Support"))
    } else {
        // The XDG base directory specification has relative paths ignored.
        let named = environment.get("XDG_DATA_HOME").map(PathBuf::from);
        named
            .filter(|folder| folder.is_absolute())
            .or_else(|| home().map(|home| home.join(".local").join("share")))
    };
    parent.map(|parent| parent.join("sluitend"))
}

/// Makes the folder, for its owner alone, unless it is there.
///
/// # Errors
/// If it cannot be made.
pub(crate) fn make(folder: &Path, language: Language) -> Result<(), Fault> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(|error| {
        let error = reason(&error, language);
        let message = match language {
            Language::Nl => {
                format!("De map {} kan niet worden gemaakt: {error}.", folder.display())
            }
            Language::En => format!("The folder {} cannot be made: {error}.", folder.display()),
        };
        let hint = say(
            language,
            "Kies een andere map met --data of SLUITEND_DATA.",
            "Choose another folder with --data or SLUITEND_DATA.",
        );
        Fault::new(Code::Settings, message, hint)
    })
}

/// Whether others than its owner may look into the folder.
#[cfg(unix)]
pub(crate) fn is_open_to_others(folder: &Path) -> std::io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    Ok(std::fs::metadata(folder)?.mode() & 0o077 != 0)
}

/// Elsewhere the folder of a user is that user's own.
#[cfg(not(unix))]
pub(crate) fn is_open_to_others(folder: &Path) -> std::io::Result<bool> {
    std::fs::metadata(folder).map(|_| false)
}
