//! Tokens for codes: `POST /oauth/token` (moneybird-api.md §2.2).

use axum::extract::rejection::FormRejection;
use axum::extract::{Form, State as Shared};
use axum::http::{HeaderValue, Method, header};
use axum::response::Response;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::Grant;
use super::grants::{Exchange, Refresh};
use crate::books::Books;
use crate::books::answer::{bare, damaged, instead, shown};
use crate::books::day::Moment;
use crate::books::options::{Oauth, Rotation};
use crate::books::reply::Reply;
use crate::books::state::State;
use crate::html::{Fields, field};

const PATH: &str = "/oauth/token";

/// A refusal in the form of OAuth (RFC 6749 §5.2; moneybird-api.md §3.2, F). The statuses are
/// inferred, the descriptions invented.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Denial {
    status: u16,
    error: &'static str,
    description: &'static str,
}

impl Denial {
    pub(super) fn grant() -> Self {
        let description = "The provided authorization grant is invalid, expired or revoked.";
        Self { status: 400, error: "invalid_grant", description }
    }

    pub(super) fn scope() -> Self {
        let description = "The requested scope is more than was granted.";
        Self { status: 400, error: "invalid_scope", description }
    }

    fn client() -> Self {
        let description = "Client authentication failed.";
        Self { status: 401, error: "invalid_client", description }
    }

    fn request() -> Self {
        let description = "The request is missing a required parameter.";
        Self { status: 400, error: "invalid_request", description }
    }

    fn kind() -> Self {
        let description = "The authorization grant type is not supported.";
        Self { status: 400, error: "unsupported_grant_type", description }
    }
}

impl From<Denial> for Reply {
    fn from(denial: Denial) -> Self {
        let body = json!({ "error": denial.error, "error_description": denial.description });
        Self { status: denial.status, ..Self::ok(body) }
    }
}

/// `POST /oauth/token`. It is not counted: limits for it are not known. Faults with a piece of
/// its path strike it; one with a late effect has none here.
pub(in crate::books) async fn serve(
    Shared(books): Shared<Books>,
    form: Result<Form<Fields>, FormRejection>,
) -> Response {
    let answer = books.quietly(|state, moment| {
        let fault = state.faults.strike(&Method::POST, PATH);
        if let Some(kind) = fault.filter(|kind| !kind.has_effect()) {
            return instead(kind);
        }
        let reply = match form {
            Ok(Form(fields)) => tokens(state, &fields, moment),
            // Anything but a form.
            Err(_) => Err(Denial::request()),
        };
        let answer = shown(reply.map_or_else(Reply::from, Reply::ok));
        fault.map_or(answer.clone(), |kind| damaged(kind, answer))
    });
    let mut response = bare(answer);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn tokens(state: &mut State, fields: &Fields, moment: Moment) -> Result<Value, Denial> {
    let given = |name: &str| field(fields, name).filter(|value| !value.is_empty());
    let required = |name: &str| given(name).ok_or_else(Denial::request);
    let kind = required("grant_type")?;
    let client_id = given("client_id").ok_or_else(Denial::client)?;
    let application = state.grants.application(client_id).ok_or_else(Denial::client)?;
    if given("client_secret") != Some(application.client_secret.as_str()) {
        return Err(Denial::client());
    }
    let switches = state.switches.oauth;
    let (grants, secrets) = (&mut state.grants, &mut state.secrets);
    match kind {
        "authorization_code" => {
            let exchange = Exchange {
                client_id,
                code: required("code")?,
                redirect_uri: required("redirect_uri")?,
                verifier: given("code_verifier"),
            };
            let grant = grants.exchange(&exchange, switches, secrets, moment.now)?;
            Ok(show(&grant, true, switches, moment.now))
        }
        "refresh_token" => {
            let token = required("refresh_token")?;
            let refresh = Refresh { client_id, token, scope: given("scope") };
            let grant = grants.refresh(&refresh, switches, secrets, moment.now)?;
            let told = switches.rotation != Rotation::Silent;
            Ok(show(&grant, told, switches, moment.now))
        }
        _ => Err(Denial::kind()),
    }
}

/// The answer. `told` says whether the refresh token is in it.
fn show(grant: &Grant, told: bool, switches: Oauth, now: Timestamp) -> Value {
    let mut answer = json!({
        "access_token": grant.access_token,
        "token_type": "bearer",
        "scope": grant.scopes.join(" "),
        "created_at": now.as_second(),
    });
    if told {
        answer["refresh_token"] = json!(grant.refresh_token);
    }
    if let Some(lasts) = switches.expires_in {
        answer["expires_in"] = json!(lasts.as_secs());
    }
    answer
}
