//! The contacts (moneybird-api.md §7.1), the newest first.

use axum::extract::rejection::FormRejection;
use axum::extract::{Form, State as Shared};
use axum::response::Response;

use super::{PLACE, asked, name};
use crate::books::Books;
use crate::books::contact::Contact;
use crate::html::{Fields, cell, part, table};

/// `GET /contacten`.
pub(in crate::books) async fn list(
    Shared(books): Shared<Books>,
    query: Result<Form<Fields>, FormRejection>,
) -> Response {
    let body = books.quietly(|state, _| {
        let all: Vec<_> = state.contacts.values().rev().collect();
        let (part, links) = part(&all, asked(&query));
        let rows: Vec<_> = part.iter().map(|contact| row(contact)).collect();
        let columns = ["Klantnummer", "Naam", "Plaats", "Land", "E-mail", "Btw-nummer", ""];
        table(&columns, &rows) + &links
    });
    PLACE.page(200, "Contacten", &body)
}

fn row(contact: &Contact) -> Vec<String> {
    vec![
        cell(&contact.customer_id),
        name(contact),
        cell(contact.text("city")),
        cell(&contact.country),
        cell(contact.text("send_invoices_to_email")),
        cell(contact.text("tax_number")),
        cell(if contact.archived { "gearchiveerd" } else { "" }),
    ]
}
