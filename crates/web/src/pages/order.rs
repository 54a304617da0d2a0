//! One order: what the shop says, what was booked, and everything that happened to it.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use bookkeeping::{Customer, Invoice, Language, Money, Subject, Warning};
use jiff::Timestamp;
use serde::Deserialize;
use store::{Connection, OrderRecord, State as OrderState};
use sync::TakeBack;

use super::beside::{Beside, beside, is_deleted, looked_through};
use super::correct::{Difference, difference};
use super::decide::record;
use super::erase::Person;
use super::verdict::Tone;
use crate::app::App;
use crate::door::Seat;
use crate::look::{Frame, Tab, amount, day, euros, moment, price};
use crate::manual::about_warning;
use crate::pages::settings::{decimal, mended_at};
use crate::problem::{Problem, shown};
use crate::reason::{Reader, charged, is_cancelled, is_on_page};
use crate::texts::{Texts, texts};

/// What the address says: what came of a form.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    said: Option<String>,
}

#[derive(Template)]
#[template(path = "order.html")]
struct Page {
    frame: Frame,
    title: String,
    /// What came of a form.
    alert: Option<&'static str>,
    state: &'static str,
    class: &'static str,
    tone: Tone,
    message: Option<String>,
    hint: Option<String>,
    /// Where the manual says more of it.
    explained: Option<String>,
    /// Where to choose what is missing.
    settings_link: Option<String>,
    difference: Option<Difference>,
    may_change: bool,
    choices: Choices,
    not_booked: &'static str,
    shop: Vec<(&'static str, String)>,
    /// Nothing for what the shop does not have.
    shop_link: Option<String>,
    beside: Vec<Beside>,
    looked_through: Option<String>,
    books: Vec<(&'static str, String)>,
    books_link: Option<String>,
    /// What should be looked at, and where the manual says more of it.
    warnings: Vec<(String, String)>,
    lines: Vec<Line>,
    sums: Vec<(String, String)>,
    total: String,
    members: Vec<(String, String)>,
    steps: Vec<StepRow>,
}

/// What a person may decide now.
#[derive(Default)]
struct Choices {
    can_retry: bool,
    /// Why what was refused cannot be tried again.
    no_retry: Option<String>,
    /// What is said of taking back what was set aside, and the button.
    back: Option<(&'static str, &'static str)>,
    /// Why what was set aside is not taken back.
    not_back: Option<&'static str>,
    /// What is said of setting it aside.
    ignore: Option<&'static str>,
    /// Whether there is a person who can be forgotten.
    can_forget: bool,
}

struct Line {
    description: String,
    quantity: String,
    total: String,
    vat: String,
}

struct StepRow {
    machine: String,
    at: String,
    what: String,
    detail: String,
}

/// `GET /c/{connection}/orders/{order}`
pub(crate) async fn page(
    State(app): State<App>,
    seat: Seat,
    Path((id, order)): Path<(String, i64)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let connection = seat.connection(&app, &id).await?;
    let record = record(&app, &connection, order).await?;
    let language = seat.language;
    let service = app.service.speaking(language);
    let view = service.view_of(&record).await?;
    let here = format!("/c/{}/orders/{order}", connection.id);
    let title = title(&record, language);
    let frame = seat.frame_of(&app, &connection, (&title, &here), Tab::Orders).await?;
    let t = frame.t;
    let may_change = seat.may_change(&connection);
    let (invoice, person) = (planned(&record), Person::of(&record));
    let reader = Reader::new(language, service.statuses(&connection.id).await?).who(may_change);
    let history = app.store().steps(&connection.id, order).await?;
    let is_gone = record.state == OrderState::Waiting && sync::is_gone(&record, &history);
    let message = is_gone.then(|| t.order.gone.to_owned());
    let is_deleted = is_deleted(&record, &history);
    let difference = difference(&app, &record, language).await?;
    let happened = match &difference {
        Some(Difference::Open(sheet)) => Some(sheet.happened.to_owned()),
        _ => None,
    };
    let message = happened
        .or(message)
        .or_else(|| reader.remark(&view))
        .or_else(|| view.settle_at.map(|at| (t.order.settles)(&moment(at, app.now(), language))));
    let has_to_wait = matches!(difference, Some(Difference::Later(..)));
    let is_refused = record.state == OrderState::Refused;
    let mended = view.refusal.as_ref().filter(|own| is_refused && may_change && is_on_page(own));
    let page = Page {
        state: reader.state(&view),
        class: record.state.as_str(),
        tone: tone(record.state),
        message,
        settings_link: mended.map(|why| mended_at(&connection, why)),
        // Until then there is nothing to choose.
        hint: reader.hint(&view).filter(|_| !has_to_wait),
        explained: reader.explained(&view),
        alert: alert(&asked, t),
        difference,
        may_change,
        choices: if may_change {
            let no_retry = service.not_taken_over(&record).await?;
            let no_retry = no_retry.map(|own| format!("{} {}", own.message, own.hint));
            choices((&record, &person), service.can_take_back(&record).await?, no_retry, t)
        } else {
            Choices::default()
        },
        not_booked: match record.state {
            OrderState::Ignored => t.order.never_booked,
            _ if is_cancelled(&view) => t.reasons.not_booked,
            _ => t.order.not_booked,
        },
        shop: in_shop((&record, &person), (&reader, is_deleted), t, language),
        shop_link: (record.order_id > 0 && !is_deleted)
            .then(|| format!("{}/onderhoud/orders/{}", connection.shop_url, record.order_id)),
        beside: beside(&app, &record, language).await?,
        looked_through: looked_through(&app, &record, language).await?,
        books: in_books(&record, t, language),
        books_link: books_link(&service, &connection, (&record, invoice.as_ref())),
        warnings: sync::warnings(&record).iter().map(|own| warning(own, language)).collect(),
        lines: invoice.as_ref().map(|own| lines(own, language)).unwrap_or_default(),
        sums: invoice.as_ref().map(|own| sums(own, t, language)).unwrap_or_default(),
        total: invoice.as_ref().map_or_else(String::new, |own| euros(own.total, language)),
        members: members(&app, &connection, &record).await?,
        steps: steps(&history, app.now(), t, !may_change, language),
        title,
        frame,
    };
    Ok(shown(&page, language))
}

/// The sentence of a warning, and where the manual says more of it.
fn warning(own: &Warning, language: Language) -> (String, String) {
    (own.sentence(language), about_warning(own).address(language))
}

/// What came of a form that was sent.
fn alert(asked: &Asked, t: &'static Texts) -> Option<&'static str> {
    match asked.said.as_deref() {
        Some("moved") => Some(t.correcting.moved),
        Some("reason") => Some(t.deciding.reason_first),
        Some("looking") => Some(t.beside.looking),
        _ => None,
    }
}

fn choices(
    (record, person): (&OrderRecord, &Person),
    back: Option<TakeBack>,
    no_retry: Option<String>,
    t: &'static Texts,
) -> Choices {
    let no_retry = no_retry.filter(|_| record.state == OrderState::Refused || back.is_some());
    Choices {
        can_retry: record.state == OrderState::Refused && no_retry.is_none(),
        can_forget: matches!(person, Person::Known(_)),
        not_back: (record.state == OrderState::Ignored && back.is_none())
            .then_some(t.deciding.not_back),
        back: back.filter(|_| no_retry.is_none()).map(|own| match own {
            TakeBack::Decided => (t.deciding.decided_hint, t.deciding.decided),
            TakeBack::Compared => (t.deciding.compared_hint, t.deciding.compared),
        }),
        ignore: match record.state {
            OrderState::Changed => Some(t.order.ignore_booked_hint),
            OrderState::Refused | OrderState::Waiting | OrderState::Ready => {
                Some(t.order.ignore_hint)
            }
            OrderState::Booking | OrderState::Booked | OrderState::Ignored => None,
        },
        no_retry,
    }
}

/// What it is called: not everything that is booked is an order.
pub(super) fn title(record: &OrderRecord, language: Language) -> String {
    let t = &texts(language).order;
    let title = match Subject::of_id(record.order_id) {
        Some(Subject::Credit(_)) => t.credit_title,
        Some(Subject::Correction { .. }) => t.correction_title,
        Some(Subject::Day { .. }) => t.day_title,
        _ => t.title,
    };
    title(&record.number)
}

/// The invoice that was decided for it, if one was.
fn planned(record: &OrderRecord) -> Option<Invoice> {
    serde_json::from_str(&record.booking.as_ref()?.plan).ok()
}

fn tone(state: OrderState) -> Tone {
    match state {
        OrderState::Booked | OrderState::Ignored => Tone::Good,
        OrderState::Refused | OrderState::Changed => Tone::Attention,
        _ => Tone::Busy,
    }
}

fn in_shop(
    (record, person): (&OrderRecord, &Person),
    (reader, is_deleted): (&Reader, bool),
    t: &'static Texts,
    language: Language,
) -> Vec<(&'static str, String)> {
    if matches!(
        Subject::of_id(record.order_id),
        Some(Subject::Correction { .. } | Subject::Day { .. })
    ) {
        return Vec::new();
    }
    let paid = if record.paid { t.order.paid } else { t.order.unpaid };
    let total = price(Money::round(record.total), &record.currency, language);
    let mut rows = vec![
        (t.order.placed, day(record.placed_on, language)),
        (t.order.total, format!("{total} ({paid})")),
    ];
    rows.extend(customer(person, t).map(|name| (t.order.customer, name)));
    let status = record.shop_status.map(|own| reader.status(own));
    let status = if is_deleted { Some(t.beside.deleted.to_owned()) } else { status };
    rows.extend(status.map(|own| (t.order.status, own)));
    rows
}

/// Who ordered, as far as that is known.
fn customer(person: &Person, t: &Texts) -> Option<String> {
    let own: &Customer = match person {
        Person::Known(own) | Person::Needed(own) => own,
        Person::Forgotten => return Some(t.erasing.forgotten.to_owned()),
        Person::Nobody => return None,
    };
    let person = format!("{} {}", own.first_name.trim(), own.last_name.trim());
    let name = if own.company.trim().is_empty() { &person } else { &own.company };
    Some(name.trim().to_owned()).filter(|name| !name.is_empty())
}

fn in_books(
    record: &OrderRecord,
    t: &'static Texts,
    language: Language,
) -> Vec<(&'static str, String)> {
    let Some(own) = record.booking.as_ref().filter(|own| own.invoice_id.is_some()) else {
        return Vec::new();
    };
    vec![
        (t.order.reference, own.reference.clone()),
        (t.order.invoice_date, day(own.booked_on, language)),
    ]
}

/// Where Moneybird shows the invoice.
fn books_link(
    service: &sync::Service,
    connection: &Connection,
    (record, planned): (&OrderRecord, Option<&Invoice>),
) -> Option<String> {
    let id = record.booking.as_ref()?.invoice_id.as_ref()?;
    let foreign = planned.and_then(|plan| plan.foreign);
    Some(service.invoice_page(&connection.administration_id, id, foreign))
}

fn lines(invoice: &Invoice, language: Language) -> Vec<Line> {
    let line = |own: &bookkeeping::Line| Line {
        description: own.description.clone(),
        quantity: decimal(&own.quantity.normalize(), language),
        total: amount(own.total, language),
        vat: format!("{}%", decimal(&own.percentage, language)),
    };
    invoice.lines.iter().map(line).collect()
}

fn sums(invoice: &Invoice, t: &Texts, language: Language) -> Vec<(String, String)> {
    let row = |own: &bookkeeping::VatRow| {
        let name = charged((own.case, Some(own.country), Some(own.percentage)), t, language);
        ((t.order.vat_over)(&name, &amount(own.net, language)), amount(own.vat, language))
    };
    invoice.vat.iter().map(row).collect()
}

async fn members(
    app: &App,
    connection: &Connection,
    record: &OrderRecord,
) -> Result<Vec<(String, String)>, Problem> {
    if !matches!(Subject::of_id(record.order_id), Some(Subject::Day { .. })) {
        return Ok(Vec::new());
    }
    let members = app.store().members(&connection.id, record.order_id).await?;
    let link = |own: &OrderRecord| {
        (own.number.clone(), format!("/c/{}/orders/{}", connection.id, own.order_id))
    };
    Ok(members.iter().map(link).collect())
}

fn steps(
    steps: &[store::Step],
    now: Timestamp,
    t: &'static Texts,
    only_looks: bool,
    language: Language,
) -> Vec<StepRow> {
    let what = |own: &store::Step| match OrderState::parse(&own.what) {
        Some(OrderState::Refused) => t.states.to(OrderState::Refused, only_looks).to_owned(),
        _ => (t.order.step)(&own.what),
    };
    let row = |(place, own): (usize, &store::Step)| StepRow {
        machine: own.at.to_string(),
        at: moment(own.at, now, language),
        what: what(own),
        detail: if is_attempt(own) {
            let before = steps[..place].iter().filter(|step| is_attempt(step));
            (t.order.attempt)(before.filter(|step| step.what == own.what).count() + 1)
        } else {
            detail(own, t)
        },
    };
    steps.iter().enumerate().map(row).collect()
}

/// Whether a request left. Its number counts all of an order's, those for its invoice and those for its
/// payment; people count each kind by itself.
fn is_attempt(step: &store::Step) -> bool {
    step.detail.starts_with("attempt ")
}

/// What belongs to a step: words of ours are said in the reader's language, what others gave (ids,
/// numbers, reasons) is shown as it is, an id with what it is the id of.
fn detail(step: &store::Step, t: &Texts) -> String {
    let text = step.detail.as_str();
    if let Some(state) = OrderState::ALL.into_iter().find(|own| own.as_str() == text) {
        return t.states.of(state).to_owned();
    }
    // Where it was before, the steps before tell.
    if text.is_empty() || text.starts_with("back from ") {
        return String::new();
    }
    let named = (t.order.of_step)(&step.what, text);
    // A code of ours, or what others gave.
    if named == step.what { (t.order.code)(text) } else { named }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_request_is_counted_by_itself() {
        let told = [
            ("invoice_sending", "attempt 1"),
            ("planned", "back from invoice_sending"),
            ("invoice_sending", "attempt 2"),
            ("invoice_made", "4711"),
            ("payment_sending", "attempt 3"),
        ];
        let step = |(what, detail): (&str, &str)| store::Step {
            at: Timestamp::UNIX_EPOCH,
            what: what.to_owned(),
            detail: detail.to_owned(),
        };
        let history = told.map(step);
        let t = texts(Language::Nl);
        let rows = steps(&history, Timestamp::UNIX_EPOCH, t, false, Language::Nl);
        let details: Vec<&str> = rows.iter().map(|own| own.detail.as_str()).collect();
        assert_eq!(details, ["", "", "tweede poging", "factuur 4711", ""]);
    }
}
