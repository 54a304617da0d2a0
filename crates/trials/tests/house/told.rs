//! What the log says of an order bears its id.

use std::io;
use std::sync::{Arc, Mutex};

use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

use crate::world::World;

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Log {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

#[tokio::test]
async fn every_request_that_books_an_order_is_logged_with_its_id() {
    let world = World::new(30, 5).await;
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt()
        .with_ansi(false)
        .with_env_filter(EnvFilter::new("sync=info,remote=debug"))
        .with_writer(log.clone())
        .finish();
    let guard = tracing::subscriber::set_default(subscriber);
    world.settled().await;
    drop(guard);
    let text = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    let books = |line: &&str| {
        line.contains("POST")
            && (line.contains("/external_sales_invoices.json") || line.contains("/payments.json"))
    };
    let sent: Vec<&str> = text.lines().filter(books).collect();
    let finished = world.finished();
    let told = |line: &&&str| {
        finished.iter().any(|order| line.contains(&format!("booking{{order={order}}}")))
    };
    assert!(sent.len() > 10, "{sent:?}");
    assert_eq!(sent.iter().filter(told).count(), sent.len(), "some without their order: {sent:#?}");
}
