//! For probing only: calls that ask Moneybird on purpose for what it may refuse, or that remove.
//!
//! No booking ever makes one. They exist so that `sluitend probe` can find out, in a *sandbox*
//! administration, what the documents leave open (moneybird-api.md §9.1), and can clear away what
//! it made. They stand apart so that the ordinary types can stay strict.

use remote::{Method, Request};
use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::{Value, json};

use crate::{Books, ContactId, Error, Invoice, InvoiceId, LineId, NewInvoice, PaymentId, Price};

const INVOICES: &str = "external_sales_invoices";

/// What is wrong, on purpose, with an invoice to book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Breach {
    /// The first line has this price, in the invoice's currency, with all its decimals.
    Price(Decimal),
    /// The invoice has an attribute of this name, which no document knows.
    UnknownKey(&'static str),
    /// The invoice has no lines.
    NoLines,
}

/// Books an invoice with something wrong in it.
///
/// # Errors
/// Any [`Error`]; that is what it is for. After [`Error::Unknown`] it may have been made.
pub async fn create_invoice(
    books: &Books,
    invoice: &NewInvoice,
    breach: &Breach,
) -> Result<Invoice, Error> {
    let mut body = serde_json::to_value(invoice.body())
        .map_err(|error| Error::Unwritten { reason: error.to_string() })?;
    let fields = &mut body["external_sales_invoice"];
    match breach {
        Breach::Price(price) => fields["details_attributes"][0]["price"] = json!(price.to_string()),
        Breach::UnknownKey(name) => fields[*name] = json!("sluitend-probe"),
        Breach::NoLines => fields["details_attributes"] = json!([]),
    }
    books.client.create(&books.post(INVOICES, &body, None)?).await
}

/// Changes the prices of lines of an invoice, paid or not. Prices are in its currency.
///
/// # Errors
/// Any [`Error`].
pub async fn edit_invoice(
    books: &Books,
    invoice: &InvoiceId,
    prices: &[(LineId, Price)],
) -> Result<Invoice, Error> {
    let lines: Vec<Value> =
        prices.iter().map(|(id, price)| json!({ "id": id, "price": price })).collect();
    let body = json!({ "external_sales_invoice": { "details_attributes": lines } });
    let request = with_method(books, Method::Patch, &format!("{INVOICES}/{invoice}"), &body)?;
    books.client.create(&request).await
}

/// Deletes an invoice.
///
/// # Errors
/// Any [`Error`]; [`Error::NotFound`] if it is not there, or not any more.
pub async fn delete_invoice(books: &Books, invoice: &InvoiceId) -> Result<(), Error> {
    delete(books, &format!("{INVOICES}/{invoice}")).await
}

/// Deletes a payment of an invoice.
///
/// # Errors
/// Any [`Error`]; [`Error::NotFound`] if it is not there, or not any more.
pub async fn delete_payment(
    books: &Books,
    invoice: &InvoiceId,
    payment: &PaymentId,
) -> Result<(), Error> {
    delete(books, &format!("{INVOICES}/{invoice}/payments/{payment}")).await
}

/// Deletes a contact.
///
/// # Errors
/// Any [`Error`]; [`Error::NotFound`] if it is not there, or not any more.
pub async fn delete_contact(books: &Books, contact: &ContactId) -> Result<(), Error> {
    delete(books, &format!("contacts/{contact}")).await
}

async fn delete(books: &Books, resource: &str) -> Result<(), Error> {
    let mut request = books.get(resource, &[]);
    request.method = Method::Delete;
    books.client.send(&request).await.map(|_| ())
}

fn with_method<B: Serialize>(
    books: &Books,
    method: Method,
    resource: &str,
    body: &B,
) -> Result<Request, Error> {
    let mut request = books.post(resource, body, None)?;
    request.method = method;
    Ok(request)
}
