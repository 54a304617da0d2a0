//! `sluitend work`

use sync::Fault;

use super::listening::{bound_if_any, broke_off};
use crate::driver::{Mailing, background, mail, opened};
use crate::monitor::{Figures, monitor};
use crate::output::Exit;
use crate::program::Program;
use crate::protection;

/// Runs the background sync, and no more, until it is asked to stop, and then until the steps under way are
/// done. A shop's rounds go to whichever worker takes them up; the allowance is that of `sync.address`.
pub(super) async fn run(program: &Program) -> Result<Exit, Fault> {
    protection::tell(&program.configuration()?.database_url, program.language);
    let Some(installation) = opened(program).await? else { return Ok(Exit::Done) };
    let (config, stop) = (&installation.config, &program.stop);
    let watched = config.metrics_listen.as_deref();
    let watchers = bound_if_any(watched, "metrics_listen", program.language).await?;
    let service = &installation.service;
    let address = service.options().address.as_str();
    tracing::info!(address, "working; Ctrl-C stops");
    let figures = Figures::new();
    let (server, hook) = (config.smtp.as_ref(), config.notify.as_ref());
    let terms = config.billing.as_ref();
    let mailing = Mailing { server, hook, public: &config.public_url, terms };
    let ((), (), told) = tokio::join!(
        background(service, stop, &figures),
        mail(service, mailing, stop),
        monitor(watchers, service, &figures, stop),
    );
    service.store().close().await;
    tracing::info!("stopped");
    told.map_err(|error| broke_off(watched.unwrap_or_default(), &error, program.language))?;
    Ok(Exit::Done)
}
