//! Consent by OAuth 2 (moneybird-api.md §2.2): registered applications, a page on which a user
//! gives consent, and tokens for it.

pub(super) mod consent;
mod grants;
mod pkce;
mod request;
pub(super) mod token;

pub(super) use grants::Grants;

use jiff::Timestamp;

use super::Books;
use super::day::Moment;
use super::state::State;
use super::webhook::Event;

/// An application as its maker registered it (moneybird-api.md §2.2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Application {
    /// What the user reads on the page of consent.
    pub name: String,
    /// `client_id`.
    pub client_id: String,
    /// `client_secret`. A sandbox has nothing to hide.
    pub client_secret: String,
    /// Where the browser may be sent back to; compared letter by letter.
    /// `urn:ietf:wg:oauth:2.0:oob` shows the code on the page instead.
    pub redirect_uris: Vec<String>,
}

/// The consent of a user, and the tokens that go with it now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// The application that has it.
    pub client_id: String,
    /// What was consented to.
    pub scopes: Vec<String>,
    /// The only access token that is let in; those before the last refresh are not.
    pub access_token: String,
    /// When the access token ends; never, if nothing was said about that.
    pub expires: Option<Timestamp>,
    /// The refresh token.
    pub refresh_token: String,
    /// How many times it was refreshed.
    pub refreshes: u32,
    /// When the code was exchanged.
    pub created: Timestamp,
    /// Whether the user took the consent back.
    pub withdrawn: bool,
}

impl Books {
    /// Registers an application (moneybird-api.md §2.2). One with the same `client_id` is
    /// replaced.
    pub fn register(&self, application: Application) {
        self.quietly(|state, _| state.grants.register(application));
    }

    /// Every consent that was ever given, oldest first.
    pub fn grants(&self) -> Vec<Grant> {
        self.quietly(|state, _| state.grants.all().to_vec())
    }

    /// The user takes back every consent: the tokens get 401, refreshing them `invalid_grant`, and
    /// webhooks hear `access_token_revoked`. Says how many were taken back.
    pub fn revoke_grants(&self) -> usize {
        self.quietly(|state, moment| {
            let withdrawn = state.grants.withdraw();
            for _ in 0..withdrawn {
                tell_of_withdrawal(state, moment);
            }
            withdrawn
        })
    }
}

/// Webhooks hear that a token was taken back. What this event holds is not known; it will hardly be the
/// token.
pub(super) fn tell_of_withdrawal(state: &mut State, moment: Moment) {
    let id = state.ids.next(moment.now);
    state.announce(&Event::gone("access_token_revoked", "AccessToken", id), moment.now);
}
