//! What somebody comes in with. Operators choose it after their one-time link; members, if they want a
//! way back that needs no invitation and no App Store.

use std::time::Duration;

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect, Response};
use secrecy::ExposeSecret;
use serde::Deserialize;
use store::{AccountKind, MemberLogin, Numbers, WayBack};

use super::Seat;
use super::leave::has_app_store;
use super::letters::Letters;
use super::limits::Trial;
use super::links::session;
use super::log_in::note;
use super::number::Seed;
use super::password::{Unfit, check};
use super::picture::Picture;
use super::source::Source;
use crate::app::App;
use crate::look::{Frame, Tab};
use crate::problem::{Problem, shown};
use crate::texts::{LoginTexts, texts};

/// How long after somebody proved who they are they may change with what they do. Whoever finds their
/// browser open later may not.
const FRESH: Duration = Duration::from_mins(30);

/// The longest address (RFC 5321 §4.5.3.1.3, without its brackets).
const LONGEST: usize = 254;

#[derive(Template)]
#[template(path = "account.html")]
struct Page {
    frame: Frame,
    who: Chooser,
    lead: &'static str,
    problem: Option<&'static str>,
    /// Absent if they have been in for too long.
    offer: Option<Offer>,
    /// What they are mailed, if anything is.
    letters: Option<Letters>,
}

/// A seed, as it is shown.
struct Offer {
    seed: String,
    grouped: String,
    /// For an address that is known: an app shows it.
    link: String,
    picture: Option<Picture>,
}

/// Who chooses.
struct Chooser {
    is_operator: bool,
    way: WayBack,
    /// Their address, or the one that they typed.
    email: String,
}

impl Chooser {
    async fn of(app: &App, seat: &Seat) -> Result<Self, Problem> {
        Ok(Self {
            is_operator: seat.account.kind == AccountKind::Operator,
            way: app.store().way_back(&seat.account.id).await?,
            email: seat.account.email.clone().unwrap_or_default(),
        })
    }

    /// Whether they have chosen already. An operator needs both.
    fn is_known(&self) -> bool {
        if self.is_operator { self.way.has_totp } else { self.way.has_password }
    }

    /// Whether they may choose now: just after they proved who they are. A member who has chosen nothing
    /// yet could not prove it again.
    fn may_choose(&self, app: &App, seat: &Seat) -> bool {
        let is_fresh = app.now() <= seat.since.saturating_add(FRESH).unwrap_or(seat.since);
        is_fresh || !self.is_operator && !self.is_known()
    }

    /// Whether their app is asked for its number: always, or if they gave one.
    fn gives_number(&self, chosen: &Chosen) -> bool {
        self.is_operator || !chosen.number.trim().is_empty()
    }

    /// What is wrong with what they chose.
    fn problem(
        &self,
        chosen: &Chosen,
        step: Option<i64>,
        t: &'static LoginTexts,
    ) -> Option<&'static str> {
        match check(&chosen.password, &self.email) {
            _ if !is_address(&self.email) => Some(t.no_address),
            Err(Unfit::Short) => Some(t.short),
            Err(Unfit::Long) => Some(t.long),
            Err(Unfit::Address) => Some(t.is_address),
            Ok(()) if chosen.password != chosen.again => Some(t.differs),
            Ok(()) if self.gives_number(chosen) && step.is_none() => Some(t.wrong_number),
            Ok(()) => None,
        }
    }
}

/// Whether a text could be an address. Whether mail to it reaches them, a letter shows ([`mod@super::confirm`]).
fn is_address(text: &str) -> bool {
    let has_parts = text
        .split_once('@')
        .is_some_and(|(who, host)| !who.is_empty() && !host.is_empty() && !host.contains('@'));
    has_parts
        && text.chars().count() <= LONGEST
        && !text.chars().any(|sign| sign.is_whitespace() || sign.is_control())
}

/// `GET /account`
pub(crate) async fn choosing(State(app): State<App>, seat: Seat) -> Result<Response, Problem> {
    let who = Chooser::of(&app, &seat).await?;
    let seed = Seed::fresh(app.store())?;
    page(&app, &seat, who, &seed, None).await
}

