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

/// The page of a list that the query asks for.
fn asked(query: &Result<Form<Fields>, FormRejection>) -> Option<usize> {
    let Form(fields) = query.as_ref().ok()?;
    field(fields, "pagina")?.parse().ok()
}

/// What a contact is called.
fn name(contact: &Contact) -> String {
    let company = contact.text("company_name");
    let person = format!("{} {}", contact.text("firstname"), contact.text("lastname"));
    let name = if company.is_empty() { person.trim() } else { company };
    text(name).to_string()
}
