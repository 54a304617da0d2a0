//! The orders as the merchant sees them, the newest first (ccvshop-api.md §2).

use axum::extract::rejection::FormRejection;
use axum::extract::{Form, State as Shared};
use axum::response::Response;
use rust_decimal::Decimal;

use super::{ORDERS, PLACE};
use crate::html::{Fields, alert, button, cell, each, euros, field, part, table, text};
use crate::shop::Shop;
use crate::shop::courier::Delivered;
use crate::shop::model::{Order, StatusName};

/// How a customer orders something.
const PLACE_FORM: &str = "<section class=\"kaart\"><h2>Nieuwe bestelling</h2>\
    <form method=\"post\" action=\"/onderhoud/orders\">\
    <label>Artikel <input name=\"artikel\" value=\"Koffiebonen\" required></label> \
    <label>Aantal <input name=\"aantal\" value=\"2\" size=\"4\" required></label> \
    <label>Prijs incl. btw <input name=\"prijs\" value=\"12,50\" size=\"8\" required></label> \
    <label>Btw <select name=\"btw\"><option value=\"9\">9%</option>\
    <option value=\"21\">21%</option><option value=\"0\">0%</option></select></label> \
    <label><input type=\"checkbox\" name=\"betaald\" value=\"ja\"> betaald</label> \
    <button>Bestelling plaatsen</button></form></section>";

/// `GET /onderhoud/orders`.
pub(in crate::shop) async fn list(
    Shared(shop): Shared<Shop>,
    query: Result<Form<Fields>, FormRejection>,
) -> Response {
    let page = query.ok().and_then(|Form(fields)| field(&fields, "pagina")?.parse().ok());
    shop.orders_at(200, None, page)
}

impl Shop {
    /// The first page of orders, with what went wrong above it.
    pub(super) fn order_page(&self, status: u16, problem: Option<&str>) -> Response {
        self.orders_at(status, problem, None)
    }

    fn orders_at(&self, status: u16, problem: Option<&str>, page: Option<usize>) -> Response {
        let (orders, statuses, delivered) = {
            let state = self.state();
            let finished = state.orders.values().rev().filter(|order| order.is_completed);
            let orders: Vec<_> = finished.cloned().collect();
            (orders, state.statuses.clone(), state.delivered.clone())
        };
        let (rows, links) = part(&orders, page);
        let rows: Vec<_> = rows.iter().map(|order| self.row(order, &statuses)).collect();
        let columns = ["Nummer", "Datum", "Klant", "Totaal", "Status", "Betaald", "Doen"];
        let delivered: Vec<_> = delivered.iter().map(delivery).collect();
        let body = format!(
            "{}{PLACE_FORM}{}{links}<h2>Laatst verstuurde webhooks</h2>{}",
            problem.map(alert).unwrap_or_default(),
            table(&columns, &rows),
            table(&["Gebeurtenis", "Bestelling", "Adres", "Antwoord"], &delivered),
        );
        PLACE.page(status, "Bestellingen", &body)
    }

    fn row(&self, order: &Order, statuses: &[StatusName]) -> Vec<String> {
        let total = order.totals(&self.options().switches).price;
        let known = statuses.iter().find(|status| Some(status.status) == order.status);
        vec![
            format!("<a href=\"{ORDERS}/{}\">{}</a>", order.id, text(order.number_full())),
            cell(&order.create_date.strftime("%Y-%m-%d %H:%M UTC").to_string()),
            cell(&order.customer.billing.full_name()),
            amount(total, &order.currency),
            cell(known.map_or("", |status| &status.name)),
            cell(if order.paid { "ja" } else { "nee" }),
            doings(order, statuses),
        ]
    }
}

pub(super) fn amount(total: Decimal, currency: &str) -> String {
    if currency == "EUR" { euros(total) } else { cell(&format!("{currency} {total:.2}")) }
}

/// The forms of one order.
fn doings(order: &Order, statuses: &[StatusName]) -> String {
    let at = |what: &str| format!("{ORDERS}/{}/{what}", order.id);
    let options = each(statuses, |status| {
        let chosen = if Some(status.status) == order.status { " selected" } else { "" };
        format!("<option value=\"{}\"{chosen}>{}</option>", status.status, text(&status.name))
    });
    let count = order.rows.first().map(|row| row.count.to_string()).unwrap_or_default();
    let paid = if order.paid { ("Niet betaald", "nee") } else { ("Betaald", "ja") };
    let pieces = [
        button(&at("afronden"), "Afgerond en betaald", &[]),
        format!(
            "<form method=\"post\" action=\"{}\"><select name=\"status\" aria-label=\"Status\">\
             {options}</select> <button class=\"zacht\">Zet status</button></form>",
            at("status"),
        ),
        button(&at("betaald"), paid.0, &[("betaald", paid.1)]),
        format!(
            "<form method=\"post\" action=\"{}\"><input name=\"aantal\" value=\"{}\" size=\"4\" \
             aria-label=\"Aantal van de eerste regel\"> \
             <button class=\"zacht\">Zet aantal</button></form>",
            at("aantal"),
            text(&count),
        ),
        button(&at("verwijderen"), "Verwijderen", &[]),
    ];
    pieces.concat()
}

fn delivery(delivered: &Delivered) -> Vec<String> {
    vec![
        cell(delivered.event),
        cell(&delivered.order.to_string()),
        cell(&delivered.address),
        cell(&delivered.status.map_or("geen".to_owned(), |status| status.to_string())),
    ]
}
