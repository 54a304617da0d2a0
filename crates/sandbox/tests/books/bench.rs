//! A place to try the books: with a clock to turn and a referee who watches every reply.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use axum::body::Body;
use axum::http::{HeaderMap, Request, Response};
use jiff::Timestamp;
use sandbox::Clock;
use sandbox::books::{Books, BooksOptions, Limits, Switches};
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::referee::referee;

/// A Friday in August, after lunch in Amsterdam.
pub(crate) const NOON: &str = "2026-08-21T12:00:00Z";

pub(crate) struct Bench {
    pub(crate) books: Books,
    clock: Arc<AtomicI64>,
}

pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
    pub(crate) body: Value,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The text at a JSON pointer.
    pub(crate) fn at(&self, pointer: &str) -> &str {
        let value = self.body.pointer(pointer);
        value.and_then(Value::as_str).unwrap_or_else(|| panic!("{pointer} in {:#}", self.body))
    }

    pub(crate) fn id(&self) -> String {
        self.at("/id").to_owned()
    }

    /// One text of every record in a list.
    pub(crate) fn column(&self, name: &str) -> Vec<String> {
        let rows = self.body.as_array().unwrap_or_else(|| panic!("no list: {:#}", self.body));
        rows.iter().map(|row| row[name].as_str().unwrap_or_default().to_owned()).collect()
    }

    #[track_caller]
    pub(crate) fn is(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.text);
        self
    }
}

impl Bench {
    pub(crate) fn new() -> Self {
        Self::with(Switches::default())
    }

    pub(crate) fn with(switches: Switches) -> Self {
        let plenty =
            Limits { per_window: 100_000, reports_per_window: 100_000, ..Limits::default() };
        Self::limited(switches, plenty)
    }

    pub(crate) fn limited(switches: Switches, limits: Limits) -> Self {
        let start: Timestamp = NOON.parse().unwrap();
        let clock = Arc::new(AtomicI64::new(start.as_millisecond()));
        let hands = clock.clone();
        let options = BooksOptions {
            clock: Arc::new(move || {
                Timestamp::from_millisecond(hands.load(Ordering::SeqCst)).unwrap()
            }) as Arc<dyn Clock>,
            token: "open-sesame".to_owned(),
            administration_name: "Winkel aan de Kade".to_owned(),
            switches,
            limits,
            seed: 7,
        };
        Self { books: Books::new(options), clock }
    }

    /// Lets time pass.
    pub(crate) fn pass(&self, milliseconds: i64) {
        self.clock.fetch_add(milliseconds, Ordering::SeqCst);
    }

    /// Any request at all.
    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let response: Response<Body> = self.books.router().oneshot(request).await.unwrap();
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        let bytes = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        let body = serde_json::from_str(&text).unwrap_or_default();
        Answer { status, headers, text, body }
    }

    /// A request as a client makes it; path without the administration. The referee looks on.
    pub(crate) async fn call(&self, method: &str, path: &str, body: Option<Value>) -> Answer {
        let (route, query) = path.split_once('?').unwrap_or((path, ""));
        let mut uri = format!("/api/v2/{}/{route}.json", self.books.administration_id());
        if !query.is_empty() {
            uri = format!("{uri}?{query}");
        }
        let request = Request::builder()
            .method(method)
            .uri(&uri)
            .header("authorization", "Bearer open-sesame")
            .header("host", "books.localhost:8080")
            .header("content-type", "application/json");
        let content = body.as_ref().map_or_else(Body::empty, |body| Body::from(body.to_string()));
        let answer = self.send(request.body(content).unwrap()).await;
        let json = answer.header("content-type").starts_with("application/json");
        if let (Some(referee), true) = (referee(), json || answer.status == 204) {
            referee.judge_reply(method, &uri, answer.status, &answer.body);
            if let (Some(body), 200..300) = (&body, answer.status) {
                referee.judge_request(method, &uri, body);
            }
        }
        answer
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.call("GET", path, None).await
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Answer {
        self.call("POST", path, Some(body)).await
    }

    pub(crate) async fn patch(&self, path: &str, body: Value) -> Answer {
        self.call("PATCH", path, Some(body)).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Answer {
        self.call("DELETE", path, None).await
    }

    pub(crate) fn rate(&self, name: &str) -> String {
        self.books.tax_rate(name).unwrap_or_else(|| panic!("no rate {name}"))
    }

    pub(crate) fn account(&self, name: &str) -> String {
        self.books.account(name).unwrap_or_else(|| panic!("no account {name}"))
    }

    /// A contact of our own.
    pub(crate) fn contact(&self) -> String {
        self.books.seed_contact(&json!({ "company_name": "Proef B.V." })).unwrap()
    }

    /// A line with a rate and the account for revenue.
    pub(crate) fn line(&self, price: &str, rate: &str) -> Value {
        json!({
            "description": "Stoel", "price": price, "amount": "1",
            "tax_rate_id": self.rate(rate), "ledger_account_id": self.account("Omzet"),
        })
    }

    /// A request for an invoice with these lines.
    pub(crate) fn invoice(contact: &str, reference: &str, incl: bool, lines: &[Value]) -> Value {
        json!({ "external_sales_invoice": {
            "contact_id": contact, "reference": reference, "date": "2026-08-21",
            "currency": "EUR", "prices_are_incl_tax": incl, "source": "CCV Shop",
            "source_url": "https://winkel.example/orders/1", "details_attributes": lines,
        } })
    }

    /// Books an invoice of one line with 21 % included.
    pub(crate) async fn book(&self, contact: &str, reference: &str, price: &str) -> Answer {
        let body = Self::invoice(contact, reference, true, &[self.line(price, "21% btw")]);
        self.post("external_sales_invoices", body).await.is(201)
    }

    pub(crate) async fn pay(&self, invoice: &str, price: &str) -> Answer {
        let body = json!({ "payment": {
            "payment_date": "2026-08-21", "price": price, "transaction_identifier": "psp-1",
            "manual_payment_action": "balance_settlement",
            "ledger_account_id": self.account("Tussenrekening CCV Pay"),
        } });
        self.post(&format!("external_sales_invoices/{invoice}/payments"), body).await
    }
}
