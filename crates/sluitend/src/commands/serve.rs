//! `sluitend serve`

use sync::Fault;

use super::listening::{bound, broke_off};
use super::watched::watched;
use crate::config::Config;
use crate::driver::{Mailing, background, mail, opened, statements};
use crate::monitor::Monitor;
use crate::output::Exit;
use crate::program::Program;

/// Runs the service until it is asked to stop, and then until the step under way is done.
pub(super) async fn run(program: &Program) -> Result<Exit, Fault> {
    watched(program, async |config, monitor| Box::pin(serve(program, config, monitor)).await).await
}

async fn serve(program: &Program, config: Config, monitor: &Monitor) -> Result<Exit, Fault> {
    let Some(installation) = opened(program, config).await? else { return Ok(Exit::Done) };
    let stop = &program.stop;
    let config = &installation.config;
    let listener = bound(&config.listen, "listen", program.language).await?;
    monitor.opened(&installation.service);
    if let Ok(address) = listener.local_addr() {
        let public = installation.config.public_url.as_str();
        tracing::info!(%address, public, "serving; Ctrl-C stops");
    }
    let asked = stop.clone();
    let asked = async move { asked.asked().await };
    let site = web::Site {
        public: installation.config.public_url.clone(),
        app_secret: installation.config.app_secret.clone(),
        proxy: installation.config.proxy.clone(),
    };
    let hooks = site.hooks().filter(|_| installation.config.is_public());
    let service =
        &hooks.map_or(installation.service.clone(), |at| installation.service.called_at(at));
    let site = web::App::new(service.clone(), site)
        .charging(config.billing.clone())
        .helped_by(config.contact.clone());
    let site = if config.smtp.is_some() { site.mailing() } else { site };
    let (server, hook) = (config.smtp.as_ref(), config.notify.as_ref());
    let terms = config.billing.as_ref();
    let mailing = Mailing { server, hook, public: &config.public_url, terms };
    let pages = web::serve(listener, web::router(site.clone()), asked);
    let (pages, (), (), ()) = tokio::join!(
        pages,
        background(service, stop, monitor.figures()),
        statements(site, service, stop),
        mail(service, mailing, stop),
    );
    service.store().close().await;
    tracing::info!("stopped");
    pages.map_err(|error| broke_off(&config.listen, &error, program.language))?;
    Ok(Exit::Done)
}
