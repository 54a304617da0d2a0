//! The subscription: what it costs, until when it is free, and the months so far. Only where the host charges.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use billing::{Bill, Kind, Month, Terms, bills, free_month};
use bookkeeping::Language;
use jiff::Timestamp;

use crate::app::App;
use crate::door::Seat;
use crate::look::{Frame, Tab, day, month, price};
use crate::problem::{Problem, shown};
use crate::texts::texts;

#[derive(Template)]
#[template(path = "plan.html")]
struct Page {
    frame: Frame,
    lead: String,
    /// Until when it is free, or which month was.
    free: Option<String>,
    /// What stands above the amounts.
    amount: String,
    months: Vec<Row>,
}

struct Row {
    month: String,
    amount: String,
    standing: &'static str,
}

/// `GET /c/{connection}/plan`
pub(crate) async fn page(
    State(app): State<App>,
    seat: Seat,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let connection = seat.connection(&app, &id).await?;
    let terms = app.terms.as_deref().ok_or(Problem::Missing)?;
    let history = app.store().subscription_history(&connection.id).await?;
    let closed = app.store().closed_months_of(&history.of).await?;
    let (language, now) = (seat.language, app.now());
    let mut months = bills(&history.events, &closed, terms, Month::of(now));
    months.reverse();
    let (t, said) = (texts(language), terms.vat.said(language));
    let here = format!("/c/{}/plan", connection.id);
    let page = Page {
        frame: seat.frame_of(&app, &connection, (t.plan.title, &here), Tab::Plan).await?,
        lead: (t.plan.lead)(&price(terms.price, &terms.currency, language), said),
        amount: format!("{}, {said}", t.plan.amount),
        free: free_month(&history.events).map(|own| free(own, terms, now, language)),
        months: months.iter().map(|own| row(own, terms, language)).collect(),
    };
    Ok(shown(&page, language))
}

fn free(own: Month, terms: &Terms, now: Timestamp, language: Language) -> String {
    let t = &texts(language).plan;
    if own.is_over(now) {
        return (t.was_free)(&month(own.first_day(), language));
    }
    let price = price(terms.price, &terms.currency, language);
    (t.free_until)(&day(own.last_day(), language), &price, terms.vat.said(language))
}

fn row(own: &Bill, terms: &Terms, language: Language) -> Row {
    let t = &texts(language).plan;
    Row {
        month: month(own.month.first_day(), language),
        amount: match own.kind {
            Kind::Free => t.free.to_owned(),
            Kind::Charged if own.vat == terms.vat => price(own.amount, &own.currency, language),
            // It was fixed when the host charged in another way.
            Kind::Charged => {
                let amount = price(own.amount, &own.currency, language);
                format!("{amount}, {}", own.vat.said(language))
            }
        },
        standing: if own.is_fixed { t.fixed } else { t.open },
    }
}
