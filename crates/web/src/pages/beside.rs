//! What belongs to an order: its corrections and credit invoices, and what those belong to.

use axum::extract::{Path, State};
use axum::response::Response;
use bookkeeping::{Language, Money, Subject};
use store::{OrderRecord, State as OrderState, Step};

use super::decide::to_order;
use super::order::title;
use crate::app::App;
use crate::door::Seat;
use crate::look::{euros, moment};
use crate::problem::Problem;
use crate::texts::texts;

/// Something that belongs to an order, or that it belongs to.
pub(super) struct Beside {
    pub(super) name: String,
    pub(super) link: String,
    pub(super) total: String,
    pub(super) state: &'static str,
}

/// All that belongs to an order, or the order that this belongs to.
pub(super) async fn beside(
    app: &App,
    record: &OrderRecord,
    language: Language,
) -> Result<Vec<Beside>, Problem> {
    let found = match record.of_order {
        Some(order) => app.store().order(&record.connection, order).await?.into_iter().collect(),
        None => app.store().of_order(&record.connection, record.order_id).await?,
    };
    let t = texts(language);
    let each = found.iter().map(|own| Beside {
        name: title(own, language),
        link: format!("/c/{}/orders/{}", own.connection, own.order_id),
        total: euros(Money::round(own.total), language),
        state: t.states.of(own.state),
    });
    Ok(each.collect())
}

/// Whether the shop no longer has an order that is booked.
pub(super) fn is_deleted(record: &OrderRecord, history: &[Step]) -> bool {
    let last = history.iter().rfind(|step| step.what == "changed");
    let is_kept =
        matches!(record.state, OrderState::Booked | OrderState::Changed | OrderState::Ignored);
    is_kept && last.is_some_and(|step| step.detail == "removed")
}

/// When an edit of an order that is booked would be known.
pub(super) async fn looked_through(
    app: &App,
    record: &OrderRecord,
    language: Language,
) -> Result<Option<String>, Problem> {
    let is_order = matches!(Subject::of_id(record.order_id), Some(Subject::Order(_)));
    if !is_order || record.state != OrderState::Booked {
        return Ok(None);
    }
    let at = app.service.read_through_at(&record.connection).await?;
    let t = &texts(language).beside;
    Ok(at.map(|at| (t.looked_through)(&moment(at, app.now(), language))))
}

/// `POST /c/{connection}/orders/{order}/look-through`: the whole shop is read again, and this order with it.
pub(crate) async fn look_through(
    State(app): State<App>,
    seat: Seat,
    Path((id, order)): Path<(String, i64)>,
) -> Result<Response, Problem> {
    let connection = seat.own_connection(&app, &id).await?;
    app.service.speaking(seat.language).read_through(&connection.id).await?;
    app.look_now(&connection).await?;
    Ok(to_order(&connection, order, "?said=looking"))
}
