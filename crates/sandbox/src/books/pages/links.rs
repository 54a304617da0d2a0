//! The applications that a user let in, and the webhooks (moneybird-api.md §2.2, §5).

use axum::extract::State as Shared;
use axum::response::Response;

use super::PLACE;
use crate::books::Books;
use crate::books::oauth::Grant;
use crate::html::{button, cell, redirect, table};

/// `GET /koppelingen`.
pub(in crate::books) async fn list(Shared(books): Shared<Books>) -> Response {
    let (grants, hooks) = books.quietly(|state, _| (state.grants.named(), state.hooks.rows()));
    let open = grants.iter().any(|(grant, _)| !grant.withdrawn);
    let rows: Vec<_> = grants.iter().map(|(grant, name)| row(grant, name)).collect();
    let withdraw = if open {
        button("/koppelingen/intrekken", "Alle toestemmingen intrekken", &[])
    } else {
        String::new()
    };
    let body = format!(
        "{}{withdraw}<h2>Webhooks</h2>{}",
        table(&["Toepassing", "Toegang tot", "Sinds", "Vernieuwd", "Status"], &rows),
        table(&["Adres", "Gebeurtenissen", "Laatste antwoord", "Status"], &hooks),
    );
    PLACE.page(200, "Koppelingen", &body)
}

fn row(grant: &Grant, name: &str) -> Vec<String> {
    vec![
        cell(name),
        cell(&grant.scopes.join(", ")),
        cell(&grant.created.strftime("%Y-%m-%d %H:%M UTC").to_string()),
        cell(&format!("{} keer", grant.refreshes)),
        cell(if grant.withdrawn { "ingetrokken" } else { "toegestaan" }),
    ]
}

/// `POST /koppelingen/intrekken`: the user takes all consent back.
pub(in crate::books) async fn withdraw(Shared(books): Shared<Books>) -> Response {
    books.revoke_grants();
    redirect("/koppelingen")
}
