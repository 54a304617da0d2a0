//! What goes out, byte for byte.

use std::num::NonZeroU32;
use std::time::Duration;

use jiff::civil::date;
use moneybird::{Batch, CustomerId, InvoiceFilter, Month, Months, StateFilter};
use remote::{Method, Request};

use crate::samples::{
    bare_contact, bare_invoice, full_contact, full_invoice, loose_payment, settled_payment, year,
};
use crate::scripted::{Scripted, TOKEN, reply};

const FIRST: NonZeroU32 = NonZeroU32::MIN;

/// Asks for everything that reads, in the order of the table below. The answers do not matter.
async fn read_all(moneybird: &std::sync::Arc<Scripted>) {
    let books = moneybird.books();
    let of_contact = InvoiceFilter {
        contact: Some("42".parse().unwrap()),
        state: StateFilter::Open,
        ..InvoiceFilter::all_of(year())
    };
    let june = Month::of(date(2026, 6, 15)).unwrap();
    let august = Month::of(date(2026, 8, 1)).unwrap();
    let months = Months::new(june, august).unwrap();
    let third = NonZeroU32::new(3).unwrap();
    let customer = CustomerId::new("ccv-7_x").unwrap();
    let _ = moneybird.client().administrations().await;
    let _ = books.contact_by_customer_id(&customer).await;
    let _ = books.search_contacts("a+b@x.nl, é", FIRST).await;
    let _ = books.contact_versions().await;
    let _ = books.invoice(&"77".parse().unwrap()).await;
    let _ = books.invoices(&InvoiceFilter::all_of(year()), third).await;
    let _ = books.invoices(&of_contact, FIRST).await;
    let _ = books.invoice_versions(year()).await;
    let _ = books.tax_rates().await;
    let _ = books.ledger_accounts().await;
    let _ = books.sales_invoices(year(), FIRST).await;
    let _ = books.tax_report(june).await;
    let _ = books.profit_loss(june.into()).await;
    let _ = books.general_ledger(months).await;
}

#[tokio::test]
async fn each_read_has_its_own_target() {
    let expected = [
        "/administrations.json",
        "/123/contacts/customer_id/ccv-7_x.json",
        "/123/contacts.json?query=a%2Bb%40x.nl%2C+%C3%A9&include_archived=true&page=1&per_page=100",
        "/123/contacts/synchronization.json?include_archived=true",
        "/123/external_sales_invoices/77.json",
        "/123/external_sales_invoices.json\
         ?filter=period%3A20260101..20261231%2Cstate%3Aall&page=3&per_page=100",
        "/123/external_sales_invoices.json\
         ?filter=period%3A20260101..20261231%2Cstate%3Aopen%2Ccontact_id%3A42&page=1&per_page=100",
        "/123/external_sales_invoices/synchronization.json\
         ?filter=period%3A20260101..20261231%2Cstate%3Aall",
        "/123/tax_rates.json?filter=tax_rate_type%3Asales_invoice&page=1&per_page=100",
        "/123/ledger_accounts.json",
        "/123/sales_invoices.json\
         ?filter=period%3A20260101..20261231%2Cstate%3Aall&page=1&per_page=100",
        "/123/reports/tax.json?period=202606",
        "/123/reports/profit_loss.json?period=202606..202606",
        "/123/reports/general_ledger.json?period=202606..202608",
    ];
    let moneybird = Scripted::answering(vec![Ok(reply(404, "")); expected.len()]);
    read_all(&moneybird).await;
    let requests = moneybird.requests();
    assert_eq!(requests.len(), expected.len());
    for (request, expected) in requests.iter().zip(expected) {
        assert_eq!(request.method, Method::Get);
        assert_eq!(request.target(), format!("/api/v2{expected}"));
        assert_eq!(request.url.host_str(), Some("moneybird.com"));
        assert_eq!(header(request, "authorization"), format!("Bearer {TOKEN}"));
        assert_eq!(header(request, "accept"), "application/json");
        assert!(request.body.is_none());
        let is_report = expected.contains("/reports/");
        let (name, limit) =
            if is_report { ("moneybird/here/reports", 50) } else { ("moneybird/here", 150) };
        assert_eq!(request.budget.name, name, "{expected}");
        assert_eq!(request.budget.limit, limit, "{expected}");
        assert_eq!(request.budget.window, Duration::from_mins(5));
        let within = request.within.as_ref().map(|own| (own.name.as_str(), own.limit));
        assert_eq!(within, is_report.then_some(("moneybird/here", 150)), "{expected}");
    }
}

