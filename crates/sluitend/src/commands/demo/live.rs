//! The demo that stays up.

use sync::{Code, Fault};
use tokio::net::TcpListener;

use super::stage::Stage;
use super::text;
use crate::driver::background;
use crate::output::Exit;
use crate::program::Program;

/// Runs the service behind this door until somebody stops it.
///
/// # Errors
/// If the pages cannot be served any longer.
pub(super) async fn run(
    program: &Program,
    stage: &Stage,
    door: (TcpListener, String),
) -> Result<Exit, Fault> {
    let (service, stop) = (&stage.installation.service, &program.stop);
    let (listener, address) = door;
    program.output.note(&text::invitation(stage, &address, program.language));
    let asked = stop.clone();
    let pages = web::serve(listener, web::router(service.store().clone()), async move {
        asked.asked().await;
    });
    let (pages, ()) = tokio::join!(pages, background(service, stop));
    service.store().close().await;
    pages.map_err(|error| Fault::new(Code::Database, error.to_string(), ""))?;
    Ok(Exit::Done)
}
