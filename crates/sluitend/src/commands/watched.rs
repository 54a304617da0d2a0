//! A service, and what whoever watches over it is told.

use std::sync::Arc;

use sync::Fault;

use super::listening::{bound_if_any, broke_off};
use crate::config::Config;
use crate::monitor::Monitor;
use crate::output::Exit;
use crate::program::Program;
use crate::protection;
use crate::stop::Stop;

/// Reads the configuration and does the work, and tells meanwhile how it is: from before the database is opened, which
/// may be waited for, until the program is asked to stop.
///
/// # Errors
/// What is wrong with the configuration, what the work ended with, or that the listener failed.
pub(super) async fn watched(
    program: &Program,
    work: impl AsyncFnOnce(Config, &Monitor) -> Result<Exit, Fault>,
) -> Result<Exit, Fault> {
    let (config, language) = (program.configuration()?, program.language);
    protection::tell(&config.database_url, language);
    let at = config.metrics_listen.clone();
    let listener = bound_if_any(at.as_deref(), "metrics_listen", language).await?;
    let monitor = Monitor::new(Arc::clone(&program.clock), &config.options.address);
    let (over, is_over) = Stop::pair();
    let stop = program.stop.clone();
    let end = async move {
        tokio::select! {
            () = stop.asked() => {}
            () = is_over.asked() => {}
        }
    };
    let work = async {
        let ended = work(config, &monitor).await;
        // What could not be begun is not asked to stop.
        over.ask();
        ended
    };
    let (told, ended) = tokio::join!(monitor.tell(listener, end), work);
    let exit = ended?;
    told.map_err(|error| broke_off(&at.unwrap_or_default(), &error, language))?;
    Ok(exit)
}
