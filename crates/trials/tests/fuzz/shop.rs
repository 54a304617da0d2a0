//! CCV Shop's answers: orders, rows, invoices, lists, refusals, signed and not.

use ccvshop::{Access, Client, Error, InvoiceQuery, OrderQuery, Pace, Page};
use remote::{Language, Reply};

use crate::hunt::{Case, hunt};
use crate::scripted::{assert_safe, caller, run};
use crate::values::{KEY, SECRET, odd};

fn check<T>(result: Result<T, Error>) {
    let Err(error) = result else { return };
    assert_safe(&error.to_string(), &[KEY, SECRET]);
    assert_safe(&error.sentence(Language::Nl), &[KEY, SECRET]);
    assert_safe(&error.sentence(Language::En), &[KEY, SECRET]);
    assert_safe(&format!("{error:?}"), &[KEY, SECRET]);
    let _ = (error.effect(), error.until(), error.action(), error.blame());
}

fn check_page<T>(result: Result<Page<T>, Error>) {
    if let Ok(page) = &result {
        for odd in &page.unreadable {
            assert_safe(&odd.to_string(), &[KEY, SECRET]);
        }
    }
    check(result);
}

fn headers(case: &mut Case<'_>) -> Vec<(String, String)> {
    let mut headers = Vec::new();
    for name in ["x-date", "x-hash", "date", "location", "content-type"] {
        if case.dice.permille(100) {
            headers.push((name.to_owned(), odd(&mut case.dice)));
        }
    }
    headers
}

fn answer(case: &mut Case<'_>) {
    let body = case.input();
    let status = case.dice.pick(&[200, 200, 200, 201, 204, 301, 400, 401, 403, 404, 422, 429, 500]);
    let reply = Reply { status, headers: headers(case), body };
    let access = Access::new("https://winkel.test".parse().unwrap(), KEY.into(), SECRET.into());
    let pace = Pace { reads: 10_000, writes: 10_000, ..Pace::default() };
    let client = Client::new(caller(reply), access.unwrap(), pace);
    case.note("answered");
    run(async {
        let few = OrderQuery { size: 4, ..OrderQuery::default() };
        check_page(client.orders(&few).await);
        check(client.order(1).await);
        check(client.order_rows(1).await);
        let few = InvoiceQuery { size: 4, ..InvoiceQuery::default() };
        check_page(client.invoices(&few).await);
        check(client.invoice(1).await);
        check(client.invoice_rows(1).await);
        check(client.apps().await);
        check(client.resources().await);
        check(client.webshops().await);
        check(client.settings(1).await);
        check(client.merchant(1).await);
        check(client.paymethods().await);
        check(client.geozone_countries(1).await);
        check(client.webhooks().await);
        check(client.delete_webhook(1).await);
    });
}

#[test]
fn answers_of_the_shop() {
    hunt("shop", 250, answer);
}
