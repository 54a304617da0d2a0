//! One order as the merchant sees it (ccvshop-api.md §2), where a VAT number can be filled in.

use axum::extract::{Path, State as Shared};
use axum::response::Response;

use super::changes::{GONE, Sent, UNREADABLE};
use super::orders::amount;
use super::{ORDERS, PLACE};
use crate::html::{alert, cell, each, field, redirect, table, text};
use crate::shop::Shop;
use crate::shop::model::{Order, Row};

/// More than any country's number has.
const LONGEST: usize = 30;

/// `GET /onderhoud/orders/{id}`.
pub(in crate::shop) async fn one(Shared(shop): Shared<Shop>, Path(id): Path<i64>) -> Response {
    match shop.order(id) {
        Some(order) => shop.whole_page(200, &order, ""),
        None => shop.order_page(404, Some(GONE)),
    }
}

/// `POST /onderhoud/orders/{id}/btw-nummer`: the customer gave it. No webhook tells of such an edit
/// (ccvshop-api.md §7).
pub(in crate::shop) async fn set_vat_number(
    Shared(shop): Shared<Shop>,
    Path(id): Path<i64>,
    form: Sent,
) -> Response {
    let Some(order) = shop.order(id) else { return shop.order_page(404, Some(GONE)) };
    let number = form.ok().and_then(|fields| Some(field(&fields, "nummer")?.trim().to_owned()));
    let Some(number) = number.filter(|number| number.chars().count() <= LONGEST) else {
        return shop.whole_page(422, &order, &alert(UNREADABLE));
    };
    shop.edit_order(id, |order| order.customer.vat_number = number);
    redirect(&format!("{ORDERS}/{id}"))
}

impl Shop {
    fn whole_page(&self, status: u16, order: &Order, above: &str) -> Response {
        let known = self.state().statuses.clone();
        let known = known.iter().find(|own| Some(own.status) == order.status);
        let total = order.totals(&self.options().switches);
        let facts = [
            ("Geplaatst", cell(&order.create_date.strftime("%Y-%m-%d %H:%M UTC").to_string())),
            ("Klant", cell(&order.customer.billing.full_name())),
            ("Land", cell(&order.customer.billing.country_code)),
            ("Status", cell(known.map_or("", |own| &own.name))),
            ("Betaald", cell(if order.paid { "ja" } else { "nee" })),
            ("Totaal", amount(total.price, &order.currency)),
            ("Waarvan btw", amount(total.tax, &order.currency)),
        ];
        let facts = each(facts, |(name, value)| format!("<li>{name}: {value}</li>"));
        let rows: Vec<_> = order.rows.iter().map(|row| line(row, &order.currency)).collect();
        let body = format!(
            "{above}<ul>{facts}</ul><h2>Regels</h2>{}{}<p><a href=\"{ORDERS}\">Terug naar alle \
             bestellingen</a></p>",
            table(&["Artikel", "Aantal", "Prijs", "Btw"], &rows),
            vat_number(order),
        );
        PLACE.page(status, &format!("Bestelling {}", order.number_full()), &body)
    }
}

fn line(row: &Row, currency: &str) -> Vec<String> {
    vec![
        cell(&row.name),
        cell(&row.count.normalize().to_string()),
        amount(row.price, currency),
        cell(&format!("{}%", row.tax.normalize())),
    ]
}

/// The field to fill in a VAT number; with the one that the customer would give, if there is none yet.
fn vat_number(order: &Order) -> String {
    let own = Some(order.customer.vat_number.clone()).filter(|own| !own.is_empty());
    let hint = match &own {
        Some(_) => "",
        None => "<p>Nog niet ingevuld. De klant geeft desgevraagd dit nummer:</p>",
    };
    let number = own.or_else(|| Shop::likely_vat_number(order)).unwrap_or_default();
    format!(
        "<section class=\"kaart\"><h2>Btw-nummer van de klant</h2>{hint}\
         <form method=\"post\" action=\"{ORDERS}/{}/btw-nummer\">\
         <label>Btw-nummer <input name=\"nummer\" value=\"{}\" maxlength=\"{LONGEST}\"></label> \
         <button>Btw-nummer opslaan</button></form></section>",
        order.id,
        text(&number),
    )
}
