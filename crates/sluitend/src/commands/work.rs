//! `sluitend work`

use sync::Fault;

use super::watched::watched;
use crate::config::Config;
use crate::driver::{Mailing, background, mail, opened};
use crate::monitor::Monitor;
use crate::output::Exit;
use crate::program::Program;

/// Runs the background sync, and no more, until it is asked to stop, and then until the steps under way are
/// done. A shop's rounds go to whichever worker takes them up; the allowance is that of `sync.address`.
pub(super) async fn run(program: &Program) -> Result<Exit, Fault> {
    watched(program, async |config, monitor| Box::pin(work(program, config, monitor)).await).await
}

async fn work(program: &Program, config: Config, monitor: &Monitor) -> Result<Exit, Fault> {
    let Some(installation) = opened(program, config).await? else { return Ok(Exit::Done) };
    let (config, stop) = (&installation.config, &program.stop);
    let service = &installation.service;
    monitor.opened(service);
    let address = service.options().address.as_str();
    tracing::info!(address, "working; Ctrl-C stops");
    let (server, hook) = (config.smtp.as_ref(), config.notify.as_ref());
    let terms = config.billing.as_ref();
    let mailing = Mailing { server, hook, public: &config.public_url, terms };
    tokio::join!(background(service, stop, monitor.figures()), mail(service, mailing, stop));
    service.store().close().await;
    tracing::info!("stopped");
    Ok(Exit::Done)
}
