//! What a move promises. It needs both engines at once, so each case is a test of its own.

mod ends;
mod goes_on;
mod many;
mod refuses;
mod tables;

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use super::backups::{full, values};
use super::bench::{Bench, Counting, Desk, at, new, seconds, seen};
use crate::sql::moves::MOVED;
use crate::{
    Error, Language, Moment, Move, MoveError, Moved, NewInvitation, OsEntropy, Role, SealingKey,
    Store, Watch,
};

/// An installation in a file, and an empty database on the server.
pub(super) struct Houses {
    pub(super) old: Bench,
    pub(super) new: Bench,
}

/// What people are told where the two are.
const PLACES: (&str, &str) = ("sqlite:old", "postgres://new");

impl Houses {
    pub(super) fn new() -> Self {
        Self { old: Bench::sqlite(), new: Bench::postgres() }
    }

    /// The old one, to be left.
    pub(super) async fn leaving(&self) -> Store {
        leaving(&self.old, 7).await
    }

    pub(super) async fn begin(&self, store: &Store) -> Result<Move, Error> {
        store.begin_move(self.new.url(), PLACES, at(100)).await
    }

    /// Opens one of them to work on it.
    pub(super) async fn open(bench: &Bench) -> Result<Store, Error> {
        let key = SealingKey::from_bytes(&[7; 32]).unwrap();
        Store::open(bench.url(), key, Arc::<Counting>::default()).await
    }

    /// The whole of a move that nothing stands in the way of.
    pub(super) async fn all(&self) -> Moved {
        let mut own = self.begin(&self.leaving().await).await.unwrap();
        own.pass(&|_| ()).await.unwrap();
        let moved = own.end(at(5_000), &|_| ()).await.unwrap().unwrap();
        own.close().await;
        moved
    }
}

async fn leaving(bench: &Bench, key: u8) -> Store {
    let key = SealingKey::from_bytes(&[key; 32]).unwrap();
    Store::open_to_leave(bench.url(), key, Arc::new(OsEntropy)).await.unwrap()
}

/// Every value of every table, a line each, in an order of our own.
pub(super) async fn dump(store: &Store) -> Vec<String> {
    let mut lines = Vec::new();
    for moved in MOVED {
        for row in values(store, &moved.table).await {
            let values = row.into_iter().map(|(_, value)| value);
            let named = std::iter::once(moved.table.name.to_owned()).chain(values);
            lines.push(named.collect::<Vec<_>>().join(" "));
        }
    }
    lines.sort();
    lines
}

/// An installation with rows in every table, and nobody at work.
pub(super) async fn busy(store: Store) -> Desk {
    let desk = full(store).await;
    let own = &desk.store;
    let member = own.new_shopkeeper("Cor", Language::Nl, at(1)).await.unwrap();
    own.new_link(&member, at(1), seconds(100)).await.unwrap();
    let verifier = "verifier".to_owned().into();
    own.new_errand(&member, 1, &verifier, at(1), seconds(100)).await.unwrap();
    let invited = NewInvitation { shop_id: 1, by: &member, name: "Dik", role: Role::Reader };
    own.invite(invited, at(1), seconds(100)).await.unwrap();
    for name in ["here", "There", "Überall"] {
        let taken = own.allowance_take(name, 5, seconds(300), at(1), at(2)).await.unwrap();
        assert_eq!(taken, Ok(0));
    }
    let odd = "\"\\ \u{1} \u{1f} \r\n\t \u{7f} \u{2028} é 😀 \\u0041 ' $1 {}";
    own.save_settings(&desk.connection, odd).await.unwrap();
    own.release(&desk.lease, at(5), at(6)).await.unwrap();
    desk
}

/// Writes an order before each reading, and takes one out of a listing, until it is told to stop.
struct Writer {
    desk: Desk,
    next: AtomicI64,
}

impl Writer {
    async fn work(&self, order: i64) {
        let claimed = self.desk.store.claim(&self.desk.connection, "w", at(10), at(3_000)).await;
        let lease = claimed.unwrap().unwrap();
        let mut write = self.desk.store.write(&lease, at(11)).await.unwrap();
        write.see_order(&seen(order)).await.unwrap();
        write.change_listing("open", &[order], &[order - 1, 1]).await.unwrap();
        write.commit().await.unwrap();
        self.desk.store.release(&lease, at(12), at(13)).await.unwrap();
    }
}

impl Watch for Writer {
    fn at(&self, moment: Moment) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(async move {
            let order = self.next.load(Ordering::Relaxed);
            if moment == Moment::BeforeRead && order > 0 {
                self.next.store(order + 1, Ordering::Relaxed);
                self.work(order).await;
            }
        })
    }
}

/// The installation that there is twice, if it is.
pub(super) async fn assert_alive_once(houses: &Houses) {
    let (old, new) = (Houses::open(&houses.old).await, Houses::open(&houses.new).await);
    assert!(old.is_err() || new.is_err(), "two that can be worked on");
    for error in [old.err(), new.err()].into_iter().flatten() {
        assert!(
            matches!(&error, Error::Move(MoveError::Away { .. } | MoveError::Underway { .. })),
            "{error:?}"
        );
        assert_eq!(error.code(), "settings");
    }
}

