//! The App Store as the merchant sees it (ccvshop-api.md §8).

use axum::extract::State as Shared;
use axum::response::Response;

use super::{APPS, PLACE};
use crate::html::{alert, button, redirect, text};
use crate::shop::Shop;
use crate::shop::courier::{App, Registration};

const LANGUAGE: &str = "nl";
const NONE: &str = "<p>Er is geen app aangemeld.</p>";
/// What an app may do. The real names are not known (ccvshop-api.md §8.2).
const PERMISSIONS: &str = "<p>Deze app mag, als u haar installeert:</p><ul>\
    <li>bestellingen en hun regels lezen</li><li>facturen lezen</li>\
    <li>instellingen, betaalmethoden en landen van de webwinkel lezen</li>\
    <li>webhooks maken en verwijderen</li></ul>";

/// `GET /onderhoud/apps`, where the app sends the browser back to as well.
pub(in crate::shop) async fn list(Shared(shop): Shared<Shop>) -> Response {
    shop.app_page(200, "")
}

/// `POST /onderhoud/apps/installeren`: the handshake, and only if it is answered with 200 the
/// browser goes to the app.
pub(in crate::shop) async fn install(Shared(shop): Shared<Shop>) -> Response {
    let Some(Registration { app, courier }) = shop.registration() else {
        return shop.app_page(409, "");
    };
    if shop.is_installed() {
        return shop.app_page(409, &alert("De app is al geïnstalleerd."));
    }
    let answer = courier.deliver(shop.handshake(&app.secret, &app.handshake)).await;
    if answer == Some(200) {
        return redirect(&shop.install_link(&app.secret, &app.install, LANGUAGE));
    }
    let sentence = format!("{} De installatie gaat niet door.", said(answer));
    shop.app_page(502, &alert(&sentence))
}

/// `POST /onderhoud/apps/bewerken`: the browser goes to the app again, without a handshake.
pub(in crate::shop) async fn edit(Shared(shop): Shared<Shop>) -> Response {
    match shop.registration() {
        Some(Registration { app, .. }) if shop.is_installed() => {
            redirect(&shop.install_link(&app.secret, &app.install, LANGUAGE))
        }
        _ => shop.app_page(409, &alert("De app is niet geïnstalleerd.")),
    }
}

/// `POST /onderhoud/apps/verwijderen`: the app is out whatever it answers.
pub(in crate::shop) async fn remove(Shared(shop): Shared<Shop>) -> Response {
    let registration = shop.registration().filter(|_| shop.is_installed());
    let Some(Registration { app, courier }) = registration else {
        return shop.app_page(409, &alert("De app is niet geïnstalleerd."));
    };
    let answer = courier.deliver(shop.uninstall(&app.secret, &app.uninstall)).await;
    if answer == Some(200) {
        return redirect(APPS);
    }
    let sentence = format!("{} De app is toch verwijderd.", said(answer));
    shop.app_page(200, &alert(&sentence))
}

fn said(answer: Option<u16>) -> String {
    match answer {
        Some(status) => format!("De app antwoordde met {status}."),
        None => "De app antwoordde niet.".to_owned(),
    }
}

impl Shop {
    fn app_page(&self, status: u16, above: &str) -> Response {
        let card = match self.registration() {
            Some(Registration { app, .. }) => self.card(&app),
            None => NONE.to_owned(),
        };
        let shop = text(&self.options().name);
        let body = format!("{above}<p>Webwinkel <strong>{shop}</strong></p>{card}");
        PLACE.page(status, "App Store", &body)
    }

    fn card(&self, app: &App) -> String {
        let (state, buttons) = if self.is_installed() {
            let edit = button("/onderhoud/apps/bewerken", "Bewerken", &[]);
            ("geïnstalleerd", edit + &button("/onderhoud/apps/verwijderen", "Verwijderen", &[]))
        } else {
            let install = button("/onderhoud/apps/installeren", "Installeren", &[]);
            ("niet geïnstalleerd", format!("{PERMISSIONS}{install}"))
        };
        let name = text(&app.name);
        format!(
            "<section class=\"kaart\"><h2>{name}</h2><p>Status: <strong>{state}</strong></p>\
             {buttons}</section>"
        )
    }
}
