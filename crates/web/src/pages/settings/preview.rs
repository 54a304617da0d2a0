//! How the shop's newest orders would be booked under settings that are not saved yet. What was filled in
//! stays in the page, as hidden fields, and is read anew when it is saved.

use askama::Template;
use axum::response::Response;
use bookkeeping::settings::{History, Mode};
use bookkeeping::{
    Administration, Contact, Invoice, Language, Money, Readiness, Settings, Warning,
};
use store::{Connection, State as OrderState};
use sync::{Outcome, Outlook};

use super::foreseen::{Foreseen, foreseen};
use super::form::{Fields, row_of, vat_name};
use super::history::{duration, pace, told};
use crate::app::App;
use crate::door::Seat;
use crate::look::{Frame, Tab, amount, day, euros, price};
use crate::manual::{about_refusal, about_warning};
use crate::problem::{Problem, shown};
use crate::reason::{self, Reader};
use crate::texts::Texts;

/// Fields of a form that are carried along; ours has fewer.
const MOST_FIELDS: usize = 500;

#[derive(Template)]
#[template(path = "preview.html")]
struct Page {
    frame: Frame,
    id: String,
    is_first: bool,
    fields: Vec<(String, String)>,
    is_daily: bool,
    /// What the takeover comes to, a sentence each.
    takeover: Vec<String>,
    foreseen: Option<Foreseen>,
    sums: Option<String>,
    orders: Vec<Row>,
}

/// An order.
struct Row {
    number: String,
    total: String,
    class: &'static str,
    state: &'static str,
    is_open: bool,
    /// Why it is not booked now, and what to do.
    remarks: Vec<String>,
    /// What the manual says more of, and where.
    explained: Vec<(String, String)>,
    facts: Vec<(&'static str, String)>,
    lines: Vec<Line>,
}

struct Line {
    description: String,
    quantity: String,
    total: String,
    ledger: String,
    rate: String,
}

/// The page.
pub(super) async fn page(
    app: &App,
    seat: &Seat,
    connection: &Connection,
    (fields, settings): (&Fields, &Settings),
    outlook: &Outlook,
) -> Result<Response, Problem> {
    let language = seat.language;
    // After the language was changed there is no draft any more, so that leads to the form.
    let here = format!("/c/{}/settings", connection.id);
    let t = crate::texts::texts(language);
    let frame = seat.frame_of(app, connection, (t.ahead.title, &here), Tab::Settings).await?;
    let statuses = app.service.statuses(&connection.id).await?;
    let reader = Reader::new(language, statuses);
    let is_first = connection.settings.is_none();
    let takeover = if is_first {
        takeover(app, connection, settings, outlook, language).await
    } else {
        Vec::new()
    };
    let foreseen = if is_first {
        foreseen(app, connection, (settings, &outlook.administration), language).await
    } else {
        None
    };
    let scene = Scene { reader: &reader, outlook, t, language };
    let mut orders: Vec<Row> = outlook.orders.iter().map(|own| scene.row(own)).collect();
    if let Some(first) = orders.first_mut() {
        first.is_open = true;
    }
    let own = fields.iter().filter(|(name, _)| name != "do").cloned();
    let page = Page {
        id: connection.id.to_string(),
        is_first,
        fields: own.chain(lacking(outlook)).take(MOST_FIELDS).collect(),
        is_daily: settings.invoice.mode == Mode::Daily,
        takeover,
        foreseen,
        sums: (!orders.is_empty()).then(|| sums(&orders, t)),
        orders,
        frame,
    };
    Ok(shown(&page, language))
}

/// What these orders lack a tax rate for, as fields that are empty: the form asks for it, too.
fn lacking(outlook: &Outlook) -> impl Iterator<Item = (String, String)> {
    let refusals = outlook.orders.iter().filter_map(|own| own.decided.as_ref()?.as_ref().err());
    let lacks = refusals.filter_map(bookkeeping::Refusal::unmapped);
    lacks.map(|lack| (vat_name(row_of(lack)), String::new()))
}

/// How many orders will be taken over, and how long that takes. That it is not known stands in nobody's way.
async fn takeover(
    app: &App,
    connection: &Connection,
    settings: &Settings,
    outlook: &Outlook,
    language: Language,
) -> Vec<String> {
    let t = &crate::texts::texts(language).ahead;
    if settings.orders.history == History::None {
        return vec![t.takes_nothing.to_owned()];
    }
    let service = app.service.speaking(language);
    let days = [outlook.first_day];
    match service.extents(&connection.id, &settings.orders, &days).await.as_deref() {
        Ok([extent]) => {
            let (orders, takes) = (told(*extent, language), service.lasts(extent.orders));
            let sentence = (t.takes)(&orders, &duration(takes, language));
            let why = (!takes.is_zero()).then(|| pace(app, language));
            std::iter::once(crate::pages::capital(&sentence)).chain(why).collect()
        }
        Ok(_) => Vec::new(),
        Err(fault) => {
            tracing::warn!(code = fault.code.as_str(), "{}", fault.message);
            vec![t.takes_unknown.to_owned()]
        }
    }
}

/// Whether other settings change nothing any more of an order.
fn has_begun(state: OrderState) -> bool {
    matches!(
        state,
        OrderState::Booking | OrderState::Booked | OrderState::Changed | OrderState::Ignored
    )
}

fn sums(orders: &[Row], t: &Texts) -> String {
    let of = |class: &str| orders.iter().filter(|own| own.class == class).count();
    (t.ahead.sums)([of("booked"), of("waiting"), of("refused"), of("ignored"), of("begun")])
}

/// What every order is looked at with.
struct Scene<'a> {
    reader: &'a Reader,
    outlook: &'a Outlook,
    t: &'static Texts,
    language: Language,
}

