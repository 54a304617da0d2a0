//! The orders of a connection, a page at a time.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use bookkeeping::{Language, Money, Refusal};
use store::{Connection, Counts, OrderSummary, State as OrderState};

use super::listing::{Asked, PAGE, Which, found, place};
use crate::app::App;
use crate::cause::{Cause, causes};
use crate::door::Seat;
use crate::look::{Frame, Tab, amount, day};
use crate::pages::settings::mended_at;
use crate::problem::{Problem, shown};
use crate::reason::Reader;
use crate::texts::{Texts, texts};

#[derive(Template)]
#[template(path = "orders.html")]
struct Page {
    frame: Frame,
    id: String,
    notes: Vec<String>,
    /// What a form lacked.
    alert: Option<&'static str>,
    filters: Vec<Filter>,
    number: String,
    causes: Vec<CauseRow>,
    rows: Vec<Row>,
    none_hint: String,
    reason: String,
    can_decide: bool,
    newest: Option<String>,
    older: Option<String>,
}

struct Filter {
    name: &'static str,
    number: u64,
    link: String,
    is_chosen: bool,
}

/// A cause that orders have in common.
struct CauseRow {
    key: String,
    text: String,
    number: u64,
    link: String,
    is_chosen: bool,
    /// Where the manual says more of it.
    explained: String,
    /// Where to choose what is missing.
    settings: Option<String>,
    /// What the button says that tries them again.
    retry: Option<String>,
}

struct Row {
    id: i64,
    link: String,
    number: String,
    date: String,
    total: String,
    state: &'static str,
    class: &'static str,
    remark: String,
    /// Where the manual says more of it.
    explained: Option<String>,
    can_decide: bool,
    choose: String,
    is_chosen: bool,
}

/// `GET /c/{connection}/orders`
pub(crate) async fn page(
    State(app): State<App>,
    seat: Seat,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let connection = seat.connection(&app, &id).await?;
    let which = Which::parse(&asked).ok_or(Problem::Missing)?;
    let before = match asked.before.as_deref() {
        None => None,
        Some(text) => Some(place(text).ok_or(Problem::Missing)?),
    };
    let counts = app.store().counts(&connection.id).await?;
    let found = found(&app, &connection.id, &which, before).await?;
    let language = seat.language;
    let (t, base) = (texts(language), format!("/c/{}/orders", connection.id));
    let here = which.address(&base, asked.before.as_deref());
    let is_full = found.len() == usize::try_from(PAGE).unwrap_or_default();
    let is_named = matches!(which, Which::Named(_));
    let older = found.last().filter(|_| is_full && !is_named).map(|last| {
        let place = format!("{}_{}", last.placed_on, last.order_id);
        which.address(&base, Some(&place))
    });
    let may_change = seat.may_change(&connection);
    let statuses = app.service.statuses(&connection.id).await?;
    let reader = Reader::new(language, statuses).who(may_change);
    let kept = asked.kept.as_deref().unwrap_or_default();
    let rows = rows(&app, &found, (&base, kept), t, &reader, language).await?;
    let page = Page {
        frame: seat.frame_of(&app, &connection, (t.orders.title, &here), Tab::Orders).await?,
        id: connection.id.to_string(),
        notes: notes(&asked, t),
        alert: match asked.said.as_deref() {
            Some("choose") => Some(t.deciding.choose_first),
            Some("reason") => Some(t.deciding.reason_first),
            _ => None,
        },
        filters: filters(&counts, &which, &base, may_change, t),
        causes: match before {
            None => cause_rows(&app, &connection, &which, may_change, language).await?,
            Some(_) => Vec::new(),
        },
        can_decide: may_change && rows.iter().any(|row| row.can_decide),
        rows,
        none_hint: if is_named {
            none_named(&connection, language)
        } else {
            t.orders.none_hint.to_owned()
        },
        reason: asked.reason.unwrap_or_default(),
        newest: before.map(|_| which.address(&base, None)),
        older,
        number: match which {
            Which::Named(number) => number,
            _ => String::new(),
        },
    };
    Ok(shown(&page, language))
}

