//! Many orders move while somebody changes them all the time.
//!
//! `ORDERS=100000 scripts/postgres-for-tests cargo nextest run -p store --run-ignored all --no-capture
//! many_orders` is the long form, and tells how long everything took.

use std::time::{Duration, Instant};

use super::super::bench::{Bench, Desk, at, seen};
use super::Houses;
use crate::{ConnectionId, Error, Store, Trouble};

/// How often somebody writes: some rounds side by side do.
const PACE: Duration = Duration::from_millis(5);

/// The first of the orders that come in meanwhile.
const NEW: i64 = 10_000_000;

fn orders() -> i64 {
    std::env::var("ORDERS").map_or(1_000, |text| text.parse().unwrap())
}

/// Booked orders as large as real ones, with their steps, places in listings, and contacts.
async fn fill(store: &Store, connection: &ConnectionId, orders: i64) {
    for text in [
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $2) \
         INSERT INTO orders (connection_id, order_id, number, state, snapshot, seen_at, placed_on, \
         total, currency, shop_status, paid, backfill, stage, plan, reference, booked_on, contact_id, \
         invoice_id, payment_id, attempt, booked, updated_at) \
         SELECT $1, i, 'W' || i, 'booked', '{\"id\":' || i || ',\"x\":\"' || hex(randomblob(700)) \
         || '\"}', 1, '2026-11-20', '12.50', 'EUR', 7, 1, 0, 'verified', hex(randomblob(600)), \
         'W' || i, '2026-11-20', i, i, i, 2, '12.50', 1 FROM n",
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $2) \
         INSERT INTO steps (connection_id, order_id, seq, happened_at, what, detail) \
         SELECT $1, i, s.value, 1, 'invoice-made', hex(randomblob(20)) FROM n, \
         json_each('[1,2,3,4,5,6]') AS s",
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $2) \
         INSERT INTO listings (connection_id, listing, order_id) \
         SELECT $1, s.value, i FROM n, json_each('[\"all\",\"7\"]') AS s",
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $2) \
         INSERT INTO contacts (connection_id, contact_id, version, archived) SELECT $1, i, 1, 0 FROM n",
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $2) \
         INSERT INTO contact_emails (connection_id, contact_id, email_key) \
         SELECT $1, i, hex(randomblob(32)) FROM n",
    ] {
        let query = sqlx::query(text).bind(connection.to_string()).bind(orders);
        query.execute(&store.pool).await.unwrap();
    }
}

/// Changes old orders and brings in new ones until the installation has moved; how many new ones it was told are
/// kept, and how long it waited for the longest of its writes.
async fn changes(desk: &Desk, orders: i64) -> (i64, Duration) {
    let (mut kept, mut longest) = (0, Duration::ZERO);
    loop {
        let began = now();
        let written = async {
            let mut write = desk.store.write(&desk.lease, at(10)).await?;
            write.see_order(&seen(NEW + kept)).await?;
            write.see_order(&seen(1 + kept * 7919 % orders)).await?;
            let (listing, before) = ([NEW + kept], [NEW + kept - 3]);
            write.change_listing("7", &listing, &before).await?;
            write.commit().await
        };
        let written: Result<(), Error> = written.await;
        longest = longest.max(began.elapsed());
        match written {
            Ok(()) => kept += 1,
            // Nobody lets it write for as long as that: it tries again, as a round does.
            Err(error) if error.trouble() == Some(Trouble::Locked) => {}
            Err(error) => {
                assert_eq!(error.trouble(), Some(Trouble::Moved), "{error:?}");
                return (kept, longest);
            }
        }
        // Not a wait for something to happen: it is how busy the shops are.
        std::thread::park_timeout(PACE);
    }
}

#[expect(clippy::disallowed_methods, reason = "tells how long it took on this machine")]
fn now() -> Instant {
    Instant::now()
}

#[test]
#[ignore = "needs PostgreSQL: scripts/test sets SLUITEND_TEST_POSTGRES"]
fn many_orders_move_while_they_change() {
    let orders = orders();
    let (bench, there) = (Bench::sqlite(), Bench::postgres());
    let desk = block_on(async {
        let desk = Desk::open(bench.store().await, 1).await;
        fill(&desk.store, &desk.connection, orders).await;
        desk
    });
    let houses = Houses { old: bench, new: there };
    let connection = desk.connection.clone();
    let changing = std::thread::spawn(move || block_on(changes(&desk, orders)));
    block_on(async {
        let mut own = houses.begin(&houses.leaving().await).await.unwrap();
        for _ in 0..6 {
            let began = now();
            let passed = own.pass(&|_| ()).await.unwrap();
            println!("{passed:?} in {:?}", began.elapsed());
            if passed.written <= 500 {
                break;
            }
        }
        let locked = std::sync::Mutex::new(now());
        let tell = |told| {
            if told == crate::MoveProgress::Locked {
                *locked.lock().unwrap() = now();
            }
        };
        let moved = own.end(at(5_000), &tell).await.unwrap().unwrap();
        let (locked, took) = (*locked.lock().unwrap(), now());
        println!("locked for {:?}: {:?}", took - locked, moved.last);
        for table in moved.tables.iter().filter(|table| table.rows > 0) {
            assert_eq!((table.rows, &table.checksum), (table.rows_there, &table.checksum_there));
            println!("{} {} {} {}", table.name, table.rows, table.checksum, table.checksum_there);
        }
        let (kept, longest) = changing.join().unwrap();
        println!("{kept} writes meanwhile, the longest took {longest:?}");
        assert!(kept > 0);
        let store = Houses::open(&houses.new).await.unwrap();
        let ids = store.order_ids(&connection).await.unwrap();
        let expected: Vec<i64> = (1..=orders).chain(NEW..NEW + kept).collect();
        assert!(ids.into_iter().eq(expected), "every order that was kept is there, and no other");
        let old = houses.leaving().await.order_ids(&connection).await.unwrap();
        assert_eq!(old.len() as u64, moved.orders);
        store.close().await;
    });
}

fn block_on<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(work)
}
