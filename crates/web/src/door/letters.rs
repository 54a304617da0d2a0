//! What somebody is mailed: chosen on a page, and ended from a letter without signing in.

use std::collections::HashMap;

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use bookkeeping::Language;
use store::{AccountId, AccountKind, LetterKind, Role};

use super::{Seat, Tongue};
use crate::app::App;
use crate::door::log_in::note;
use crate::look::{Frame, Tab};
use crate::problem::{Problem, shown};
use crate::texts::texts;

/// The kinds that are offered: the free month's where the host charges.
fn offered(app: &App) -> impl Iterator<Item = LetterKind> {
    let charges = app.terms.is_some();
    LetterKind::ALL.into_iter().filter(move |kind| charges || *kind != LetterKind::Trial)
}

/// What somebody may choose from.
pub(super) struct Letters {
    /// What stands in the way: that there is no address, or that it is not confirmed.
    pub(super) hindrance: Option<String>,
    /// Whether a letter by which it is confirmed can be sent again.
    pub(super) can_confirm: bool,
    /// Each kind: its word, what it is called, and whether they get it.
    pub(super) kinds: Vec<(&'static str, &'static str, bool)>,
}

impl Letters {
    /// Those of somebody; none if nothing is mailed here.
    pub(super) async fn of(app: &App, seat: &Seat) -> Result<Option<Self>, store::Error> {
        if !app.mails {
            return Ok(None);
        }
        let account = &seat.account;
        let shops = app.store().shops_of(&account.id).await?;
        let is_owner = shops.iter().any(|(_, role)| *role == Role::Owner);
        let usual = is_owner && account.kind == AccountKind::Shopkeeper;
        let chosen: HashMap<_, _> =
            app.store().mail_choices(&account.id).await?.into_iter().collect();
        let t = &texts(seat.language).letters;
        let kinds = offered(app).map(|kind| {
            (kind.as_str(), (t.kind)(kind), chosen.get(&kind).copied().unwrap_or(usual))
        });
        let kinds = kinds.collect();
        let unconfirmed = account.email.as_deref().filter(|_| !account.is_confirmed);
        let hindrance = match (&account.email, unconfirmed) {
            (None, _) => Some(t.no_address.to_owned()),
            (_, Some(email)) => Some((t.unconfirmed)(email)),
            _ => None,
        };
        Ok(Some(Self { can_confirm: unconfirmed.is_some(), hindrance, kinds }))
    }
}

/// `POST /account/letters`: the kinds that are ticked are wanted, and the others are not.
pub(crate) async fn choose_letters(
    State(app): State<App>,
    seat: Seat,
    Form(ticked): Form<HashMap<String, String>>,
) -> Result<Response, Problem> {
    let account = &seat.account.id;
    for kind in offered(&app) {
        let wanted = ticked.contains_key(kind.as_str());
        app.store().choose_mail(account, kind, wanted, app.now()).await?;
    }
    note(&app, account, "letters chosen").await?;
    Ok(Redirect::to("/account").into_response())
}

#[derive(Template)]
#[template(path = "unsubscribe.html")]
struct Page {
    frame: Frame,
    lead: String,
    /// Whether it is still to be done.
    is_asked: bool,
}

/// The parts of an address that ends letters.
type Address = Path<(String, String, String)>;

/// `GET /unsubscribe/{account}/{kind}/{proof}`: asks, since programs that read mail open links too.
pub(crate) async fn unsubscribing(
    State(app): State<App>,
    tongue: Tongue,
    Path(address): Address,
) -> Result<Response, Problem> {
    let (account, kind) = proven(&app, &address)?;
    let language = spoken(&app, &account, tongue).await?;
    let t = &texts(language).letters;
    let lead = (t.off_lead)((t.kind)(kind));
    Ok(page(&app, &address, (t.off_title, lead, true), language))
}

/// `POST` to the same: ends them, with one click in a program for mail (RFC 8058) or on the page.
pub(crate) async fn unsubscribe(
    State(app): State<App>,
    tongue: Tongue,
    Path(address): Address,
) -> Result<Response, Problem> {
    let (account, kind) = proven(&app, &address)?;
    let language = spoken(&app, &account, tongue).await?;
    if app.store().choose_mail(&account, kind, false, app.now()).await? {
        note(&app, &account, "letters ended").await?;
    }
    let t = &texts(language).letters;
    let lead = (t.is_off_lead)((t.kind)(kind));
    Ok(page(&app, &address, (t.is_off, lead, false), language))
}

fn page(
    app: &App,
    (account, kind, proof): &(String, String, String),
    (title, lead, is_asked): (&str, String, bool),
    language: Language,
) -> Response {
    let here = format!("/unsubscribe/{account}/{kind}/{proof}");
    let frame = Frame::bare(app, language, title, &here);
    shown(&Page { frame, lead, is_asked }, language)
}

/// Whose letters of which kind an address ends, if it is one of ours.
fn proven(
    app: &App,
    (account, kind, proof): &(String, String, String),
) -> Result<(AccountId, LetterKind), Problem> {
    let account: AccountId = account.parse().map_err(|_| Problem::Missing)?;
    let kind = LetterKind::parse(kind).ok_or(Problem::Missing)?;
    if app.store().proves_unsubscribe(&account, kind, proof) {
        Ok((account, kind))
    } else {
        Err(Problem::Missing)
    }
}

/// The language of their letters; of the browser, if they are gone.
async fn spoken(app: &App, account: &AccountId, tongue: Tongue) -> Result<Language, Problem> {
    match app.store().account(account).await {
        Ok(own) => Ok(own.language.into()),
        Err(store::Error::NoAccount(_)) => Ok(tongue.language),
        Err(error) => Err(error.into()),
    }
}
