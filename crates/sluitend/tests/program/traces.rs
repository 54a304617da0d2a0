//! A collector of OpenTelemetry is told of bookings, by a program that says its name, and of no secret.
//! Only with the feature `otel`; `scripts/trial` runs it.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::DefaultBodyLimit;
use axum::http::{Method, Uri};
use tokio::runtime::Runtime;

use crate::secrets::assert_none_in;
use crate::support::{Bench, Setup, door, serve};

/// Method, path and body of what was sent.
type Sent = (Method, String, Vec<u8>);

/// Takes whatever is sent to it.
struct Collector {
    url: String,
    sent: Arc<Mutex<Vec<Sent>>>,
    _server: Runtime,
}

impl Collector {
    fn new() -> Self {
        let server = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        let (door, url) = server.block_on(door());
        let sent: Arc<Mutex<Vec<Sent>>> = Arc::default();
        let told = Arc::clone(&sent);
        let take = move |method: Method, uri: Uri, body: Bytes| {
            told.lock().unwrap().push((method, uri.path().to_owned(), body.to_vec()));
            std::future::ready(())
        };
        let router = Router::new().fallback(take).layer(DefaultBodyLimit::disable());
        serve(&server, door, router);
        Self { url, sent, _server: server }
    }

    /// All that was sent since the last time, each as a POST to this path.
    #[track_caller]
    fn sent_to(&self, path: &str) -> Vec<u8> {
        let sent = std::mem::take(&mut *self.sent.lock().unwrap());
        assert!(!sent.is_empty(), "nothing was sent");
        for (method, own, _) in &sent {
            assert_eq!((method, own.as_str()), (&Method::POST, path));
        }
        sent.into_iter().flat_map(|(_, _, body)| body).collect()
    }
}

/// A text of protobuf as the `length` bytes behind a tag.
fn field(tag: u8, bytes: &[u8]) -> Vec<u8> {
    let mut field = vec![tag, u8::try_from(bytes.len()).unwrap()];
    field.extend(bytes);
    field
}

/// Whether a body names this service: `KeyValue { key: "service.name", value: { string_value } }`.
fn names(body: &[u8], service: &str) -> bool {
    let value = field(0x12, &field(0x0a, service.as_bytes()));
    holds(body, &[field(0x0a, b"service.name"), value].concat())
}

fn holds(body: &[u8], part: &[u8]) -> bool {
    body.windows(part.len()).any(|window| window == part)
}

#[test]
fn a_collector_is_told_of_bookings_and_of_no_secret() {
    let mut bench = Bench::connected(Setup::of(40));
    let collector = Collector::new();
    bench.set("OTEL_EXPORTER_OTLP_ENDPOINT", &collector.url);
    // However much is logged, requests are not among it.
    bench.set("SLUITEND_LOG", "trace");
    bench.sync().ended(0);
    let body = collector.sent_to("/v1/traces");
    assert!(names(&body, "sluitend"));
    let order = bench.ready()[0].id;
    assert!(holds(&body, b"booking") && holds(&body, b"order"), "the span of order {order}");
    assert_none_in("what the collector got", &body);
    for part in ["authorization", "Bearer", "/api/v2/", "/api/rest/"] {
        assert!(!holds(&body, part.as_bytes()), "{part}");
    }
    assert!(bench.printed().contains("TRACE"), "the log itself tells of them");
}

#[test]
fn the_standards_variables_say_who_tells_and_whom() {
    let mut bench = Bench::connected(Setup::of(4));
    let collector = Collector::new();
    bench.set("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", &format!("{}/elsewhere", collector.url));
    bench.set("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1");
    bench.set("OTEL_RESOURCE_ATTRIBUTES", "service.name=books,deployment.environment=trial");
    bench.sync().ended(0);
    let body = collector.sent_to("/elsewhere");
    assert!(names(&body, "books") && !names(&body, "sluitend") && holds(&body, b"trial"));
    let mut other = Bench::connected(Setup::of(4));
    other.set("OTEL_EXPORTER_OTLP_ENDPOINT", &format!("{}/", collector.url));
    other.set("OTEL_RESOURCE_ATTRIBUTES", "service.name=books");
    other.set("OTEL_SERVICE_NAME", "winkel");
    other.sync().ended(0);
    assert!(names(&collector.sent_to("/v1/traces"), "winkel"));
}

#[test]
fn an_address_that_is_none_is_refused() {
    let mut bench = Bench::new(Setup::of(1));
    for address in ["localhost:4318", "geheim", "ftp://geheim@localhost", "http://", "http://[x"] {
        for variable in ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"] {
            bench.set(variable, address);
            let run = bench.run(&["connections"]).failed("usage", 2);
            let message = run.json()["error"]["message"].clone();
            let message = message.as_str().unwrap();
            assert!(message.starts_with(variable) && !message.contains("geheim"), "{message}");
        }
        bench.set("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "");
    }
    bench.set("OTEL_EXPORTER_OTLP_ENDPOINT", "");
    bench.run(&["connections"]).ended(0);
}
