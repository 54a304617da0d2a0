//! The overview of a connection.

use std::time::Duration;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use bookkeeping::{Language, Money};
use jiff::Timestamp;
use serde::Deserialize;
use store::{Connection, Counts, Health, Install, InstallState, State as OrderState};
use sync::{Month, Takeover};

use super::verdict::{Known, Tone, Verdict, capital, verdict};
use crate::app::App;
use crate::cause::{Cause, causes};
use crate::door::Seat;
use crate::install::{shut, way_back};
use crate::look::{Bar, Chart, Frame, Tab, amount, around, euros, moment, month, short_month};
use crate::pages::settings::{pace, window};
use crate::problem::{Problem, shown};
use crate::reason::Reader;
use crate::texts::{Texts, texts};

/// Months in the chart.
const MONTHS: u8 = 13;

/// Orders that are shown as needing a person.
const SOME: u32 = 5;

#[derive(Template)]
#[template(path = "overview.html")]
struct Page {
    frame: Frame,
    id: String,
    /// What was just done.
    done: Option<&'static str>,
    may_change: bool,
    verdict: Verdict,
    /// Whether it is worth looking again soon.
    is_moving: bool,
    takeover: Option<UnderWay>,
    /// The way back to the shop that somebody came from.
    back: Option<String>,
    months: Vec<MonthRow>,
    chart: Chart,
    attention_title: &'static str,
    attention: Vec<Wanted>,
    /// What to say where that is empty. Before there are settings, nothing goes by itself.
    attention_none: Option<&'static str>,
    attention_all: Option<(String, String)>,
    last_round: String,
    /// When the next one is, once there are settings to go by.
    next_round: Option<String>,
    /// How much of what Moneybird allows is used.
    allowance: String,
    counts: Vec<Count>,
}

struct UnderWay {
    /// How much of all is done, once it is known what all is.
    bar: Option<(u64, u64)>,
    texts: Vec<String>,
}

struct MonthRow {
    name: String,
    link: String,
    shop: String,
    books: String,
    difference: String,
    is_even: bool,
    checked: &'static str,
}

/// An order that needs a person, or what many of them have in common.
struct Wanted {
    link: String,
    name: String,
    /// What it comes to, or how many there are.
    number: String,
    remark: String,
    /// Where the manual says more of it.
    explained: Option<String>,
}

impl Wanted {
    /// What stands in the way: of many it is what they are called by.
    fn said(&self) -> &str {
        if self.remark.is_empty() { &self.name } else { &self.remark }
    }
}

struct Count {
    name: &'static str,
    number: u64,
    link: String,
}

/// What was done on the page that led here, as the address says it.
#[derive(Deserialize)]
pub(crate) struct Came {
    done: Option<String>,
}

impl Came {
    fn said(&self, t: &Texts) -> Option<&'static str> {
        match self.done.as_deref() {
            Some("saved") => Some(t.choosing.saved),
            Some("connected") => Some(t.choosing.connected),
            _ => None,
        }
    }
}

