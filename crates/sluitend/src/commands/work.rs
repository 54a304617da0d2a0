//! `sluitend work`

use std::path::Path;

use bookkeeping::Language;
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
    if let Some(file) = config.database_file() {
        let number = service.store().number_of_connections().await;
        let is_new = number.is_ok_and(|number| number == 0);
        tracing::warn!("database_url: {}", alone(file, is_new, program.language));
    }
    let (server, hook) = (config.smtp.as_ref(), config.notify.as_ref());
    let terms = config.billing.as_ref();
    let mailing = Mailing { server, hook, public: &config.public_url, terms };
    tokio::join!(background(service, stop, monitor.figures()), mail(service, mailing, stop));
    service.store().close().await;
    tracing::info!("stopped");
    Ok(Exit::Done)
}

/// Somebody who forgot `database_url` on another machine has a worker there that looks well, and idles for ever.
fn alone(file: &Path, is_new: bool, language: Language) -> String {
    let file = file.display();
    match language {
        Language::Nl => format!(
            "Dit proces werkt alleen op deze machine, op het bestand {file}.{} Om met andere machines samen te werken, \
             zet u op elk daarvan dezelfde `database_url` (postgres://…).",
            if is_new { " Daar staat nog geen koppeling in." } else { "" }
        ),
        Language::En => format!(
            "This process works on this machine alone, on the file {file}.{} To work together with other machines, \
             set the same `database_url` (postgres://…) on each of them.",
            if is_new { " There is no connection in it yet." } else { "" }
        ),
    }
}
