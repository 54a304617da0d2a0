//! The demo that stays up.

use std::time::Duration;

use bookkeeping::Language;
use store::Role;
use sync::{Code, Fault, Service};
use tokio::net::TcpListener;

use super::stage::Stage;
use super::text;
use crate::driver::{background, statements};
use crate::installation::store_fault;
use crate::monitor::Figures;
use crate::output::Exit;
use crate::program::Program;
use crate::stop::Stop;

/// How long the link to the demo works.
const LASTS: Duration = Duration::from_hours(12);

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
    let link = link(stage, &address, program.language).await?;
    program.output.note(&text::invitation(stage, &link, program.language));
    let public = url::Url::parse(&address);
    let public = public.map_err(|error| Fault::new(Code::Settings, error.to_string(), ""))?;
    let site = web::App::new(service.clone(), web::Site { public, app_secret: None, proxy: None });
    serve(listener, site, service, stop).await
}

/// Serves the pages, and does what the service does, until somebody stops it.
///
/// # Errors
/// If the pages cannot be served any longer.
pub(super) async fn serve(
    listener: TcpListener,
    site: web::App,
    service: &Service,
    stop: &Stop,
) -> Result<Exit, Fault> {
    let asked = stop.clone();
    let pages = web::serve(listener, web::router(site.clone()), async move {
        asked.asked().await;
    });
    let figures = Figures::new();
    let (pages, (), ()) =
        tokio::join!(pages, background(service, stop, &figures), statements(site, service, stop));
    service.store().close().await;
    pages.map_err(|error| Fault::new(Code::Database, error.to_string(), ""))?;
    Ok(Exit::Done)
}

/// A link that lets the shopkeeper of the demo in, once.
async fn link(stage: &Stage, address: &str, language: Language) -> Result<String, Fault> {
    let store = stage.installation.service.store();
    let failed = |error: store::Error| store_fault(&error, language);
    let now = stage.installation.service.clock().now();
    let connection = store.connection(&stage.connection).await.map_err(failed)?;
    let account =
        store.new_shopkeeper(&connection.shop_name, language.into(), now).await.map_err(failed)?;
    let shop = connection.shop_id;
    store.grant_shop(&account, shop, Role::Owner, now).await.map_err(failed)?;
    let token = store.new_link(&account, now, LASTS).await.map_err(failed)?;
    Ok(format!("{address}/in/{}", token.expose()))
}
