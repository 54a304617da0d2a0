//! The invoices (moneybird-api.md §7.2), the newest first.

use axum::extract::rejection::FormRejection;
use axum::extract::{Form, Path, State as Shared};
use axum::response::Response;

use super::{PLACE, asked, name};
use crate::books::Books;
use crate::books::invoice::{Invoice, InvoiceState};
use crate::books::state::State;
use crate::html::{Fields, alert, cell, euros, part, table, text};

/// `GET /`: the list.
pub(in crate::books) async fn list(
    Shared(books): Shared<Books>,
    query: Result<Form<Fields>, FormRejection>,
) -> Response {
    let body = books.quietly(|state, _| {
        let mut all: Vec<_> = state.invoices.values().collect();
        all.sort_by_key(|invoice| std::cmp::Reverse((invoice.date, invoice.id)));
        let (part, links) = part(&all, asked(&query));
        let rows: Vec<_> = part.iter().map(|invoice| row(state, invoice)).collect();
        let columns =
            ["Referentie", "Contact", "Datum", "Status", "Totaal incl. btw", "Waarvan btw"];
        let administration = text(&state.administration.name).to_string();
        let count = state.invoices.len();
        format!(
            "<p>Administratie <strong>{administration}</strong>: {count} verkoopfacturen die elders \
             gemaakt zijn.</p>{}{}",
            table(&columns, &rows),
            links,
        )
    });
    PLACE.page(200, "Facturen", &body)
}

fn row(state: &State, invoice: &Invoice) -> Vec<String> {
    let totals = invoice.totals(state);
    vec![
        format!("<a href=\"/facturen/{}\">{}</a>", invoice.id, text(&invoice.reference)),
        contact(state, invoice),
        cell(&invoice.date.to_string()),
        cell(state_name(invoice.state)),
        euros(totals.incl),
        euros(totals.incl - totals.excl),
    ]
}

fn contact(state: &State, invoice: &Invoice) -> String {
    invoice.contact.and_then(|id| state.contacts.get(&id)).map(name).unwrap_or_default()
}

fn state_name(state: InvoiceState) -> &'static str {
    match state {
        InvoiceState::New => "nieuw",
        InvoiceState::Open => "open",
        InvoiceState::Late => "te laat",
        InvoiceState::Paid => "betaald",
    }
}

/// `GET /facturen/{id}`: one of them, with its lines and payments.
pub(in crate::books) async fn one(
    Shared(books): Shared<Books>,
    Path(id): Path<String>,
) -> Response {
    let found = books.quietly(|state, _| {
        let invoice = id.parse().ok().and_then(|id: u64| state.invoices.get(&id))?;
        Some((format!("Factuur {}", invoice.reference), whole(state, invoice)))
    });
    match found {
        Some((title, body)) => PLACE.page(200, &title, &body),
        None => PLACE.page(404, "Niet gevonden", &alert("Deze factuur is er niet.")),
    }
}

fn whole(state: &State, invoice: &Invoice) -> String {
    let totals = invoice.totals(state);
    let source = invoice.source.as_deref().unwrap_or("onbekend");
    let paid = invoice.paid();
    format!(
        "<p>{} · {} · {}<br><span class=\"stil\">bron: {} {}</span></p>\
         <h2>Regels</h2>{}<p>Totaal excl. btw {}<br>Btw {}<br>Totaal incl. btw {}</p>\
         <h2>Betalingen</h2>{}<p>Betaald {}<br>Nog open {}</p>",
        contact(state, invoice),
        invoice.date,
        state_name(invoice.state),
        text(source),
        text(invoice.source_url.as_deref().unwrap_or_default()),
        lines(state, invoice),
        euros(totals.excl),
        euros(totals.incl - totals.excl),
        euros(totals.incl),
        payments(state, invoice),
        euros(paid),
        euros(totals.incl - paid),
    )
}

fn lines(state: &State, invoice: &Invoice) -> String {
    let row = |line: &crate::books::invoice::Line| {
        let account = state.accounts.iter().find(|account| account.id == line.account);
        vec![
            cell(&line.description),
            cell(line.amount.as_deref().unwrap_or("1")),
            euros(line.price),
            cell(state.rate(line.rate).map_or("", |rate| rate.name)),
            cell(account.map_or("", |account| account.name)),
            euros(line.total()),
        ]
    };
    let rows: Vec<_> = invoice.lines.iter().map(row).collect();
    let total = if invoice.incl_tax { "Bedrag incl. btw" } else { "Bedrag excl. btw" };
    table(&["Omschrijving", "Aantal", "Prijs", "Btw-tarief", "Grootboekrekening", total], &rows)
}

fn payments(state: &State, invoice: &Invoice) -> String {
    let row = |payment: &crate::books::invoice::Payment| {
        let account = state.accounts.iter().find(|account| account.id == payment.account);
        vec![
            cell(&payment.date.to_string()),
            euros(payment.price),
            cell(account.map_or("", |account| account.name)),
            cell(payment.transaction.as_deref().unwrap_or_default()),
        ]
    };
    let rows: Vec<_> = invoice.payments.iter().map(row).collect();
    if rows.is_empty() {
        return "<p class=\"stil\">Er is nog niets betaald.</p>".to_owned();
    }
    table(&["Datum", "Bedrag", "Grootboekrekening", "Kenmerk"], &rows)
}
