//! Pages to look into the books with a browser. Moneybird's own look different; these show what
//! was booked.

pub(super) mod contacts;
pub(super) mod invoices;
pub(super) mod links;
pub(super) mod tax;

use axum::extract::Form;
use axum::extract::rejection::FormRejection;

use super::contact::Contact;
use crate::html::{Fields, Place, field, text};

/// Where these pages are.
pub(super) const PLACE: Place = Place {
    warning: "Dit is een nagebouwde Moneybird met verzonnen gegevens, niet de echte.",
    links: &[
        ("/", "Facturen"),
        ("/contacten", "Contacten"),
        ("/btw", "Btw"),
        ("/koppelingen", "Koppelingen"),
    ],
};

/// How many rows a page has.
const ROWS: usize = 50;

/// One page of many rows, with links to its neighbours.
struct Part<'a, T> {
    rows: &'a [T],
    links: String,
}

/// The page that the query asks for; the first if it asks for none that exists.
fn part<'a, T>(all: &'a [T], query: &Result<Form<Fields>, FormRejection>) -> Part<'a, T> {
    let asked = query.as_ref().ok().and_then(|Form(fields)| field(fields, "pagina")?.parse().ok());
    let pages = all.len().div_ceil(ROWS).max(1);
    let page: usize = asked.filter(|page| (1..=pages).contains(page)).unwrap_or(1);
    let rows = all.chunks(ROWS).nth(page - 1).unwrap_or_default();
    let link = |to: usize, name: &str| format!("<a href=\"?pagina={to}\">{name}</a> ");
    let mut links = String::new();
    if page > 1 {
        links += &link(page - 1, "Vorige");
    }
    if page < pages {
        links += &link(page + 1, "Volgende");
    }
    Part {
        rows,
        links: format!("<p>{links}<span class=\"stil\">pagina {page} van {pages}</span></p>"),
    }
}

/// What a contact is called.
fn name(contact: &Contact) -> String {
    let company = contact.text("company_name");
    let person = format!("{} {}", contact.text("firstname"), contact.text("lastname"));
    let name = if company.is_empty() { person.trim() } else { company };
    text(name).to_string()
}
