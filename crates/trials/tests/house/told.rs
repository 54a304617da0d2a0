//! What the log says of an order bears its id.

use crate::journal::Journal;
use crate::world::World;

#[tokio::test]
async fn every_request_that_books_an_order_is_logged_with_its_id() {
    let world = World::new(30, 5).await;
    let journal = Journal::default();
    let guard = journal.listen();
    world.settled().await;
    drop(guard);
    let text = journal.take();
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
