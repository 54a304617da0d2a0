//! Who may look into a shop: inviting somebody, and taking it back.

use std::time::Duration;

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use store::{AccountId, AccountKind, Connection, InvitationId, NewInvitation, Role};

use crate::app::App;
use crate::door::{Seat, note_taken, session};
use crate::look::{Frame, Tab, moment};
use crate::problem::{Problem, shown};
use crate::texts::texts;

/// How long an invitation lasts.
const LASTS: Duration = Duration::from_hours(7 * 24);

/// Invitations of a shop that are open at once.
const MOST: usize = 20;

/// The longest name that is kept.
const LONGEST: usize = 80;

#[derive(Template)]
#[template(path = "people.html")]
struct Page {
    frame: Frame,
    id: String,
    may_change: bool,
    problem: Option<&'static str>,
    /// For whom it is, and the link. It is shown once: we keep its hash.
    made: Option<(String, String)>,
    members: Vec<Row>,
    invitations: Vec<Row>,
    /// What was typed.
    name: String,
}

struct Row {
    id: String,
    name: String,
    may: &'static str,
    when: String,
    /// Whether it can be withdrawn. Whoever comes in by the App Store would be back at once, and somebody
    /// is to be left.
    can_end: bool,
    log_in: Option<LogIn>,
}

/// A password by which the App Store's account can be opened too.
struct LogIn {
    email: String,
    /// Whether who looks may take it away: whoever is in with that account, or looks after the service.
    can_take: bool,
}

/// `GET /c/{connection}/people`
pub(crate) async fn page(
    State(app): State<App>,
    seat: Seat,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let connection = seat.connection(&app, &id).await?;
    let page = page_of(&app, &seat, &connection).await?;
    Ok(shown(&page, seat.language))
}

/// Whom to invite, and what they may do.
#[derive(Deserialize)]
pub(crate) struct Wanted {
    #[serde(default)]
    name: String,
    #[serde(default)]
    role: String,
}

/// `POST /c/{connection}/people`: makes an invitation, and shows its link.
pub(crate) async fn invite(
    State(app): State<App>,
    seat: Seat,
    Path(id): Path<String>,
    Form(wanted): Form<Wanted>,
) -> Result<Response, Problem> {
    let connection = seat.own_connection(&app, &id).await?;
    let t = &texts(seat.language).people;
    let role = Role::parse(&wanted.role).ok_or(Problem::Malformed)?;
    let name = named(&wanted.name);
    let mut page = page_of(&app, &seat, &connection).await?;
    page.problem = match () {
        () if name.is_empty() => Some(t.no_name),
        () if page.invitations.len() >= MOST => Some(t.too_many),
        () => None,
    };
    if page.problem.is_some() {
        page.name = name;
        return Ok(shown(&page, seat.language));
    }
    let (shop_id, by) = (connection.shop_id, &seat.account.id);
    let new = NewInvitation { shop_id, by, name: &name, role };
    let link = app.store().invite(new, app.now(), LASTS).await?;
    let what = match role {
        Role::Reader => "invited",
        Role::Owner => "invited as owner",
    };
    seat.note(&app, &connection, what, &name).await?;
    let mut page = page_of(&app, &seat, &connection).await?;
    page.made = Some((name, app.address(&format!("/invited/{}", link.expose()))));
    Ok(shown(&page, seat.language))
}

