//! `sluitend work`

use sync::Fault;

use super::listening::{bound, broke_off};
use crate::driver::background;
use crate::monitor::{Figures, monitor};
use crate::output::Exit;
use crate::program::Program;

/// Runs the background sync, and no more, until it is asked to stop, and then until the steps under way are
/// done. A shop's rounds go to whichever worker takes them up; the allowance is that of `sync.address`.
pub(super) async fn run(program: &Program) -> Result<Exit, Fault> {
    let installation = program.open().await?;
    let (config, stop) = (&installation.config, &program.stop);
    let watched = match &config.metrics_listen {
        Some(own) => Some(bound(own, "metrics_listen", program.language).await?),
        None => None,
    };
    let service = &installation.service;
    let address = service.options().address.as_str();
    tracing::info!(address, "working; Ctrl-C stops");
    let figures = Figures::new();
    let asked = stop.clone();
    let asked = async move { asked.asked().await };
    let ((), watched) = tokio::join!(
        background(service, stop, &figures),
        monitor(watched, service, &figures, asked),
    );
    service.store().close().await;
    tracing::info!("stopped");
    let own = config.metrics_listen.as_deref().unwrap_or_default();
    watched.map_err(|error| broke_off(own, &error, program.language))?;
    Ok(Exit::Done)
}
