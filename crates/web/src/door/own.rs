//! What an operator comes in with: chosen after their one-time link, or anew.

use std::time::Duration;

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect, Response};
use qrcode::{Color, QrCode};
use secrecy::ExposeSecret;
use serde::Deserialize;
use store::AccountKind;

use super::Seat;
use super::links::session;
use super::log_in::note;
use super::number::Seed;
use super::password::{Unfit, check};
use crate::app::App;
use crate::look::{Frame, Tab};
use crate::problem::{Problem, shown};
use crate::texts::texts;

/// How long after somebody proved who they are they may change with what they do. Whoever finds their
/// browser open later may not.
const FRESH: Duration = Duration::from_mins(30);

/// White around the picture, which readers need (ISO/IEC 18004).
const MARGIN: usize = 4;

#[derive(Template)]
#[template(path = "account.html")]
struct Page {
    frame: Frame,
    email: String,
    /// Whether they have chosen already.
    is_known: bool,
    problem: Option<&'static str>,
    /// Absent if they have been in for too long.
    offer: Option<Offer>,
}

/// A seed, as it is shown.
struct Offer {
    seed: String,
    grouped: String,
    link: String,
    picture: Option<Picture>,
}

/// Squares, as a path of SVG.
struct Picture {
    size: usize,
    path: String,
}

/// `GET /account`
pub(crate) async fn choosing(State(app): State<App>, seat: Seat) -> Result<Response, Problem> {
    let seed = Seed::fresh(app.store())?;
    page(&app, &seat, &seed, None).await
}

/// What somebody chooses.
#[derive(Deserialize)]
pub(crate) struct Chosen {
    password: String,
    again: String,
    seed: String,
    number: String,
}

/// `POST /account`: the first number shows that the app has the seed. Everybody who is in by what was
/// before is out.
pub(crate) async fn choose(
    State(app): State<App>,
    seat: Seat,
    Form(chosen): Form<Chosen>,
) -> Result<Response, Problem> {
    let t = &texts(seat.language).login;
    let email = email(&seat)?;
    let seed = Seed::read(&chosen.seed).ok_or(Problem::Malformed)?;
    let password = chosen.password.as_str();
    let step = seed.step_of(&chosen.number, app.now());
    let problem = match (check(password, email), step) {
        _ if !is_fresh(&app, &seat) => Some(t.stale),
        (Err(Unfit::Short), _) => Some(t.short),
        (Err(Unfit::Long), _) => Some(t.long),
        (Err(Unfit::Address), _) => Some(t.is_address),
        _ if password != chosen.again => Some(t.differs),
        (Ok(()), None) => Some(t.wrong_number),
        (Ok(()), Some(_)) => None,
    };
    let (None, Some(step)) = (problem, step) else {
        return page(&app, &seat, &seed, problem).await;
    };
    let salt = app.store().random_secret()?;
    let hash = app.passwords.hash(chosen.password.into(), salt).await?;
    let account = &seat.account.id;
    app.store().set_login(account, &hash, seed.secret(), step).await?;
    note(&app, account, "log-in chosen").await?;
    let cookie = session(&app, account).await?;
    Ok(([(SET_COOKIE, cookie)], Redirect::to("/")).into_response())
}

/// An operator's address. A shopkeeper has nothing here.
fn email(seat: &Seat) -> Result<&str, Problem> {
    let email = seat.account.email.as_deref().ok_or(Problem::Missing)?;
    if seat.account.kind == AccountKind::Operator { Ok(email) } else { Err(Problem::Missing) }
}

/// Whether they proved who they are a short while ago.
fn is_fresh(app: &App, seat: &Seat) -> bool {
    app.now() <= seat.since.saturating_add(FRESH).unwrap_or(seat.since)
}

async fn page(
    app: &App,
    seat: &Seat,
    seed: &Seed,
    problem: Option<&'static str>,
) -> Result<Response, Problem> {
    let email = email(seat)?;
    let link = seed.link(email);
    let offer = Offer {
        seed: seed.secret().expose_secret().to_owned(),
        grouped: seed.grouped(),
        picture: picture(&link),
        link,
    };
    let page = Page {
        frame: seat.frame(texts(seat.language).login.own_title, "/account"),
        email: email.to_owned(),
        is_known: app.store().totp_of(&seat.account.id).await?.is_some(),
        problem,
        offer: is_fresh(app, seat).then_some(offer),
    };
    Ok(shown(&page, seat.language))
}

/// A text as a QR code. One that is too long for it has none; the text stands beside it anyway.
fn picture(text: &str) -> Option<Picture> {
    let code = QrCode::new(text).ok()?;
    let width = code.width();
    let colors = code.to_colors();
    let dark = colors.iter().enumerate().filter(|(_, color)| **color == Color::Dark);
    let square =
        |place: usize| format!("M{} {}h1v1h-1z", MARGIN + place % width, MARGIN + place / width);
    let path = dark.map(|(place, _)| square(place)).collect();
    Some(Picture { size: width + 2 * MARGIN, path })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_has_its_three_corners_and_white_around_it() {
        let picture = picture("otpauth://totp/x").unwrap();
        let last = picture.size - MARGIN - 1;
        for corner in [(MARGIN, MARGIN), (last, MARGIN), (MARGIN, last)] {
            assert!(picture.path.contains(&format!("M{} {}h1", corner.0, corner.1)), "{corner:?}");
        }
        assert!(!picture.path.contains(&format!("M{} ", MARGIN - 1)));
        assert!(!picture.path.contains(&format!("M{} ", last + 1)));
    }
}
