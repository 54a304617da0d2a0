//! The demo that stays up.

use sync::{Code, Fault};

use super::sandboxes::door;
use super::stage::Stage;
use super::text;
use crate::driver::background;
use crate::output::Exit;
use crate::program::Program;

/// Runs the service until somebody stops it.
///
/// # Errors
/// If the port is taken.
pub(super) async fn run(program: &Program, stage: &Stage, port: u16) -> Result<Exit, Fault> {
    let (service, stop) = (&stage.installation.service, &program.stop);
    let (listener, address) = door(port, program.language).await?;
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