/// What is said where nothing is found: what is from before the first day is not listed.
fn none_named(connection: &Connection, language: Language) -> String {
    let t = texts(language);
    let settings = sync::saved_settings(connection);
    let first = settings.and_then(|own| sync::first_day(connection, &own));
    let before = first.map(|first| (t.choosing.none_before)(&day(first, language)));
    let said = std::iter::once(t.deciding.none_named.to_owned()).chain(before);
    said.collect::<Vec<_>>().join(" ")
}

fn notes(asked: &Asked, t: &'static Texts) -> Vec<String> {
    let done = asked.done.filter(|orders| *orders > 0).map(t.orders.done);
    let not_done = asked.not_done.filter(|orders| *orders > 0).map(t.orders.not_done);
    done.into_iter().chain(not_done).collect()
}

async fn rows(
    app: &App,
    found: &[OrderSummary],
    (base, kept): (&str, &str),
    t: &'static Texts,
    reader: &Reader,
    language: Language,
) -> Result<Vec<Row>, Problem> {
    let service = app.service.speaking(language);
    let views = service.views(found).await?;
    let kept: Vec<i64> = kept.split(',').filter_map(|own| own.parse().ok()).collect();
    let row = |view: sync::OrderView| Row {
        id: view.id,
        link: format!("{base}/{}", view.id),
        choose: (t.orders.choose)(&view.number),
        is_chosen: kept.contains(&view.id),
        number: view.number.clone(),
        date: day(view.date, language),
        total: amount(Money::round(view.total), language),
        state: reader.state(&view),
        class: view.state.as_str(),
        remark: reader.remark(&view).unwrap_or_default(),
        explained: reader.explained(&view),
        can_decide: matches!(view.state, OrderState::Refused | OrderState::Changed),
    };
    Ok(views.into_iter().map(row).collect())
}

/// What stands in the way of the orders that need a person, above a list of these.
async fn cause_rows(
    app: &App,
    connection: &Connection,
    which: &Which,
    may_change: bool,
    language: Language,
) -> Result<Vec<CauseRow>, Problem> {
    let is_wanted = |state| matches!(state, OrderState::Refused | OrderState::Changed);
    if *which != Which::Wanted && !which.state().is_some_and(is_wanted) {
        return Ok(Vec::new());
    }
    let reasons = app.store().reasons(&connection.id).await?;
    let mut all = causes(&reasons, language);
    all.retain(|own| which.state().is_none_or(|state| state == own.state));
    // One order says by itself what it is about.
    if all.iter().map(|own| own.orders).sum::<u64>() < 2 {
        return Ok(Vec::new());
    }
    let t = &texts(language).causes;
    let base = format!("/c/{}", connection.id);
    let mended = |why: &Refusal| mended_at(connection, why);
    let row = |own: Cause| CauseRow {
        link: own.link(&format!("{base}/orders")),
        is_chosen: *which == Which::Of(own.state, own.key.clone()),
        settings: own.on_page.as_ref().filter(|_| may_change).map(&mended),
        retry: (may_change && own.can_retry && own.orders > 1)
            .then(|| (t.retry)(own.at_once(), own.orders)),
        number: own.orders,
        text: own.text,
        explained: own.explained,
        key: own.key,
    };
    Ok(all.into_iter().map(row).collect())
}

fn filters(
    counts: &Counts,
    chosen: &Which,
    base: &str,
    may_change: bool,
    t: &'static Texts,
) -> Vec<Filter> {
    let needs = if may_change { t.orders.needs_you } else { t.deciding.all_waiting };
    let filter = |which: Which, name: &'static str, number: u64| Filter {
        name,
        number,
        link: which.address(base, None),
        is_chosen: which == *chosen || (which.state().is_some() && which.state() == chosen.state()),
    };
    let all = filter(Which::All, t.orders.all, counts.total());
    let wanted = (counts.of(OrderState::Refused), counts.of(OrderState::Changed));
    // Where only one of the two states occurs, it has a filter of its own already.
    let is_shown = wanted.0 > 0 && wanted.1 > 0 || *chosen == Which::Wanted;
    let wanted = is_shown.then(|| filter(Which::Wanted, needs, wanted.0 + wanted.1));
    let shown = OrderState::ALL.into_iter();
    let shown = shown.filter(|state| counts.of(*state) > 0 || chosen.state() == Some(*state));
    let each = shown
        .map(|state| filter(Which::Only(state), t.states.to(state, !may_change), counts.of(state)));
    std::iter::once(all).chain(wanted).chain(each).collect()
}
