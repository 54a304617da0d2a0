//! The settings where a side cannot be asked: what is saved is shown all the same, and where it goes on.

use askama::Template;
use axum::response::Response;
use store::{Connection, Health};
use sync::{Choices, Code, Fault, Service};

use crate::app::App;
use crate::door::Seat;
use crate::install::shut;
use crate::look::{Frame, Tab};
use crate::manual::about_fault;
use crate::problem::{Problem, shown};
use crate::reason;
use crate::texts::texts;

/// What stands in the way.
pub(crate) struct Standstill {
    pub(crate) text: String,
    /// Where the manual says more of it.
    pub(crate) explained: String,
    /// The text of a link to what mends it, and its address.
    pub(crate) link: Option<(&'static str, String)>,
}

#[derive(Template)]
#[template(path = "standstill.html")]
struct Page {
    frame: Frame,
    standstill: Standstill,
}

impl Standstill {
    pub(super) async fn of(
        app: &App,
        seat: &Seat,
        connection: &Connection,
        fault: &Fault,
    ) -> Result<Self, Problem> {
        let t = texts(seat.language);
        let mut text = reason::fault(fault, seat.language);
        let link = if is_reconnected(fault.code) {
            Some((t.setup.again, format!("/c/{}/moneybird", connection.id)))
        } else if fault.code == Code::CredentialsShop {
            let shut = shut(app, connection.shop_id).await?;
            if shut.is_removed {
                t.standing.removed.clone_into(&mut text);
            }
            shut.apps.map(|apps| (t.standing.to_shop, apps))
        } else {
            None
        };
        let explained = about_fault(fault.code.as_str()).address(seat.language);
        Ok(Self { text, explained, link: link.filter(|_| seat.may_change(connection)) })
    }
}

/// Whether giving leave at Moneybird once more mends it.
fn is_reconnected(code: Code) -> bool {
    matches!(code, Code::CredentialsMoneybird | Code::ScopeMissing)
}

/// The choices of a connection, and what stood in the way of asking for them. One of which it is known that
/// it stands still is not asked for by who may change it either.
pub(super) async fn at_hand(
    service: &Service,
    connection: &Connection,
    may_change: bool,
) -> Result<(Choices, Option<Fault>), Fault> {
    let id = &connection.id;
    let known = known(connection);
    let is_known = known.is_some();
    let asked = match (known, may_change) {
        (Some(known), _) => Err(known),
        (None, true) => service.choices(id).await,
        (None, false) => service.choices_to_look_at(id).await,
    };
    let fault = match asked {
        Ok(choices) => return Ok((choices, None)),
        Err(fault) => fault,
    };
    tracing::warn!(connection = %id, code = fault.code.as_str(), "{}", fault.message);
    // Of one who only looks that was asked already.
    let looked =
        if may_change || is_known { service.choices_to_look_at(id).await.ok() } else { None };
    let kept = match looked {
        None => service.choices_kept(id).await.ok(),
        looked => looked,
    };
    kept.map(|choices| (choices, Some(fault.clone()))).ok_or(fault)
}

/// Why it stands still, if it does for want of access to a side.
fn known(connection: &Connection) -> Option<Fault> {
    let Health::Broken { code, message } = &connection.health else { return None };
    let all = [Code::CredentialsShop, Code::CredentialsMoneybird, Code::ScopeMissing];
    let own = all.into_iter().find(|own| own.as_str() == code)?;
    Some(Fault::new(own, message.clone(), ""))
}

/// The page where there is nothing to be shown: where it goes on, or that it did not work.
pub(super) async fn page(
    app: &App,
    seat: &Seat,
    connection: &Connection,
    fault: Fault,
) -> Result<Response, Problem> {
    if !fault.code.breaks_connection() {
        return Err(fault.into());
    }
    let t = texts(seat.language);
    let here = format!("/c/{}/settings", connection.id);
    let frame = seat.frame_of(app, connection, (t.settings.title, &here), Tab::Settings).await?;
    let standstill = Standstill::of(app, seat, connection, &fault).await?;
    Ok(shown(&Page { frame, standstill }, seat.language))
}
