//! The difference between what is booked of an order and what the shop shows, and agreeing to book it.

use std::collections::BTreeMap;

use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use bookkeeping::edit::Change;
use bookkeeping::{Country, Language, Money, Percentage, Subject, VatCase};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use store::{OrderRecord, State as OrderState};
use sync::{Code, Proposed, Uncorrectable};

use super::decide::{record, to_order};
use crate::app::App;
use crate::door::Seat;
use crate::look::{amount, euros};
use crate::problem::Problem;
use crate::reason::charged;
use crate::texts::texts;

/// What a changed order needs.
pub(super) enum Difference {
    /// A person may agree to book this.
    Open(Box<Sheet>),
    /// Something comes first: why, and the name and address of what it is, where it has a page.
    Later(&'static str, Option<(String, String)>),
}

/// The difference as a page shows it.
pub(super) struct Sheet {
    /// What happened in the shop.
    pub(super) happened: &'static str,
    pub(super) rows: Vec<Row>,
    pub(super) total: Row,
    pub(super) notes: Vec<String>,
    pub(super) hint: String,
    /// What an answer has to repeat.
    pub(super) shown: String,
}

/// Amounts of one kind of VAT, VAT included.
pub(super) struct Row {
    pub(super) name: String,
    pub(super) was: String,
    pub(super) now: String,
    pub(super) difference: String,
    pub(super) vat: String,
}

/// What a person was shown when they agreed.
#[derive(Debug, Deserialize)]
pub(crate) struct Agreed {
    shown: String,
}

/// What is to be shown of a changed order; nothing for any other, and nothing where only a person can tell
/// what is to be booked.
pub(super) async fn difference(
    app: &App,
    order: &OrderRecord,
    language: Language,
) -> Result<Option<Difference>, Problem> {
    if order.state != OrderState::Changed {
        return Ok(None);
    }
    let t = &texts(language).correcting;
    Ok(match app.service.correctable(order).await? {
        Ok(proposed) => {
            let connection = app.store().connection(&order.connection).await?;
            let registers =
                sync::saved_settings(&connection).is_some_and(|own| own.payment.register);
            sheet(order, &proposed, registers, language).map(Box::new).map(Difference::Open)
        }
        Err(Uncorrectable::Uncompared) => Some(Difference::Later(t.uncompared, None)),
        Err(Uncorrectable::Unfinished(own)) => {
            let link = format!("/c/{}/orders/{}", own.connection, own.order_id);
            let why = match Subject::of_id(own.order_id) {
                Some(Subject::Credit(_)) => t.credit,
                _ if own.state == OrderState::Refused => t.stuck,
                _ => t.agreed,
            };
            Some(Difference::Later(why, Some((own.number, link))))
        }
        Err(Uncorrectable::Unchanged | Uncorrectable::Unbookable(_)) => None,
    })
}

/// `POST /c/{connection}/orders/{order}/correct`: what was shown is booked in the next round. If anything
/// else would be booked by now, nothing is agreed to.
pub(crate) async fn agree(
    State(app): State<App>,
    seat: Seat,
    Path((id, order)): Path<(String, i64)>,
    Form(agreed): Form<Agreed>,
) -> Result<Response, Problem> {
    let connection = seat.own_connection(&app, &id).await?;
    let record = record(&app, &connection, order).await?;
    let service = app.service.speaking(seat.language);
    let proposed = match service.correctable(&record).await? {
        // Whoever pressed the button twice has agreed once.
        Err(Uncorrectable::Unfinished(_)) => return Ok(to_order(&connection, order, "")),
        other => other.ok().filter(|own| shown(own) == agreed.shown),
    };
    let Some(proposed) = proposed else { return Ok(to_order(&connection, order, "?said=moved")) };
    match service.correct(&record, &proposed).await {
        Err(fault) if fault.code == Code::Usage => {
            return Ok(to_order(&connection, order, "?said=moved"));
        }
        done => done?,
    };
    seat.note(&app, &connection, "correction agreed", &record.number).await?;
    app.look_now(&connection).await?;
    Ok(to_order(&connection, order, ""))
}

/// The number and the total of a correction, and a digest of all that it books.
fn shown(own: &Proposed) -> String {
    let all = serde_json::to_vec(&own.correction).unwrap_or_default();
    format!("{} {} {}", own.number, own.total, hex::encode(Sha256::digest(all)))
}

/// `registers` says whether payments are booked at all.
fn sheet(
    order: &OrderRecord,
    own: &Proposed,
    registers: bool,
    language: Language,
) -> Option<Sheet> {
    let refusal = sync::refusal(order.refusal.as_deref())?;
    let change = refusal.change()?;
    let t = &texts(language).correcting;
    let money = match change.total() {
        total if total.is_zero() => None,
        total if own.correction.settles && registers => Some((t.settles)(&euros(total, language))),
        _ => Some(t.stays_open.to_owned()),
    };
    let credited =
        (!change.credited.is_zero()).then(|| (t.credited)(&euros(change.credited, language)));
    let notes = std::iter::once(t.with_vat.to_owned()).chain(credited);
    let (rows, total) = rows(change, language);
    Some(Sheet {
        happened: (t.happened)(refusal.code()),
        rows,
        total,
        notes: notes.chain(money).collect(),
        hint: (t.hint)(&own.correction.named(&own.correction.reference)),
        shown: shown(own),
    })
}

/// A row for each kind of VAT, and all of them.
fn rows(change: &Change, language: Language) -> (Vec<Row>, Row) {
    type Rate = (VatCase, Country, Percentage);
    let mut rates: BTreeMap<Rate, [Money; 3]> = BTreeMap::new();
    for (at, side) in [&change.was, &change.now].into_iter().enumerate() {
        for sold in side {
            let rate = (sold.case, sold.country, sold.percentage);
            rates.entry(rate).or_default()[at] += sold.net + sold.vat;
        }
    }
    for part in &change.parts {
        let rate = (part.place.case, part.place.country, part.place.percentage);
        rates.entry(rate).or_default()[2] += part.amount;
    }
    let t = texts(language);
    let row = |name: String, [was, now, difference]: [Money; 3], vat: Money| Row {
        name,
        was: amount(was, language),
        now: amount(now, language),
        difference: amount(difference, language),
        vat: amount(vat, language),
    };
    let (mut each, mut all) = (Vec::new(), Money::ZERO);
    for ((case, country, percentage), amounts) in rates {
        let vat = amounts[2].vat_inside(percentage.decimal());
        all += vat;
        each.push(row(charged((case, Some(country), Some(percentage)), t, language), amounts, vat));
    }
    let sums = [change.total_was, change.total_now, change.total()];
    (each, row(t.order.total.to_owned(), sums, all))
}