/// What somebody chooses.
#[derive(Deserialize)]
pub(crate) struct Chosen {
    #[serde(default)]
    email: String,
    password: String,
    again: String,
    seed: String,
    #[serde(default)]
    number: String,
    /// A member wants no app any more.
    #[serde(default)]
    without: String,
}

/// `POST /account`: the first number shows that the app has the seed. Everybody who is in by what was
/// before is out.
pub(crate) async fn choose(
    State(app): State<App>,
    seat: Seat,
    source: Source,
    Form(chosen): Form<Chosen>,
) -> Result<Response, Problem> {
    let t = &texts(seat.language).login;
    let mut who = Chooser::of(&app, &seat).await?;
    let seed = Seed::read(&chosen.seed).ok_or(Problem::Malformed)?;
    if !who.may_choose(&app, &seat) {
        return page(&app, &seat, who, &seed, Some(t.stale)).await;
    }
    if !who.is_operator {
        chosen.email.trim().clone_into(&mut who.email);
    }
    let step = seed.step_of(&chosen.number, app.now());
    let problem = who.problem(&chosen, step, t);
    if problem.is_some() {
        return page(&app, &seat, who, &seed, problem).await;
    }
    let account = &seat.account.id;
    match (who.is_operator, step) {
        (true, None) => return Err(Problem::Malformed),
        (true, Some(step)) => {
            let hash = hashed(&app, chosen.password).await?;
            app.store().set_login(account, &hash, seed.secret(), step).await?;
        }
        (false, step) => {
            let numbers = match step {
                Some(step) => Numbers::New(seed.secret(), step),
                None if chosen.without.is_empty() => Numbers::Kept,
                None => Numbers::Without,
            };
            let trials = [Trial::Choice(account.as_str()), Trial::LogIn(source.as_str())];
            app.limits.count(&trials, app.now()).map_err(Problem::TooOften)?;
            let hash = hashed(&app, chosen.password).await?;
            let login = MemberLogin { email: &who.email, password_hash: &hash, numbers };
            match app.store().set_member_login(account, login).await {
                Err(store::Error::EmailTaken) => {
                    return page(&app, &seat, who, &seed, Some(t.taken)).await;
                }
                done => done?,
            }
            app.limits.succeeded(&trials);
        }
    }
    note(&app, account, "log-in chosen").await?;
    let cookie = session(&app, account).await?;
    Ok(([(SET_COOKIE, cookie)], Redirect::to("/")).into_response())
}

async fn hashed(app: &App, password: String) -> Result<String, Problem> {
    let salt = app.store().random_secret()?;
    app.passwords.hash(password.into(), salt).await
}

async fn page(
    app: &App,
    seat: &Seat,
    who: Chooser,
    seed: &Seed,
    problem: Option<&'static str>,
) -> Result<Response, Problem> {
    let t = &texts(seat.language).login;
    let link = seed.link(if who.email.is_empty() { &seat.account.name } else { &who.email });
    let offer = Offer {
        seed: seed.secret().expose_secret().to_owned(),
        grouped: seed.grouped(),
        picture: Picture::of(&link),
        link,
    };
    let lead = match (who.is_operator, who.is_known()) {
        (true, false) => t.own_lead,
        (true, true) => t.own_again,
        (false, true) => t.member_again,
        (false, false) if has_app_store(app, &seat.account.id).await? => t.app_store_lead,
        (false, false) => t.member_lead,
    };
    let title = if who.is_operator || who.is_known() { t.own_title } else { t.first_title };
    let page = Page {
        frame: seat.frame(title, "/account"),
        offer: who.may_choose(app, seat).then_some(offer),
        letters: Letters::of(app, seat).await?,
        who,
        lead,
        problem,
    };
    Ok(shown(&page, seat.language))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_two_parts() {
        for (text, expected) in [
            ("bea@example.nl", true),
            ("béa+1@voorbeeld", true),
            ("", false),
            ("bea", false),
            ("@example.nl", false),
            ("bea@", false),
            ("bea@example@nl", false),
            ("bea @example.nl", false),
            ("bea@example.nl\u{7}", false),
            (&format!("{}@example.nl", "x".repeat(250)), false),
        ] {
            assert_eq!(is_address(text), expected, "{text}");
        }
    }
}
