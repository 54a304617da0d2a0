//! What every command is handed.

use std::path::PathBuf;
use std::sync::Arc;

use bookkeeping::Language;
use remote::Clock;
use sync::Fault;

use crate::config::{Config, Environment};
use crate::installation::Installation;
use crate::output::Output;
use crate::stop::Stop;

/// The program as it was started: its surroundings, but none of its data yet.
pub(crate) struct Program {
    /// `--data`, which may also come from the environment.
    pub(crate) data: Option<PathBuf>,
    /// `--config`.
    pub(crate) config: Option<PathBuf>,
    /// The environment variables.
    pub(crate) environment: Environment,
    /// The language of all sentences.
    pub(crate) language: Language,
    /// Where results and errors go.
    pub(crate) output: Output,
    /// The clock.
    pub(crate) clock: Arc<dyn Clock>,
    /// Whether somebody asked the program to stop.
    pub(crate) stop: Stop,
}

impl Program {
    /// The data folder, which may not be there yet.
    ///
    /// # Errors
    /// If none was given and this machine tells of no place for one.
    pub(crate) fn folder(&self) -> Result<PathBuf, Fault> {
        crate::config::data_folder(self.data.as_deref(), &self.environment, self.language)
    }

    /// The configuration.
    ///
    /// # Errors
    /// What is wrong with it, and where.
    pub(crate) fn configuration(&self) -> Result<Config, Fault> {
        Config::load(&self.folder()?, self.config.as_deref(), &self.environment, self.language)
    }

    /// Opens the data folder, the key and the database; what is missing is made.
    ///
    /// # Errors
    /// What cannot be opened, and what to do.
    pub(crate) async fn open(&self) -> Result<Installation, Fault> {
        Installation::open(self).await
    }
}