/// Sends everything that has a body, in the order of the table below.
pub(crate) async fn post_all(moneybird: &std::sync::Arc<Scripted>) {
    let books = moneybird.books();
    let until = Some(Duration::from_secs(5));
    let invoice = "77".parse().unwrap();
    let contacts = Batch::new(vec!["42".parse().unwrap(), "43".parse().unwrap()]).unwrap();
    let invoices = Batch::new(vec!["77".parse().unwrap()]).unwrap();
    let _ = books.create_contact(&bare_contact(), None).await;
    let _ = books.create_contact(&full_contact(), until).await;
    let _ = books.create_invoice(&bare_invoice(), None).await;
    let _ = books.create_invoice(&full_invoice(), until).await;
    let _ = books.create_payment(&invoice, &loose_payment(), None).await;
    let _ = books.create_payment(&invoice, &settled_payment(), until).await;
    let _ = books.fetch_contacts(&contacts).await;
    let _ = books.fetch_invoices(&invoices).await;
}

const BODIES: [(&str, &str); 8] = [
    ("contacts", r#"{"contact":{"firstname":"Noor"}}"#),
    (
        "contacts",
        r#"{"contact":{"company_name":"Fietsen BV","firstname":"Noor","lastname":"Bakker","address1":"Dorpsstraat 1","zipcode":"1234 AB","city":"’s-Hertogenbosch","country":"NL","phone":"06","customer_id":"ccv-7-1001","tax_number":"NL000099998B57","chamber_of_commerce":"12345678","send_invoices_to_email":"noor@example.nl","delivery_method":"Manual"}}"#,
    ),
    (
        "external_sales_invoices",
        r#"{"external_sales_invoice":{"contact_id":"42","reference":"W-1001","date":"2026-08-21","currency":"EUR","prices_are_incl_tax":true,"details_attributes":[{"description":"Bel","amount":"1","price":"0.00","tax_rate_id":"21","ledger_account_id":"8000","row_order":0}]}}"#,
    ),
    (
        "external_sales_invoices",
        r#"{"external_sales_invoice":{"contact_id":"42","reference":"W-1001","date":"2026-08-21","due_date":"2026-09-04","currency":"EUR","prices_are_incl_tax":true,"source":"CCV Shop","source_url":"https://shop.example/o/1","details_attributes":[{"description":"Bel \"ping\"","amount":"2","price":"49.90","tax_rate_id":"21","ledger_account_id":"8000","row_order":0},{"description":"Korting","amount":"1","price":"-5.00","tax_rate_id":"21","ledger_account_id":"8000","row_order":1}]}}"#,
    ),
    (
        "external_sales_invoices/77/payments",
        r#"{"payment":{"payment_date":"2026-08-22","price":"-10.00"}}"#,
    ),
    (
        "external_sales_invoices/77/payments",
        r#"{"payment":{"payment_date":"2026-08-22","price":"94.80","transaction_identifier":"tr_9","manual_payment_action":"balance_settlement","ledger_account_id":"1100"}}"#,
    ),
    ("contacts/synchronization", r#"{"ids":["42","43"]}"#),
    ("external_sales_invoices/synchronization", r#"{"ids":["77"]}"#),
];

#[tokio::test]
async fn each_body_has_its_own_bytes() {
    let moneybird = Scripted::answering(vec![Ok(reply(404, "")); BODIES.len()]);
    post_all(&moneybird).await;
    let requests = moneybird.requests();
    assert_eq!(requests.len(), BODIES.len());
    for (request, (resource, body)) in requests.iter().zip(BODIES) {
        assert_eq!(request.method, Method::Post);
        assert_eq!(request.target(), format!("/api/v2/123/{resource}.json"));
        assert_eq!(header(request, "content-type"), "application/json");
        let sent = request.body.clone().unwrap();
        assert_eq!(String::from_utf8(sent).unwrap(), body);
        assert_eq!(request.budget.name, "moneybird/here");
    }
    let fresh: Vec<bool> = requests
        .iter()
        .map(|request| request.fresh_until == Some(Duration::from_secs(5)))
        .collect();
    assert_eq!(fresh, [false, true, false, true, false, true, false, false]);
}

#[tokio::test]
async fn a_stale_create_does_not_leave() {
    let moneybird = Scripted::answering(Vec::new());
    let clock = std::sync::Arc::new(remote::ManualClock::at(jiff::Timestamp::UNIX_EPOCH));
    clock.advance(Duration::from_secs(10));
    let gate = std::sync::Arc::new(remote::MemoryGate::new(Duration::from_secs(30)));
    let caller = remote::Caller::new(moneybird.clone(), gate, clock);
    let access = moneybird::Access::new(moneybird::API_URL, TOKEN.into()).unwrap();
    let client = moneybird::Client::new(caller, access, moneybird::Pace::of_address("here"));
    let books = client.administration("123".parse().unwrap());
    let until = Some(Duration::from_secs(9));
    let error = books.create_invoice(&full_invoice(), until).await.unwrap_err();
    assert_eq!(error, moneybird::Error::Stale);
    assert!(moneybird.requests().is_empty());
}

fn header(request: &Request, name: &str) -> String {
    let found = request.headers.iter().find(|(key, _)| *key == name);
    found.unwrap().1.clone()
}