/// `GET /c/{connection}`
pub(crate) async fn page(
    State(app): State<App>,
    seat: Seat,
    Path(id): Path<String>,
    Query(came): Query<Came>,
) -> Result<Response, Problem> {
    let connection = seat.connection(&app, &id).await?;
    let base = format!("/c/{}", connection.id);
    let language = seat.language;
    let service = app.service.speaking(language);
    let counts = app.store().counts(&connection.id).await?;
    let months = service.months(&connection.id, MONTHS).await?;
    let takeover = service.takeover(&connection, &counts).await?;
    let known = known(&app, (&seat, &connection), &counts, (&takeover, &months)).await?;
    let verdict = verdict(&known, &base, app.now(), language);
    // Where the host charges no more there is no such page.
    let leads = |to: &str| app.terms.is_some() || !to.ends_with("/plan");
    let verdict = Verdict { link: verdict.link.filter(|(_, to)| leads(to)), ..verdict };
    let under_way = under_way(&app, &takeover, known.last, language);
    let install = app.store().newest_install_of(connection.shop_id).await?;
    let wanted = match needing(&counts) {
        needs if needs > u64::from(SOME) => by_cause(&app, &connection, &base, language).await?,
        _ => wanted(&app, &connection, &base, language).await?,
    };
    let name = (connection.shop_name.as_str(), base.as_str());
    let frame = seat.frame_of(&app, &connection, name, Tab::Overview).await?;
    let t = frame.t;
    let needs = needing(&counts);
    let (used, all_of_it) = service.allowance().await?;
    let window = window(service.options().window, language);
    let all = needs > u64::try_from(wanted.len()).unwrap_or(u64::MAX);
    let all =
        all.then(|| ((t.overview.attention_all)(needs), format!("{base}/orders?state=attention")));
    let is_awake = known.is_set || known.broken.is_some();
    let page = Page {
        id: connection.id.to_string(),
        done: came.said(t),
        may_change: seat.may_change(&connection),
        is_moving: verdict.tone == Tone::Busy || under_way.is_some(),
        back: install.and_then(|own| back(&app, &own, under_way.is_some())),
        takeover: under_way,
        chart: Chart::of(&bars(&months, language), language),
        months: months.iter().map(|own| row(own, &base, t, language)).collect(),
        attention: wanted,
        attention_none: is_awake.then_some(match known.broken {
            Some(_) => t.overview.attention_none_broken,
            None => t.overview.attention_none,
        }),
        attention_all: all,
        last_round: connection
            .last_sync_at
            .map_or_else(|| t.overview.never.to_owned(), |at| moment(at, app.now(), language)),
        next_round: is_awake.then(|| next_round(&connection, app.now(), t, language)),
        allowance: (t.overview.allowance_of)(used, all_of_it, &window),
        counts: listed(&counts, &base, !seat.may_change(&connection), t),
        attention_title: if seat.may_change(&connection) {
            t.overview.attention
        } else {
            t.deciding.waiting
        },
        verdict,
        frame,
    };
    Ok(shown(&page, language))
}

/// `POST /c/{connection}/look`
pub(crate) async fn look_now(
    State(app): State<App>,
    seat: Seat,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let connection = seat.own_connection(&app, &id).await?;
    app.look_now(&connection).await?;
    Ok(Redirect::to(&format!("/c/{}", connection.id)).into_response())
}

/// What is known of a connection.
pub(super) async fn known(
    app: &App,
    (seat, connection): (&Seat, &Connection),
    counts: &Counts,
    (takeover, months): (&Takeover, &[Month]),
) -> Result<Known, Problem> {
    let doubts = app.store().unsettled_until(&connection.id, app.now()).await?;
    let broken = match &connection.health {
        Health::Active => None,
        Health::Broken { code, message } => Some((code.clone(), message.clone())),
    };
    let is_shut = broken.as_ref().is_some_and(|(code, _)| code == "credentials-shop");
    let shut = if is_shut { Some(shut(app, connection.shop_id).await?) } else { None };
    let differs = months.iter().filter_map(|own| own.proven.as_ref().map(|proven| (own, proven)));
    let mut differs = differs.filter(|(_, proven)| !proven.closes);
    let (ready, booking) = (counts.of(OrderState::Ready), counts.of(OrderState::Booking));
    Ok(Known {
        broken,
        shut,
        is_set: connection.settings.is_some(),
        only_looks: !seat.may_change(connection),
        last: connection.last_sync_at,
        unreached_since: connection.last_sync_at.filter(|at| is_long_ago(app, *at)),
        refused: needing(counts),
        read: takeover.read,
        is_read: takeover.is_read,
        left: if takeover.unsent > 0 { takeover.unsent } else { takeover.left },
        until: takeover.until,
        in_doubt: doubts.filter(|_| booking > 0 && ready == 0).map(|at| (booking, at)),
        differs: differs.next_back().map(|(own, proven)| {
            let by = own.shop - own.books;
            (own.first, if by.is_zero() { proven.difference } else { by })
        }),
    })
}

/// Whether so much time went by since a round that others must have failed: two hours, and more than a few
/// rounds where those are far apart.
fn is_long_ago(app: &App, at: Timestamp) -> bool {
    const LONG: Duration = Duration::from_hours(2);
    let long = LONG.max(app.service.options().interval.saturating_mul(4));
    at.saturating_add(long).is_ok_and(|until| until < app.now())
}

/// Orders that need a person.
fn needing(counts: &Counts) -> u64 {
    counts.of(OrderState::Refused) + counts.of(OrderState::Changed)
}

