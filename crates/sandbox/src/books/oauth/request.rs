//! What an application asks of the user, checked (RFC 6749 §4.1.1; moneybird-api.md §2.2).

use super::Grants;
use super::pkce::Challenge;
use crate::address::with_query;
use crate::html::{Fields, field};

/// The address of an application without one.
pub(super) const OUT_OF_BAND: &str = "urn:ietf:wg:oauth:2.0:oob";
const SCOPES: [&str; 6] =
    ["sales_invoices", "documents", "estimates", "bank", "time_entries", "settings"];
/// What is meant when no scope is given.
const USUAL: &str = "sales_invoices";

/// A request for consent that can be put to the user.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) client_id: String,
    pub(super) name: String,
    pub(super) redirect_uri: String,
    pub(super) state: Option<String>,
    pub(super) scopes: Vec<String>,
    pub(super) challenge: Option<Challenge>,
}

/// A request for consent that cannot.
#[derive(Debug)]
pub(super) enum Unasked {
    /// It cannot be trusted where the browser would go: the user is told.
    Told(&'static str),
    /// The application is told: the browser goes here.
    Sent(String),
}

impl Asked {
    /// Reads the query of the page, or the form on it.
    pub(super) fn read(fields: &Fields, grants: &Grants) -> Result<Self, Unasked> {
        let given = |name: &str| field(fields, name).filter(|value| !value.is_empty());
        let client_id = given("client_id").unwrap_or_default();
        let application = grants
            .application(client_id)
            .ok_or(Unasked::Told("Deze toepassing is niet bekend (client_id)."))?;
        let redirect_uri = given("redirect_uri").unwrap_or_default();
        if !application.redirect_uris.iter().any(|own| own == redirect_uri) {
            return Err(Unasked::Told(
                "Het adres om naar terug te keren is niet dat van de toepassing (redirect_uri).",
            ));
        }
        let mut asked = Self {
            client_id: client_id.to_owned(),
            name: application.name.clone(),
            redirect_uri: redirect_uri.to_owned(),
            state: given("state").map(str::to_owned),
            scopes: Vec::new(),
            challenge: None,
        };
        match given("response_type") {
            Some("code") => {}
            Some(_) => return Err(asked.refused("unsupported_response_type")),
            None => return Err(asked.refused("invalid_request")),
        }
        for scope in given("scope").unwrap_or(USUAL).split(' ').filter(|scope| !scope.is_empty()) {
            if !SCOPES.contains(&scope) {
                return Err(asked.refused("invalid_scope"));
            }
            if !asked.scopes.iter().any(|own| own == scope) {
                asked.scopes.push(scope.to_owned());
            }
        }
        if let Some(challenge) = given("code_challenge") {
            let challenge = Challenge::new(challenge, given("code_challenge_method"));
            asked.challenge = Some(challenge.ok_or_else(|| asked.refused("invalid_request"))?);
        }
        Ok(asked)
    }

    fn refused(&self, error: &'static str) -> Unasked {
        if self.redirect_uri == OUT_OF_BAND {
            return Unasked::Told("De toepassing vroeg iets wat niet kan.");
        }
        Unasked::Sent(self.back(&[("error", error)]))
    }

    /// The application's address with an answer in its query.
    pub(super) fn back(&self, answer: &[(&str, &str)]) -> String {
        let mut members = answer.to_vec();
        members.extend(self.state.as_deref().map(|state| ("state", state)));
        with_query(&self.redirect_uri, &members)
    }
}