impl Scene<'_> {
    fn row(&self, own: &Outcome) -> Row {
        let t = &self.t.ahead;
        let (mut remarks, mut explained) = (Vec::new(), Vec::new());
        // Nothing comes of it as long as it is.
        let is_cancelled = own.waits.as_ref().is_some_and(reason::is_for_good);
        let known = own.state.filter(|own| has_begun(*own));
        let (class, state) = match (own.readiness, &own.decided) {
            _ if let Some(known) = known => {
                remarks.push(t.begun.to_owned());
                let as_now = matches!(own.decided, Some(Ok(_))).then_some(t.begun_as);
                remarks.extend(as_now.map(str::to_owned));
                ("begun", self.t.states.of(known))
            }
            (Readiness::TooOld | Readiness::Excluded, _) | (_, None) => {
                remarks.push(self.left_alone(own));
                ("ignored", t.left)
            }
            _ if is_cancelled => {
                remarks.push(self.t.reasons.cancelled.to_owned());
                ("ignored", self.t.states.cancelled)
            }
            (_, Some(Err(refusal))) => {
                let about = about_refusal(refusal).address(self.language);
                explained.push((reason::message(refusal, self.language), about));
                remarks.push(if reason::is_on_page(refusal) {
                    t.unchosen.to_owned()
                } else {
                    reason::hint(refusal, self.language)
                });
                ("refused", t.refused)
            }
            (Readiness::Waiting, Some(Ok(_))) => ("waiting", t.waits),
            (Readiness::Ready, Some(Ok(_))) => ("booked", t.booked),
        };
        let waits = own.waits.as_ref().filter(|_| known.is_none() && !is_cancelled);
        if let Some(reasons) = waits.and_then(|own| self.reader.waits(own)) {
            let once_ready = matches!(own.decided, Some(Ok(_))).then_some(t.once_ready);
            remarks.insert(0, (t.waits_for)(&reasons));
            remarks.extend(once_ready.map(str::to_owned));
        }
        let decided = own.decided.as_ref().filter(|_| known.is_some() || !is_cancelled);
        let invoice = decided.and_then(|own| own.as_ref().ok());
        if let Some(invoice) = invoice {
            let warning = |own: &Warning| {
                (own.sentence(self.language), about_warning(own).address(self.language))
            };
            explained.extend(invoice.warnings.iter().map(warning));
        }
        let total = own
            .total
            .as_ref()
            .map(|(total, currency)| price(Money::round(*total), currency, self.language));
        Row {
            number: own.number.clone(),
            total: total.unwrap_or_default(),
            class,
            state,
            is_open: class == "refused",
            remarks,
            explained,
            facts: self.facts(own, invoice),
            lines: invoice.map(|own| self.lines(own)).unwrap_or_default(),
        }
    }

    fn left_alone(&self, own: &Outcome) -> String {
        match (own.readiness, self.outlook.first_day) {
            (Readiness::TooOld, Some(first)) => (self.t.ahead.too_old)(&day(first, self.language)),
            _ => self.t.ahead.excluded.to_owned(),
        }
    }

    fn facts(&self, own: &Outcome, invoice: Option<&Invoice>) -> Vec<(&'static str, String)> {
        let (t, language) = (self.t, self.language);
        let placed = own.placed_on.map(|placed| (t.order.placed, day(placed, language)));
        let Some(invoice) = invoice else { return placed.into_iter().collect() };
        let vat = (t.ahead.vat_in_it)(&euros(invoice.vat_total, language));
        vec![
            (t.order.reference, invoice.reference.clone()),
            (t.order.invoice_date, day(invoice.date, language)),
            (t.ahead.contact, self.contact(&invoice.contact)),
            (t.order.total, format!("{} ({vat})", euros(invoice.total, language))),
            (t.ahead.payment, self.payment(invoice)),
        ]
    }

    fn contact(&self, own: &Contact) -> String {
        let person = format!("{} {}", own.first_name, own.last_name);
        let named =
            [own.company_name.as_str(), person.trim(), own.city.as_str(), own.email.as_str()];
        let named: Vec<&str> = named.into_iter().filter(|text| !text.is_empty()).collect();
        let t = &self.t.ahead;
        let how = if own.match_email.is_some() { t.contact_match } else { t.contact_new };
        format!("{} ({how})", named.join(", "))
    }

    fn payment(&self, invoice: &Invoice) -> String {
        let t = &self.t.ahead;
        let Some(payment) = &invoice.payment else { return t.payment_none.to_owned() };
        let price = euros(payment.price, self.language);
        match payment.clearing.as_deref().map(|id| account(&self.outlook.administration, id)) {
            Some(name) => (t.payment_on)(&price, &name),
            None => (t.payment_by_bank)(&price),
        }
    }

    fn lines(&self, invoice: &Invoice) -> Vec<Line> {
        let administration = &self.outlook.administration;
        let line = |own: &bookkeeping::Line| Line {
            description: own.description.clone(),
            quantity: super::decimal(&own.quantity.normalize(), self.language),
            total: amount(own.total, self.language),
            ledger: account(administration, &own.ledger),
            rate: administration
                .tax_rate(&own.tax_rate)
                .map_or_else(|| own.tax_rate.clone(), |rate| rate.name.clone()),
        };
        invoice.lines.iter().map(line).collect()
    }
}

/// The name of a ledger account.
fn account(administration: &Administration, id: &str) -> String {
    administration.ledger_account(id).map_or_else(|| id.to_owned(), |own| own.name.clone())
}