/// What is happening while many orders are taken over.
fn under_way(
    app: &App,
    own: &Takeover,
    last: Option<Timestamp>,
    language: Language,
) -> Option<UnderWay> {
    let t = &texts(language).ahead;
    if !own.is_read && own.read > 0 {
        let texts = vec![(t.reading)(own.read), t.reading_hint.to_owned()];
        return Some(UnderWay { bar: None, texts });
    }
    // A few orders are an ordinary round.
    if own.left < 20 && last.is_some() || own.left == 0 {
        return None;
    }
    let mut texts = vec![(t.progress)([own.read, own.all, own.in_books, own.proven])];
    match own.until.map(|at| around(at, app.now(), language)) {
        Some(at) => texts.extend([(t.until)(&at), pace(app, language)]),
        None => texts.push(t.soon.to_owned()),
    }
    Some(UnderWay { bar: Some((own.in_books + own.refused, own.all)), texts })
}

/// The way back to the App Store: while a takeover is under way, and for a day after the installation.
fn back(app: &App, install: &Install, is_under_way: bool) -> Option<String> {
    const DAY: Duration = Duration::from_hours(24);
    let is_new = install.changed_at.saturating_add(DAY).is_ok_and(|until| app.now() < until);
    let is_offered = install.state == InstallState::Installed && (is_under_way || is_new);
    is_offered.then(|| way_back(app, install)).flatten()
}

fn bars(months: &[Month], language: Language) -> Vec<Bar> {
    let bar = |own: &Month| {
        let name = month(own.first, language);
        let short = short_month(own.first, language);
        Bar { name, short, shop: own.shop, books: own.books }
    };
    months.iter().map(bar).collect()
}

fn row(own: &Month, base: &str, t: &'static Texts, language: Language) -> MonthRow {
    let difference: Money = own.shop - own.books;
    MonthRow {
        name: month(own.first, language),
        link: format!("{base}/close?period={}", own.first.strftime("%Y-%m")),
        shop: amount(own.shop, language),
        books: amount(own.books, language),
        difference: amount(difference, language),
        is_even: difference.is_zero(),
        checked: match &own.proven {
            Some(proven) if proven.closes => t.overview.closes,
            Some(_) => t.overview.differs,
            None => t.overview.not_checked,
        },
    }
}

async fn wanted(
    app: &App,
    connection: &Connection,
    base: &str,
    language: Language,
) -> Result<Vec<Wanted>, Problem> {
    let mut found = Vec::new();
    for state in [OrderState::Refused, OrderState::Changed] {
        let page = app.store().orders_page(&connection.id, Some(state), SOME, None).await;
        found.extend(page?);
    }
    found.truncate(usize::try_from(SOME).unwrap_or_default());
    // What somebody is asked for is not for want of a status.
    let reader = Reader::new(language, Vec::new());
    let shown = found.iter().map(|order| {
        let view = sync::view(order, language);
        Wanted {
            link: format!("{base}/orders/{}", view.id),
            number: euros(Money::round(view.total), language),
            remark: reader.remark(&view).unwrap_or_default(),
            explained: reader.explained(&view),
            name: view.number,
        }
    });
    Ok(shown.collect())
}

/// More orders than are shown one by one: what stands in their way, that of the most orders first.
async fn by_cause(
    app: &App,
    connection: &Connection,
    base: &str,
    language: Language,
) -> Result<Vec<Wanted>, Problem> {
    let reasons = app.store().reasons(&connection.id).await?;
    let shown = causes(&reasons, language).into_iter().take(usize::try_from(SOME).unwrap_or(0));
    let wanted = |own: Cause| Wanted {
        link: own.link(&format!("{base}/orders")),
        name: capital(&own.text),
        number: format!("{}\u{a0}×", own.orders),
        remark: String::new(),
        explained: Some(own.explained),
    };
    Ok(shown.map(wanted).collect())
}

fn next_round(
    connection: &Connection,
    now: Timestamp,
    t: &'static Texts,
    language: Language,
) -> String {
    if connection.health != Health::Active {
        return t.overview.next_round_broken.to_owned();
    }
    let is_held = connection.holder.as_ref().is_some_and(|holder| holder.until > now);
    if is_held || connection.next_sync_at <= now {
        t.overview.under_way.to_owned()
    } else {
        moment(connection.next_sync_at, now, language)
    }
}

fn listed(counts: &Counts, base: &str, only_looks: bool, t: &'static Texts) -> Vec<Count> {
    let shown = OrderState::ALL.into_iter().filter(|state| counts.of(*state) > 0);
    let count = |state: OrderState| Count {
        name: t.states.to(state, only_looks),
        number: counts.of(state),
        link: format!("{base}/orders?state={state}"),
    };
    shown.map(count).collect()
}