#[tokio::test]
#[ignore = "needs PostgreSQL: scripts/test sets SLUITEND_TEST_POSTGRES"]
async fn everything_moves_while_others_write() {
    let houses = Houses::new();
    let desk = busy(houses.old.store().await).await;
    let before = dump(&desk.store).await;
    for moved in MOVED {
        let name = moved.table.name;
        assert!(before.iter().any(|line| line.starts_with(&format!("{name} "))), "{name} is empty");
    }
    let writer = Arc::new(Writer { desk, next: AtomicI64::new(10_000) });
    let mut own = houses.begin(&houses.leaving().await.watched(writer.clone())).await.unwrap();
    let first = own.pass(&|_| ()).await.unwrap();
    assert_eq!(first.written, first.rows, "all of it is new there");
    let second = own.pass(&|_| ()).await.unwrap();
    assert!(second.written > 20 && second.written < second.rows, "{second:?}");
    writer.next.store(0, Ordering::Relaxed);
    let told = std::sync::Mutex::new(Vec::new());
    let moved = own.end(at(5_000), &|told_now| told.lock().unwrap().push(told_now)).await;
    let moved = moved.unwrap().unwrap();
    assert_eq!(told.lock().unwrap().first(), Some(&crate::MoveProgress::Locked));
    assert!(moved.last.written > 0, "what came in during the second");

    let old = dump(&writer.desk.store).await;
    let store = Houses::open(&houses.new).await.unwrap();
    let after = dump(&store).await;
    let differ: Vec<&String> = old.iter().filter(|line| !after.contains(line)).collect();
    assert!(matches!(differ[..], [only] if only.starts_with("grants ")), "{differ:?}");
    assert_eq!((old.len(), old.len() as u64), (after.len(), moved.last.rows));
    let orders = store.order_ids(&writer.desk.connection).await.unwrap();
    assert_eq!((moved.connections, moved.orders), (1, orders.len() as u64));
    assert!(moved.orders > 480, "{moved:?}");
    for table in &moved.tables {
        assert_eq!((table.rows, &table.checksum), (table.rows_there, &table.checksum_there));
        assert!(table.rows > 0, "{}", table.name);
    }
    // The secrets open, the lease on new tokens is free, and the work goes on at once.
    store.secrets(&writer.desk.connection).await.unwrap();
    assert!(store.take_refresh(&writer.desk.connection, "v", at(30), at(50)).await.unwrap());
    let due = store.due(at(5_000), at(9_000_000)).await.unwrap();
    assert_eq!(due, std::slice::from_ref(&writer.desk.connection));
    let lease = store.claim(&due[0], "v", at(5_000), at(5_100)).await.unwrap().unwrap();
    let mut write = store.write(&lease, at(5_001)).await.unwrap();
    write.see_order(&seen(77_777)).await.unwrap();
    write.commit().await.unwrap();
    assert_alive_once(&houses).await;
    own.close().await;
    store.close().await;
}

#[tokio::test]
#[ignore = "needs PostgreSQL: scripts/test sets SLUITEND_TEST_POSTGRES"]
async fn what_somebody_holds_is_free_where_it_went() {
    let houses = Houses::new();
    let desk = houses.old.desk().await;
    desk.planned(1).await;
    let mut write = desk.write(3).await;
    write.set_contact(1, "c").await.unwrap();
    write.intend_invoice(1, super::bench::intent(1, 3, 20)).await.unwrap();
    write.commit().await.unwrap();
    houses.all().await;
    // What was sent is there as it was noted, and is looked up when it has settled.
    let store = Houses::open(&houses.new).await.unwrap();
    let booking = store.order(&desk.connection, 1).await.unwrap().unwrap().booking.unwrap();
    assert_eq!((booking.stage, booking.settle_at), (crate::Stage::InvoiceSending, Some(at(20))));
    let lease = store.claim(&desk.connection, "v", at(4), at(10)).await.unwrap();
    assert!(lease.is_some_and(|lease| lease.attempt() > desk.lease.attempt()));
    // Whoever held it cannot write what became of it.
    let error = desk.store.write(&desk.lease, at(4)).await.map(|_| ()).unwrap_err();
    assert_eq!(error.trouble(), Some(crate::Trouble::Moved));
    store.close().await;
}

#[tokio::test]
#[ignore = "needs PostgreSQL: scripts/test sets SLUITEND_TEST_POSTGRES"]
async fn an_installation_of_several_shops_moves() {
    let houses = Houses::new();
    let store = houses.old.store().await;
    for shop in 1..=450 {
        store.save_connection(&new(shop), at(shop)).await.unwrap();
    }
    let moved = houses.all().await;
    assert_eq!(moved.connections, 450);
}
