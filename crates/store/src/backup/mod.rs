//! Backups: a file of SQLite with our own tables, whatever the engine, made while the service runs.
//!
//! A [checksum](whole) over all of it stands at its end. A backup is of one moment. What is put back from it is as
//! old as that moment: whatever was under way then may have gone on since, so it comes back as a request of which
//! the outcome is not known, which is looked up before anything is sent.

mod error;
mod make;
mod open;
mod restore;
pub(crate) mod table;
pub(crate) mod whole;

pub use error::BackupError;
pub use make::Copied;
pub use open::Backup;
pub use restore::{Restored, Resumption};
