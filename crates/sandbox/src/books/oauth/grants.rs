//! Codes and tokens.

use jiff::{SignedDuration, Timestamp};

use super::pkce::Challenge;
use super::request::Asked;
use super::token::Denial;
use super::{Application, Grant};
use crate::books::access::{revoked, unauthorized};
use crate::books::identity::Secrets;
use crate::books::options::{Oauth, Pkce, Rotation};
use crate::books::refusal::Refusal;

/// How long a code is good for.
const CODE_LASTS: SignedDuration = SignedDuration::from_mins(10);

/// A consent that was not yet exchanged for tokens.
#[derive(Debug)]
struct Code {
    text: String,
    client_id: String,
    redirect_uri: String,
    scopes: Vec<String>,
    challenge: Option<Challenge>,
    ends: Timestamp,
}

/// The applications, and what users consented to.
#[derive(Debug, Default)]
pub(in crate::books) struct Grants {
    applications: Vec<Application>,
    codes: Vec<Code>,
    given: Vec<Grant>,
}

impl Grants {
    pub(super) fn register(&mut self, application: Application) {
        self.applications.retain(|one| one.client_id != application.client_id);
        self.applications.push(application);
    }

    pub(super) fn application(&self, client_id: &str) -> Option<&Application> {
        self.applications.iter().find(|one| one.client_id == client_id)
    }

    /// What users consented to, with what each application is called.
    pub(in crate::books) fn named(&self) -> Vec<(Grant, String)> {
        let name = |grant: &Grant| match self.application(&grant.client_id) {
            Some(application) => application.name.clone(),
            None => grant.client_id.clone(),
        };
        self.given.iter().map(|grant| (grant.clone(), name(grant))).collect()
    }

    pub(in crate::books) fn all(&self) -> &[Grant] {
        &self.given
    }

    /// What a bearer may do. The text for a token that ended is invented.
    pub(in crate::books) fn scopes(
        &self,
        token: &str,
        now: Timestamp,
    ) -> Result<&[String], Refusal> {
        match self.given.iter().find(|grant| grant.access_token == token) {
            Some(grant) if grant.withdrawn => Err(revoked()),
            Some(grant) if grant.expires.is_some_and(|end| now >= end) => {
                Err(unauthorized("Access token is expired"))
            }
            Some(grant) => Ok(&grant.scopes),
            None => Err(unauthorized("Access token is invalid")),
        }
    }

    /// Takes back every consent, and the codes with them. Says how many were taken back.
    pub(super) fn withdraw(&mut self) -> usize {
        self.codes.clear();
        let mut withdrawn = 0;
        for grant in self.given.iter_mut().filter(|grant| !grant.withdrawn) {
            grant.withdrawn = true;
            withdrawn += 1;
        }
        withdrawn
    }

    /// The user consented: makes a code.
    pub(super) fn consent(
        &mut self,
        asked: Asked,
        secrets: &mut Secrets,
        now: Timestamp,
    ) -> String {
        let text = secrets.draw();
        self.codes.push(Code {
            text: text.clone(),
            client_id: asked.client_id,
            redirect_uri: asked.redirect_uri,
            scopes: asked.scopes,
            challenge: asked.challenge,
            ends: now.saturating_add(CODE_LASTS).unwrap_or(Timestamp::MAX),
        });
        text
    }

    /// Exchanges a code. It is used up, also by a wrong proof key or address.
    pub(super) fn exchange(
        &mut self,
        exchange: &Exchange<'_>,
        switches: Oauth,
        secrets: &mut Secrets,
        now: Timestamp,
    ) -> Result<Grant, Denial> {
        let found = self.codes.iter().position(|code| code.text == exchange.code);
        let code = found.map(|at| self.codes.swap_remove(at)).ok_or_else(Denial::grant)?;
        let proven = match (&code.challenge, switches.pkce) {
            (Some(challenge), Pkce::Checked) => {
                exchange.verifier.is_some_and(|verifier| challenge.is_met(verifier))
            }
            (None, _) | (_, Pkce::Ignored) => true,
        };
        let own =
            code.client_id == exchange.client_id && code.redirect_uri == exchange.redirect_uri;
        if now >= code.ends || !own || !proven {
            return Err(Denial::grant());
        }
        let grant = Grant {
            client_id: code.client_id,
            scopes: code.scopes,
            access_token: secrets.draw(),
            expires: switches.end(now),
            refresh_token: secrets.draw(),
            refreshes: 0,
            created: now,
            withdrawn: false,
        };
        self.given.push(grant.clone());
        Ok(grant)
    }

    /// Gives a new access token. Whether the one before stays good is not known: here it does not.
    pub(super) fn refresh(
        &mut self,
        refresh: &Refresh<'_>,
        switches: Oauth,
        secrets: &mut Secrets,
        now: Timestamp,
    ) -> Result<Grant, Denial> {
        let own = |grant: &&mut Grant| {
            grant.refresh_token == refresh.token
                && grant.client_id == refresh.client_id
                && !grant.withdrawn
        };
        let grant = self.given.iter_mut().find(own).ok_or_else(Denial::grant)?;
        let wider = |scope: &str| !grant.scopes.iter().any(|own| own == scope);
        if refresh.scope.is_some_and(|scopes| scopes.split(' ').any(wider)) {
            return Err(Denial::scope());
        }
        grant.access_token = secrets.draw();
        grant.expires = switches.end(now);
        grant.refreshes += 1;
        if switches.rotation == Rotation::New {
            grant.refresh_token = secrets.draw();
        }
        Ok(grant.clone())
    }
}

/// What an application sends to get tokens for a code.
pub(super) struct Exchange<'a> {
    pub(super) client_id: &'a str,
    pub(super) code: &'a str,
    pub(super) redirect_uri: &'a str,
    pub(super) verifier: Option<&'a str>,
}

/// What an application sends to get another access token.
pub(super) struct Refresh<'a> {
    pub(super) client_id: &'a str,
    pub(super) token: &'a str,
    /// Scopes, which may not be more than was consented to.
    pub(super) scope: Option<&'a str>,
}
