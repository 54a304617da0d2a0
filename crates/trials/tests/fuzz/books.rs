//! Moneybird's answers: invoices, contacts, rates, accounts, reports, refusals.

use std::num::NonZeroU32;

use jiff::civil::date;
use moneybird::{
    API_URL, Access, Batch, Books, Client, ContactName, Error, InvoiceFilter, Month, Months,
    NewContact, NewPayment, Pace, Period, Price, Settlement,
};
use remote::{Language, Reply};

use crate::hunt::{Case, hunt};
use crate::scripted::{assert_safe, caller, run};
use crate::values::TOKEN;

fn check<T>(result: Result<T, Error>) {
    let Err(error) = result else { return };
    assert_safe(&error.to_string(), &[TOKEN]);
    assert_safe(&error.sentence(Language::Nl), &[TOKEN]);
    assert_safe(&error.sentence(Language::En), &[TOKEN]);
    assert_safe(&format!("{error:?}"), &[TOKEN]);
    let _ = (error.effect(), error.until(), error.action(), error.blame());
    let _ = (error.is_customer_id_taken(), error.is_email_unreachable(), error.is_period_locked());
    assert!(!error.concerns("a field that nobody has"));
}

async fn read(books: &Books, client: &Client) {
    let period = Period::new(date(2026, 1, 1), date(2026, 12, 31)).unwrap();
    let month = Month::of(date(2026, 1, 31)).unwrap();
    check(client.administrations().await);
    check(books.administration().await);
    check(books.ledger_accounts().await);
    check(books.tax_rates().await);
    check(books.tax_report(month).await);
    check(books.profit_loss(Months::new(month, month).unwrap()).await);
    check(books.general_ledger(Months::new(month, month).unwrap()).await);
    check(books.sales_invoices(period, NonZeroU32::MIN).await);
    check(books.invoices(&InvoiceFilter::all_of(period), NonZeroU32::MIN).await);
    check(books.invoice_versions(period).await);
    check(books.invoice(&"7".parse().unwrap()).await);
    check(books.fetch_invoices(&Batch::new(vec!["7".parse().unwrap()]).unwrap()).await);
    check(books.contact_by_customer_id(&"ccv-7-1".parse().unwrap()).await);
    check(books.search_contacts("noor", NonZeroU32::MIN).await);
    check(books.contact_versions().await);
    check(books.fetch_contacts(&Batch::new(vec!["7".parse().unwrap()]).unwrap()).await);
}

fn answer(case: &mut Case<'_>) {
    let body = case.input();
    let status =
        case.dice.pick(&[200, 200, 200, 201, 204, 302, 400, 401, 402, 403, 404, 422, 429, 500]);
    let reply = Reply { status, headers: Vec::new(), body };
    let mut pace = Pace::of_address("here");
    (pace.per_window, pace.reports_per_window) = (10_000, 10_000);
    let client = Client::new(caller(reply), Access::new(API_URL, TOKEN.into()).unwrap(), pace);
    let books = client.administration("123".parse().unwrap());
    case.note("answered");
    run(async {
        read(&books, &client).await;
        let contact = NewContact::named(ContactName::new("", "Noor", "").unwrap());
        check(books.create_contact(&contact, None).await);
        let payment = NewPayment {
            date: date(2026, 8, 22),
            price: Price::new(1.into()).unwrap(),
            transaction_identifier: None,
            settlement: Settlement::Unlinked,
        };
        check(books.create_payment(&"7".parse().unwrap(), &payment, None).await);
    });
}

#[test]
fn answers_of_the_books() {
    hunt("books", 250, answer);
}
