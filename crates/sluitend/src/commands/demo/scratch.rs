//! The demo from the beginning: a shop whose merchant clicks *Installeren* in the App Store.

use std::num::NonZeroU32;
use std::sync::Arc;

use bookkeeping::Language;
use sandbox::books::Application;
use sandbox::shop::App;
use sync::{Code, Fault};
use tokio::net::TcpListener;

use super::live::serve;
use super::post::Post;
use super::sandboxes::{ADMINISTRATION, Sandboxes, Start};
use super::stage::{folder, open};
use super::{Args, SPEED};
use crate::output::Exit;
use crate::program::Program;

/// What the program is called where it is registered.
const NAME: &str = "Sluitend";

/// Runs the service and both sandboxes until somebody stops it.
///
/// # Errors
/// What stood in the way.
pub(super) async fn run(
    program: &Program,
    args: &Args,
    door: (TcpListener, String),
) -> Result<Exit, Fault> {
    let (language, stop) = (program.language, &program.stop);
    let (listener, address) = door;
    let start = Start {
        orders: args.orders,
        seed: args.seed,
        speed: NonZeroU32::new(SPEED).unwrap_or(NonZeroU32::MIN),
        shop_port: 0,
        books_port: 0,
        administration: ADMINISTRATION.to_owned(),
    };
    let sandboxes = Sandboxes::start(&start, language).await?;
    let secrets = [&sandboxes.key, &sandboxes.secret].map(|text| format!("app-{text}"));
    let more = registered(&sandboxes, &address, &secrets);
    let folder = folder(&sandboxes, &more)
        .map_err(|error| Fault::new(Code::Settings, error.to_string(), ""))?;
    let installation = open(program, &folder).await?;
    register(&sandboxes, &address, &secrets)?;
    let (service, config) = (&installation.service, &installation.config);
    program.output.note(&invitation(&sandboxes, &address, language));
    let site = web::Site {
        public: config.public_url.clone(),
        app_secret: config.app_secret.clone(),
        proxy: None,
    };
    let service = &site.hooks().map_or(service.clone(), |at| service.called_at(at));
    let site = web::App::new(service.clone(), site);
    let post = Post::new()?;
    let (served, ()) = tokio::join!(
        serve(listener, site, service, stop),
        post.rounds(&sandboxes.books, service.clock(), stop)
    );
    served
}

/// What the configuration says besides: under which names the program is known to both.
fn registered(sandboxes: &Sandboxes, address: &str, [id, secret]: &[String; 2]) -> String {
    let oauth = sandboxes.api_url.replace("/api/v2", "/oauth");
    format!(
        "public_url = \"{address}\"\n\n\
         [ccvshop]\napp_secret = \"{secret}\"\n\n\
         [moneybird]\napi_url = \"{}\"\noauth_url = \"{oauth}\"\n\
         client_id = \"{id}\"\nclient_secret = \"{secret}\"\n",
        sandboxes.api_url,
    )
}

/// Makes the program known to both.
fn register(sandboxes: &Sandboxes, address: &str, [id, secret]: &[String; 2]) -> Result<(), Fault> {
    sandboxes.books.register(Application {
        name: NAME.to_owned(),
        client_id: id.clone(),
        client_secret: secret.clone(),
        redirect_uris: vec![format!("{address}/moneybird/return")],
    });
    let app = App {
        name: NAME.to_owned(),
        secret: secret.clone(),
        handshake: format!("{address}/app/handshake"),
        install: format!("{address}/app/install"),
        uninstall: format!("{address}/app/uninstall"),
    };
    sandboxes.shop.register(app, Arc::new(Post::new()?));
    Ok(())
}

fn invitation(sandboxes: &Sandboxes, address: &str, language: Language) -> String {
    let (shop, books) = (&sandboxes.shop_url, sandboxes.api_url.trim_end_matches("/api/v2"));
    match language {
        Language::Nl => format!(
            "Alles hier is nagespeeld, op deze computer, met echt HTTP; er gaat niets naar buiten.\n\
             Open de App Store van de winkel en klik op Installeren:\n\
             \x20 {shop}/onderhoud/apps\n\
             Bestellingen van de winkel:   {shop}/onderhoud/orders\n\
             Kijk mee in Moneybird:        {books}/\n\
             Lees de handleiding:          {address}/handleiding\n\
             Ctrl-C stopt.\n"
        ),
        Language::En => format!(
            "Everything here is pretend, on this computer, over real HTTP; nothing leaves it.\n\
             Open the shop's App Store and click Installeren (install):\n\
             \x20 {shop}/onderhoud/apps\n\
             Orders of the shop:    {shop}/onderhoud/orders\n\
             Look into Moneybird:   {books}/\n\
             Read the manual:       {address}/manual\n\
             Ctrl-C stops.\n"
        ),
    }
}
