//! Who is in, and what they may see.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::HeaderMap;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use billing::{Month, ends_from};
use bookkeeping::Language;
use jiff::Timestamp;
use store::{Account, AccountKind, AuditEntry, Connection, ConnectionId, Role};

use super::cookie;
use crate::app::App;
use crate::contact::Contact;
use crate::look::{Frame, Place, Tab, day};
use crate::problem::Problem;
use crate::texts::texts;

/// How long a session lasts after it was last used.
pub(super) const SESSION: Duration = Duration::from_hours(24 * 14);

/// How long it lasts at most.
const LONGEST: Duration = Duration::from_hours(24 * 90);

/// Somebody who is in.
#[derive(Debug, Clone)]
pub(crate) struct Seat {
    pub(crate) account: Account,
    pub(crate) language: Language,
    /// When they proved who they are.
    pub(super) since: Timestamp,
    shops: Vec<(i64, Role)>,
    contact: Arc<Contact>,
}

/// The account that a request comes from, if somebody is in, and since when they are.
pub(super) async fn account(
    headers: &HeaderMap,
    app: &App,
) -> Result<Option<(Account, Timestamp)>, store::Error> {
    let Some(token) = cookie::value(headers, cookie::SESSION, app) else { return Ok(None) };
    let session = app.store().extended_session(&token, app.now(), SESSION, LONGEST).await?;
    let Some(session) = session else { return Ok(None) };
    Ok(Some((app.store().account(&session.account).await?, session.made_at)))
}

impl FromRequestParts<App> for Seat {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let broken = |error: store::Error| Problem::from(error).into_response();
        let Some((account, since)) = account(&parts.headers, app).await.map_err(broken)? else {
            return Err(Redirect::to("/in").into_response());
        };
        let shops = app.store().shops_of(&account.id).await.map_err(broken)?;
        let language = account.language.into();
        Ok(Self { account, language, since, shops, contact: app.contact.clone() })
    }
}

/// Who is in, on a page that is there for everybody: it is shown even where nobody can tell.
impl OptionalFromRequestParts<App> for Seat {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Option<Self>, Infallible> {
        let seat = <Self as FromRequestParts<App>>::from_request_parts(parts, app).await;
        Ok(seat.ok())
    }
}

impl Seat {
    /// Whether they may look at a shop, and whether they may change things there. An operator may do
    /// everything.
    pub(crate) fn role_in(&self, shop: i64) -> Option<Role> {
        if self.account.kind == AccountKind::Operator {
            return Some(Role::Owner);
        }
        self.shops.iter().find(|(own, _)| *own == shop).map(|(_, role)| *role)
    }

    /// The shops that are theirs.
    pub(crate) fn owned_shops(&self) -> impl Iterator<Item = i64> {
        self.shops.iter().filter(|(_, role)| *role == Role::Owner).map(|(shop, _)| *shop)
    }

    /// A connection that they may look at. Another's is as good as none.
    pub(crate) async fn connection(&self, app: &App, id: &str) -> Result<Connection, Problem> {
        let id: ConnectionId = id.parse().map_err(|_| Problem::Missing)?;
        let connection = match app.store().connection(&id).await {
            Ok(connection) => connection,
            Err(store::Error::NoConnection(_)) => return Err(Problem::Missing),
            Err(error) => return Err(error.into()),
        };
        match self.role_in(connection.shop_id) {
            Some(_) => Ok(connection),
            None => Err(Problem::Missing),
        }
    }

    /// The same, of one in which they may change things.
    pub(crate) async fn own_connection(&self, app: &App, id: &str) -> Result<Connection, Problem> {
        let connection = self.connection(app, id).await?;
        if self.may_change(&connection) { Ok(connection) } else { Err(Problem::ReadOnly) }
    }

    /// Whether they may change things there.
    pub(crate) fn may_change(&self, connection: &Connection) -> bool {
        self.role_in(connection.shop_id) == Some(Role::Owner)
    }

    /// Notes what they did there.
    pub(crate) async fn note(
        &self,
        app: &App,
        connection: &Connection,
        what: &str,
        detail: &str,
    ) -> Result<(), Problem> {
        let entry = AuditEntry {
            at: app.now(),
            account: Some(self.account.id.clone()),
            shop_id: Some(connection.shop_id),
            connection: Some(connection.id.clone()),
            what: what.to_owned(),
            detail: detail.to_owned(),
        };
        Ok(app.store().note(&entry).await?)
    }

    /// All connections that they may look at, the oldest first.
    pub(crate) async fn connections(&self, app: &App) -> Result<Vec<Connection>, Problem> {
        let mut all = app.store().connections().await?;
        all.retain(|own| self.role_in(own.shop_id).is_some());
        Ok(all)
    }

    /// The frame of a page.
    pub(crate) fn frame(&self, title: &str, here: &str) -> Frame {
        Frame {
            t: texts(self.language),
            title: title.to_owned(),
            tab: Tab::Elsewhere,
            place: None,
            account: Some(self.account.name.clone()),
            here: here.to_owned(),
            language: self.language,
            contact: self.contact.clone(),
        }
    }

    /// The frame of a page about a connection.
    pub(crate) async fn frame_of(
        &self,
        app: &App,
        connection: &Connection,
        (title, here): (&str, &str),
        tab: Tab,
    ) -> Result<Frame, Problem> {
        let has_others = self.connections(app).await?.len() > 1;
        let place = Place {
            id: connection.id.to_string(),
            shop: connection.shop_name.clone(),
            administration: connection.administration_name.clone(),
            has_others,
            is_charged: app.terms.is_some(),
            notice: self.notice(app, connection).await?,
        };
        Ok(Frame { place: Some(place), tab, ..self.frame(title, here) })
    }

    /// That the subscription of a connection ends, or has ended, where the host charges.
    async fn notice(&self, app: &App, connection: &Connection) -> Result<Option<String>, Problem> {
        if app.terms.is_none() {
            return Ok(None);
        }
        let history = app.store().subscription_history(&connection.id).await?;
        let Some(from) = ends_from(&history.events) else { return Ok(None) };
        let (t, first) = (&texts(self.language).plan, day(from.first_day(), self.language));
        let has_ended = from <= Month::of(app.now());
        let said = if has_ended { (t.ended)(&first) } else { (t.ends)(&first) };
        Ok(Some(format!("{said} {}", t.stays)))
    }
}
