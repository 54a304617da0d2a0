//! The page on which a user consents: `/oauth/authorize` (moneybird-api.md §2.2).

use axum::extract::rejection::FormRejection;
use axum::extract::{Form, State as Shared};
use axum::response::Response;

use super::request::{Asked, OUT_OF_BAND, Unasked};
use crate::books::Books;
use crate::books::pages::PLACE;
use crate::html::{Fields, alert, each, field, hidden, redirect, text};

/// What goes from the query into the form, to be checked once more.
const KEPT: [&str; 7] = [
    "client_id",
    "redirect_uri",
    "response_type",
    "scope",
    "state",
    "code_challenge",
    "code_challenge_method",
];

/// `GET /oauth/authorize`: asks.
pub(in crate::books) async fn ask(
    Shared(books): Shared<Books>,
    query: Result<Form<Fields>, FormRejection>,
) -> Response {
    let Ok(Form(fields)) = query else { return unreadable() };
    match books.quietly(|state, _| Asked::read(&fields, &state.grants)) {
        Ok(asked) => books.question(200, &asked, &fields, ""),
        Err(unasked) => unasked.show(),
    }
}

/// `POST /oauth/authorize`: the user clicked.
pub(in crate::books) async fn decide(
    Shared(books): Shared<Books>,
    form: Result<Form<Fields>, FormRejection>,
) -> Response {
    let Ok(Form(fields)) = form else { return unreadable() };
    let asked = match books.quietly(|state, _| Asked::read(&fields, &state.grants)) {
        Ok(asked) => asked,
        Err(unasked) => return unasked.show(),
    };
    match field(&fields, "besluit") {
        Some("toestaan") => {}
        Some("weigeren") if asked.redirect_uri == OUT_OF_BAND => {
            return PLACE.page(200, "Geweigerd", "<p>U hebt geen toegang gegeven.</p>");
        }
        Some("weigeren") => return redirect(&asked.back(&[("error", "access_denied")])),
        _ => return unreadable(),
    }
    if field(&fields, "administratie") != Some(books.administration_id().as_str()) {
        return books.question(422, &asked, &fields, &alert("Kies een administratie."));
    }
    let out_of_band = asked.redirect_uri == OUT_OF_BAND;
    let back = |code: &str| asked.back(&[("code", code)]);
    let code = books.quietly(|state, moment| {
        let again = Asked::read(&fields, &state.grants).ok();
        again.map(|asked| state.grants.consent(asked, &mut state.secrets, moment.now))
    });
    match code {
        Some(code) if out_of_band => {
            let body = format!("<p>Neem deze code over:</p><p><code>{}</code></p>", text(&code));
            PLACE.page(200, "Toegestaan", &body)
        }
        Some(code) => redirect(&back(&code)),
        None => unreadable(),
    }
}

impl Books {
    fn question(&self, status: u16, asked: &Asked, fields: &Fields, above: &str) -> Response {
        let (id, name) = self.quietly(|state, _| {
            (state.administration.id.to_string(), state.administration.name.clone())
        });
        let kept: String =
            KEPT.iter().filter_map(|key| Some(hidden(key, field(fields, key)?))).collect();
        let scopes = each(&asked.scopes, |scope| format!("<li>{}</li>", text(meaning(scope))));
        let body = format!(
            "{above}<p><strong>{}</strong> vraagt toegang tot een van uw administraties:</p>\
             <ul>{scopes}</ul><form method=\"post\" action=\"/oauth/authorize\">{kept}\
             <p><label><input type=\"radio\" name=\"administratie\" value=\"{}\" checked required> \
             {}</label></p>\
             <button name=\"besluit\" value=\"toestaan\">Toestaan</button> \
             <button class=\"zacht\" name=\"besluit\" value=\"weigeren\">Weigeren</button></form>",
            text(&asked.name),
            text(&id),
            text(&name),
        );
        PLACE.page(status, "Toegang geven", &body)
    }
}

impl Unasked {
    fn show(self) -> Response {
        match self {
            Self::Told(sentence) => PLACE.page(400, "Dit kan niet", &alert(sentence)),
            Self::Sent(address) => redirect(&address),
        }
    }
}

fn unreadable() -> Response {
    PLACE.page(400, "Dit kan niet", &alert("Dit verzoek is niet te lezen."))
}

/// What a user reads about a scope.
fn meaning(scope: &str) -> &str {
    match scope {
        "sales_invoices" => "Facturen, betalingen en contacten (sales_invoices)",
        "documents" => "Documenten en rapporten (documents)",
        "estimates" => "Offertes (estimates)",
        "bank" => "Bank en grootboek (bank)",
        "time_entries" => "Uren (time_entries)",
        "settings" => "Instellingen en webhooks (settings)",
        _ => scope,
    }
}