/// `POST /c/{connection}/people/{account}/withdraw`: hides the shop from somebody, from this moment on.
pub(crate) async fn withdraw(
    State(app): State<App>,
    seat: Seat,
    Path((id, account)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let connection = seat.own_connection(&app, &id).await?;
    let account: AccountId = account.parse().map_err(|_| Problem::Missing)?;
    let shop = connection.shop_id;
    let members = app.store().members_of(shop).await?;
    let member = members.into_iter().find(|own| own.account.id == account);
    let member = member.ok_or(Problem::Missing)?;
    if app.store().owner_of(shop).await?.as_ref() == Some(&account) {
        return Err(Problem::Malformed);
    }
    if app.store().revoke_shop(&account, shop).await? {
        seat.note(&app, &connection, "access withdrawn", &member.account.name).await?;
    }
    Ok(back(&connection))
}

/// `POST /c/{connection}/people/{account}/password`: the App Store's account is opened by the App Store
/// alone again, and everybody else who is in with it is out.
pub(crate) async fn take_password(
    State(app): State<App>,
    seat: Seat,
    Path((id, account)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let connection = seat.own_connection(&app, &id).await?;
    let own = app.store().app_store_account(connection.shop_id).await?;
    let own = own.filter(|own| own.as_str() == account).ok_or(Problem::Missing)?;
    if !may_take(&seat, &own) {
        return Err(Problem::Forbidden);
    }
    let is_theirs = seat.account.id == own;
    if app.store().forget_login(&own).await? {
        let (by, name) = (Some(&seat.account.id), &app.store().account(&own).await?.name);
        note_taken(&app, &own, by, name).await?;
    }
    if !is_theirs {
        return Ok(back(&connection));
    }
    let cookie = session(&app, &own).await?;
    Ok(([(SET_COOKIE, cookie)], back(&connection)).into_response())
}

fn may_take(seat: &Seat, own: &AccountId) -> bool {
    seat.account.kind == AccountKind::Operator || seat.account.id == *own
}

/// `POST /c/{connection}/people/invitations/{invitation}/withdraw`
pub(crate) async fn take_back(
    State(app): State<App>,
    seat: Seat,
    Path((id, invitation)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let connection = seat.own_connection(&app, &id).await?;
    let invitation: InvitationId = invitation.parse().map_err(|_| Problem::Missing)?;
    let shop = connection.shop_id;
    let open = app.store().invitations_to(shop, app.now()).await?;
    let own = open.into_iter().find(|own| own.id == invitation).ok_or(Problem::Missing)?;
    if app.store().take_invitation_back(&invitation, shop).await? {
        seat.note(&app, &connection, "invitation taken back", &own.name).await?;
    }
    Ok(back(&connection))
}

fn back(connection: &Connection) -> Response {
    Redirect::to(&format!("/c/{}/people", connection.id)).into_response()
}

/// A name that can be kept: on one line, and not too long.
fn named(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().filter(|sign| !sign.is_control()).take(LONGEST).collect()
}

/// The password of the App Store's account, if it has one: for whoever may change things.
async fn log_in(
    app: &App,
    seat: &Seat,
    connection: &Connection,
    own: Option<&AccountId>,
) -> Result<Option<LogIn>, Problem> {
    let Some(own) = own.filter(|_| seat.may_change(connection)) else { return Ok(None) };
    if !app.store().way_back(own).await?.has_password {
        return Ok(None);
    }
    let email = app.store().account(own).await?.email.unwrap_or_default();
    Ok(Some(LogIn { email, can_take: may_take(seat, own) }))
}

async fn page_of(app: &App, seat: &Seat, connection: &Connection) -> Result<Page, Problem> {
    let t = &texts(seat.language).people;
    let (shop, now, language) = (connection.shop_id, app.now(), seat.language);
    let here = format!("/c/{}/people", connection.id);
    let first = app.store().owner_of(shop).await?;
    let app_store = app.store().app_store_account(shop).await?;
    let mut log_in = log_in(app, seat, connection, app_store.as_ref()).await?;
    let has_app_store = app_store.is_some();
    let may = |role| match role {
        Role::Reader => t.reader,
        Role::Owner => t.owner,
    };
    let members = app.store().members_of(shop).await?.into_iter().map(|own| {
        let is_first = first.as_ref() == Some(&own.account.id);
        Row {
            id: own.account.id.to_string(),
            name: own.account.name,
            may: if is_first && has_app_store { t.first } else { may(own.role) },
            when: moment(own.since, now, language),
            can_end: !is_first,
            log_in: log_in.take_if(|_| is_first),
        }
    });
    let invitations = app.store().invitations_to(shop, now).await?.into_iter().map(|own| Row {
        id: own.id.to_string(),
        name: own.name,
        may: may(own.role),
        when: (t.until)(&moment(own.expires_at, now, language)),
        can_end: true,
        log_in: None,
    });
    Ok(Page {
        frame: seat.frame_of(app, connection, (t.title, &here), Tab::People).await?,
        id: connection.id.to_string(),
        may_change: seat.may_change(connection),
        problem: None,
        made: None,
        members: members.collect(),
        invitations: invitations.collect(),
        name: String::new(),
    })
}
