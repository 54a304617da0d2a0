//! `sluitend serve`

use std::time::Duration;

use bookkeeping::Language;
use sync::{Code, Fault};
use tokio::net::TcpListener;

use crate::driver::{background, statements};
use crate::language::{reason, say};
use crate::output::Exit;
use crate::program::Program;

/// How long requests under way may take to end after the service was asked to stop.
const LAST_ANSWERS: Duration = Duration::from_secs(5);

/// Runs the service until it is asked to stop, and then until the step under way is done.
pub(super) async fn run(program: &Program) -> Result<Exit, Fault> {
    let installation = program.open().await?;
    let stop = &program.stop;
    let listen = &installation.config.listen;
    let listener = TcpListener::bind(listen.as_str()).await;
    let listener = listener.map_err(|error| taken(listen, &error, program.language))?;
    if let Ok(address) = listener.local_addr() {
        let public = installation.config.public_url.as_str();
        tracing::info!(%address, public, "serving; Ctrl-C stops");
    }
    let asked = stop.clone();
    let asked = async move { asked.asked().await };
    let site = web::Site {
        public: installation.config.public_url.clone(),
        app_secret: installation.config.app_secret.clone(),
    };
    let hooks = site.hooks().filter(|_| installation.config.is_public());
    let service =
        &hooks.map_or(installation.service.clone(), |at| installation.service.called_at(at));
    let site = web::App::new(service.clone(), site);
    let pages = web::serve(listener, web::router(site.clone()), asked);
    let pages = async {
        tokio::select! {
            ended = pages => ended,
            () = late(program) => Ok(()),
        }
    };
    let (pages, (), ()) =
        tokio::join!(pages, background(service, stop), statements(site, service, stop));
    service.store().close().await;
    tracing::info!("stopped");
    pages.map_err(|error| taken(listen, &error, program.language))?;
    Ok(Exit::Done)
}

/// Ends a while after the service was asked to stop, for clients that never hang up.
async fn late(program: &Program) {
    program.stop.asked().await;
    // Only the time-out matters: nothing else ends this.
    let _ = tokio::time::timeout(LAST_ANSWERS, std::future::pending::<()>()).await;
}

fn taken(listen: &str, error: &std::io::Error, language: Language) -> Fault {
    let error = reason(error, language);
    let message = match language {
        Language::Nl => format!("Luisteren op {listen} lukt niet: {error}."),
        Language::En => format!("Cannot listen on {listen}: {error}."),
    };
    let hint = say(
        language,
        "Stop het andere programma, of kies met `listen` een ander adres.",
        "Stop the other program, or choose another address with `listen`.",
    );
    Fault::new(Code::Settings, message, hint)
}
