//! OAuth 2, the authorisation-code flow (moneybird-api.md §2.2; RFC 6749 §4.1 and §6; RFC 7636).
//!
//! Two forms and an address: what a library would add to that are a clock and chance of its own, and
//! both are handed in here.

use std::time::Duration;

use jiff::Timestamp;
use remote::{Caller, Failure, Method, Reply, Request};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use url::Url;

use crate::access::is_safe;
use crate::{BadReply, Error, Invalid, Pace};

/// Where Moneybird's consent page and its tokens are.
pub const OAUTH_URL: &str = "https://moneybird.com/oauth";

/// What is asked for: invoices and contacts, settings (webhooks), reports. Bookings need the first only;
/// the closing statement reads the tax report (§2.3).
pub const SCOPES: [&str; 4] = ["sales_invoices", "documents", "settings", "bank"];

/// A program that Moneybird knows.
#[derive(Debug, Clone)]
pub struct Application {
    base: Url,
    client_id: String,
    client_secret: SecretString,
    redirect: String,
}

/// The leave that was given.
#[derive(Debug, Clone)]
pub struct Tokens {
    /// Opens the administration.
    pub access: SecretString,
    /// Asks for a new one; none leaves the one that there was.
    pub refresh: Option<SecretString>,
    /// How long the first is good for; at present Moneybird does not say, and it does not end.
    pub lasts: Option<Duration>,
}

impl Tokens {
    /// When the first ends, if it was given now and ends at all.
    pub fn end(&self, now: Timestamp) -> Option<Timestamp> {
        self.lasts.and_then(|lasts| now.saturating_add(lasts).ok())
    }
}

/// Why there is no leave.
#[derive(Debug, thiserror::Error)]
pub enum Denied {
    /// The code or the refresh token is not good (any more): a person must give leave anew.
    #[error("Moneybird takes it no longer: {0}")]
    Over(String),
    /// Moneybird does not know this program, or not at this address.
    #[error("Moneybird does not know this program: {0}")]
    Program(String),
    /// There was no answer that could be understood.
    #[error(transparent)]
    Failed(#[from] Error),
}

/// What Moneybird answers (RFC 6749 §5.1).
#[derive(Deserialize)]
struct Granted {
    access_token: String,
    refresh_token: Option<String>,
    expires_in: Option<u64>,
}

/// The same, when it refuses (§5.2).
#[derive(Deserialize)]
struct Refused {
    error: String,
    #[serde(default)]
    error_description: String,
}

impl Application {
    /// Takes the address, normally [`OAUTH_URL`], and what the program was registered with. `redirect`
    /// is where Moneybird leads the browser back to, exactly as it was registered.
    ///
    /// # Errors
    /// If the address is not a plain `https` one, but for loopback addresses.
    pub fn new(
        base: &str,
        client_id: &str,
        client_secret: SecretString,
        redirect: &str,
    ) -> Result<Self, Invalid> {
        let base = is_safe(base, "address of the consent page")?;
        let (client_id, redirect) = (client_id.to_owned(), redirect.to_owned());
        Ok(Self { base, client_id, client_secret, redirect })
    }

    /// Where a person gives leave. `state` comes back with the answer; `challenge` is the hash of the
    /// verifier (RFC 7636 §4.2: S256, base64url).
    pub fn consent(&self, state: &str, challenge: &str) -> Url {
        let mut url = self.at("authorize");
        url.query_pairs_mut()
            .append_pair("client_id", &self.client_id)
            .append_pair("redirect_uri", &self.redirect)
            .append_pair("response_type", "code")
            .append_pair("scope", &SCOPES.join(" "))
            .append_pair("state", state)
            .append_pair("code_challenge", challenge)
            .append_pair("code_challenge_method", "S256");
        url
    }

    /// Turns the code that came back into tokens. It can be done once.
    ///
    /// # Errors
    /// [`Denied`].
    pub async fn exchange(
        &self,
        caller: &Caller,
        pace: &Pace,
        code: &SecretString,
        verifier: &SecretString,
    ) -> Result<Tokens, Denied> {
        let fields = [
            ("grant_type", "authorization_code"),
            ("code", code.expose_secret()),
            ("redirect_uri", &self.redirect),
            ("code_verifier", verifier.expose_secret()),
        ];
        self.ask(caller, pace, &fields, &[code, verifier]).await
    }

    /// Asks for new tokens. Never twice at once: the old refresh token may be good for one time only.
    ///
    /// # Errors
    /// [`Denied`].
    pub async fn refresh(
        &self,
        caller: &Caller,
        pace: &Pace,
        refresh: &SecretString,
    ) -> Result<Tokens, Denied> {
        let fields = [("grant_type", "refresh_token"), ("refresh_token", refresh.expose_secret())];
        self.ask(caller, pace, &fields, &[refresh]).await
    }

    async fn ask(
        &self,
        caller: &Caller,
        pace: &Pace,
        fields: &[(&str, &str)],
        secrets: &[&SecretString],
    ) -> Result<Tokens, Denied> {
        let mut request = Request::new(Method::Post, self.at("token"), pace.budget());
        request.headers = vec![
            ("accept", "application/json".to_owned()),
            ("content-type", "application/x-www-form-urlencoded".to_owned()),
        ];
        request.body = Some(self.form(fields));
        request.secrets = secrets.iter().map(|secret| (*secret).clone()).collect();
        request.secrets.push(self.client_secret.clone());
        match caller.call(&request).await {
            Ok(reply) => tokens(&reply),
            Err(Failure::Refused(reply)) => Err(denied(&reply, &request)),
            Err(failure) => Err(Error::from_failure(failure, &request.secrets).into()),
        }
    }

    fn form(&self, fields: &[(&str, &str)]) -> Vec<u8> {
        let mut form = url::form_urlencoded::Serializer::new(String::new());
        form.extend_pairs(fields);
        form.append_pair("client_id", &self.client_id);
        form.append_pair("client_secret", self.client_secret.expose_secret());
        form.finish().into_bytes()
    }

    fn at(&self, page: &str) -> Url {
        let mut url = self.base.clone();
        url.set_path(&format!("{}/{page}", url.path().trim_end_matches('/')));
        url
    }
}

/// Reads tokens. What is no token is not shown: it may hold one all the same.
fn tokens(reply: &Reply) -> Result<Tokens, Denied> {
    let odd = || {
        Denied::Failed(Error::BadReply {
            kind: BadReply::Shape,
            detail: "no tokens in the answer".to_owned(),
        })
    };
    let granted: Granted = serde_json::from_slice(&reply.body).map_err(|_| odd())?;
    if granted.access_token.is_empty() {
        return Err(odd());
    }
    Ok(Tokens {
        access: SecretString::from(granted.access_token),
        refresh: granted.refresh_token.filter(|text| !text.is_empty()).map(SecretString::from),
        lasts: granted.expires_in.map(Duration::from_secs),
    })
}

fn denied(reply: &Reply, request: &Request) -> Denied {
    let Ok(refused) = serde_json::from_slice::<Refused>(&reply.body) else {
        let failure = Failure::Refused(reply.clone());
        return Denied::Failed(Error::from_failure(failure, &request.secrets));
    };
    let told = format!("{} {}", refused.error, refused.error_description);
    let told = remote::redact::excerpt(told.trim().as_bytes(), &request.secrets);
    match refused.error.as_str() {
        "invalid_client" | "unauthorized_client" | "invalid_scope" => Denied::Program(told),
        _ => Denied::Over(told),
    }
}
