//! The orders of a connection, a page at a time.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use bookkeeping::{Language, Money};
use jiff::civil::Date;
use serde::Deserialize;
use store::{ConnectionId, Counts, OrderSummary, State as OrderState};

use crate::app::App;
use crate::door::Seat;
use crate::look::{Frame, Tab, amount, day};
use crate::problem::{Problem, shown};
use crate::reason::Reader;
use crate::texts::{Texts, texts};

/// Orders on a page.
const PAGE: u32 = 50;

/// What the address says.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    state: Option<String>,
    /// The last order of the page before: its day and id.
    before: Option<String>,
    /// How many were dealt with, and how many could not be.
    done: Option<u64>,
    not_done: Option<u64>,
}

/// Which orders are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Which {
    All,
    /// Those that need a person, in whatever state.
    Wanted,
    Only(OrderState),
}

impl Which {
    /// As an address says it.
    const WANTED: &str = "attention";

    fn parse(text: Option<&str>) -> Option<Self> {
        match text {
            None | Some("") => Some(Self::All),
            Some(Self::WANTED) => Some(Self::Wanted),
            Some(text) => OrderState::parse(text).map(Self::Only),
        }
    }

    fn name(self) -> Option<&'static str> {
        match self {
            Self::All => None,
            Self::Wanted => Some(Self::WANTED),
            Self::Only(state) => Some(state.as_str()),
        }
    }
}

#[derive(Template)]
#[template(path = "orders.html")]
struct Page {
    frame: Frame,
    id: String,
    notes: Vec<String>,
    filters: Vec<Filter>,
    rows: Vec<Row>,
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

struct Row {
    id: i64,
    link: String,
    number: String,
    date: String,
    total: String,
    state: &'static str,
    class: &'static str,
    remark: String,
    can_decide: bool,
    choose: String,
}

/// `GET /c/{connection}/orders`
pub(crate) async fn page(
    State(app): State<App>,
    seat: Seat,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let connection = seat.connection(&app, &id).await?;
    let which = Which::parse(asked.state.as_deref()).ok_or(Problem::Missing)?;
    let before = match asked.before.as_deref() {
        None => None,
        Some(text) => Some(place(text).ok_or(Problem::Missing)?),
    };
    let counts = app.store().counts(&connection.id).await?;
    let found = found(&app, &connection.id, which, before).await?;
    let language = seat.language;
    let (t, base) = (texts(language), format!("/c/{}/orders", connection.id));
    let here = address(&base, which, asked.before.as_deref());
    let older = found.last().filter(|_| found.len() == usize::try_from(PAGE).unwrap_or_default());
    let older = older.map(|last| {
        let place = format!("{}_{}", last.placed_on, last.order_id);
        address(&base, which, Some(&place))
    });
    let may_change = seat.may_change(&connection);
    let reader = Reader::new(language, app.service.statuses(&connection.id).await?);
    let rows: Vec<Row> = rows(&app, &found, &base, t, &reader, language).await?;
    let page = Page {
        frame: seat.frame_of(&app, &connection, (t.orders.title, &here), Tab::Orders).await?,
        id: connection.id.to_string(),
        notes: notes(&asked, t),
        filters: filters(&counts, which, &base, t),
        can_decide: may_change && rows.iter().any(|row| row.can_decide),
        rows,
        newest: before.map(|_| address(&base, which, None)),
        older,
    };
    Ok(shown(&page, language))
}

/// A page of them, the newest first.
async fn found(
    app: &App,
    connection: &ConnectionId,
    which: Which,
    before: Option<(Date, i64)>,
) -> Result<Vec<OrderSummary>, Problem> {
    let page = async |state| app.store().orders_page(connection, state, PAGE, before).await;
    let mut found = match which {
        Which::All => return Ok(page(None).await?),
        Which::Only(state) => return Ok(page(Some(state)).await?),
        Which::Wanted => page(Some(OrderState::Refused)).await?,
    };
    found.extend(page(Some(OrderState::Changed)).await?);
    found.sort_by_key(|own| std::cmp::Reverse((own.placed_on, own.order_id)));
    found.truncate(usize::try_from(PAGE).unwrap_or_default());
    Ok(found)
}

fn notes(asked: &Asked, t: &'static Texts) -> Vec<String> {
    let done = asked.done.filter(|orders| *orders > 0).map(t.orders.done);
    let not_done = asked.not_done.filter(|orders| *orders > 0).map(t.orders.not_done);
    done.into_iter().chain(not_done).collect()
}

async fn rows(
    app: &App,
    found: &[OrderSummary],
    base: &str,
    t: &'static Texts,
    reader: &Reader,
    language: Language,
) -> Result<Vec<Row>, Problem> {
    let service = app.service.speaking(language);
    let views = service.views(found).await?;
    let row = |view: sync::OrderView| Row {
        id: view.id,
        link: format!("{base}/{}", view.id),
        choose: (t.orders.choose)(&view.number),
        number: view.number.clone(),
        date: day(view.date, language),
        total: amount(Money::round(view.total), language),
        state: t.states.of(view.state),
        class: view.state.as_str(),
        remark: reader.remark(&view).unwrap_or_default(),
        can_decide: matches!(view.state, OrderState::Refused | OrderState::Changed),
    };
    Ok(views.into_iter().map(row).collect())
}

fn filters(counts: &Counts, chosen: Which, base: &str, t: &'static Texts) -> Vec<Filter> {
    let all = Filter {
        name: t.orders.all,
        number: counts.total(),
        link: base.to_owned(),
        is_chosen: chosen == Which::All,
    };
    let wanted = (counts.of(OrderState::Refused), counts.of(OrderState::Changed));
    // Where only one of the two states occurs, it has a filter of its own already.
    let is_shown = wanted.0 > 0 && wanted.1 > 0 || chosen == Which::Wanted;
    let wanted = is_shown.then(|| Filter {
        name: t.orders.needs_you,
        number: wanted.0 + wanted.1,
        link: address(base, Which::Wanted, None),
        is_chosen: chosen == Which::Wanted,
    });
    let shown = OrderState::ALL.into_iter();
    let shown = shown.filter(|state| counts.of(*state) > 0 || chosen == Which::Only(*state));
    let each = shown.map(|state| Filter {
        name: t.states.of(state),
        number: counts.of(state),
        link: address(base, Which::Only(state), None),
        is_chosen: chosen == Which::Only(state),
    });
    std::iter::once(all).chain(wanted).chain(each).collect()
}

fn address(base: &str, which: Which, before: Option<&str>) -> String {
    let state = which.name().map(|state| format!("state={state}"));
    let before = before.map(|place| format!("before={place}"));
    let asked: Vec<String> = state.into_iter().chain(before).collect();
    if asked.is_empty() { base.to_owned() } else { format!("{base}?{}", asked.join("&")) }
}

fn place(text: &str) -> Option<(Date, i64)> {
    let (date, order) = text.split_once('_')?;
    Some((date.parse().ok()?, order.parse().ok()?))
}
