//! The VAT of a month (moneybird-api.md §7.16).

use axum::extract::rejection::FormRejection;
use axum::extract::{Form, State as Shared};
use axum::response::Response;
use rust_decimal::Decimal;

use super::PLACE;
use crate::books::Books;
use crate::books::day::Moment;
use crate::books::period::Period;
use crate::books::report;
use crate::books::state::State;
use crate::html::{Fields, alert, cell, euros, field, table, text};

/// `GET /btw?maand=2026-08`: this month when none is named.
pub(in crate::books) async fn month(
    Shared(books): Shared<Books>,
    query: Result<Form<Fields>, FormRejection>,
) -> Response {
    let asked = query.ok().and_then(|Form(fields)| field(&fields, "maand").map(str::to_owned));
    let (status, body) = books.quietly(|state, moment| show(state, moment, asked.as_deref()));
    PLACE.page(status, "Btw van een maand", &body)
}

fn show(state: &State, moment: Moment, asked: Option<&str>) -> (u16, String) {
    let packed = asked.map(|month| month.replace('-', ""));
    let Ok(period) = Period::of_report(packed.as_deref(), moment.today, 1) else {
        return (400, alert("Deze maand is niet te lezen.") + &form(asked.unwrap_or_default()));
    };
    let sums = report::sums(state, period);
    let mut rows: Vec<_> = sums
        .iter()
        .map(|(rate, taxable, tax)| {
            let rubric = rate.return_box.unwrap_or_default();
            vec![cell(rubric), cell(rate.name), euros(*taxable), euros(*tax)]
        })
        .collect();
    let total = |pick: fn(&(_, Decimal, Decimal)) -> Decimal| sums.iter().map(pick).sum();
    let (taxable, tax): (Decimal, Decimal) = (total(|row| row.1), total(|row| row.2));
    rows.push(vec![String::new(), cell("Totaal"), euros(taxable), euros(tax)]);
    let shown = period.first.strftime("%Y-%m").to_string();
    let table = table(&["Rubriek", "Tarief", "Omzet excl. btw", "Btw"], &rows);
    (200, form(&shown) + &table)
}

fn form(month: &str) -> String {
    format!(
        "<form method=\"get\" action=\"/btw\"><label>Maand <input type=\"month\" name=\"maand\" \
         value=\"{}\"></label> <button>Tonen</button></form>",
        text(month),
    )
}
