//! What a backup promises, on both engines.

use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use bookkeeping::Money;
use sqlx::Row;
use sqlx::any::AnyRow;
use tempfile::TempDir;

use super::bench::{Bench, Counting, Desk, at, intent, new, seconds, seen};
use crate::backup::{Backup, BackupError, Copied, Restored, Resumption};
use crate::sql::copies::{Kind, TABLES, Table};
use crate::{
    AuditEntry, Error, HookSide, Language, LetterKind, MemberLogin, MirroredContact, Moment,
    NewLetter, Numbers, Role, SealingKey, Stage, State, Store, Telling, Watch, Way,
};

/// A folder for backups.
pub(super) struct Shelf(TempDir);

impl Shelf {
    pub(super) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(super) fn folder(&self) -> &Path {
        self.0.path()
    }

    pub(super) fn file(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// A backup without the key.
    pub(super) async fn backup(&self, store: &Store, name: &str) -> Copied {
        store.backup(&self.file(name), at(1_000), None).await.unwrap()
    }

    pub(super) async fn open(&self, name: &str) -> Result<Backup, Error> {
        Backup::open(&self.file(name), self.0.path()).await
    }

    /// Puts it back and keeps it.
    async fn restored(&self, store: &Store, name: &str) -> Copied {
        let backup = self.open(name).await.unwrap();
        let restored = store.restore(backup, resumption()).await.unwrap();
        let copied = restored.copied();
        restored.commit().await.unwrap();
        copied
    }
}

pub(super) fn resumption() -> Resumption {
    let facts = vec![("found", "anew".to_owned())];
    Resumption { at: at(5_000), settle_at: at(6_000), facts }
}

/// The columns and values of every row of a table.
pub(super) async fn values(store: &Store, table: &Table) -> Vec<Vec<(&'static str, String)>> {
    let query = table.key.iter().fold(table.page.query(), |query, (_, kind)| match kind {
        Kind::Text => query.bind(""),
        Kind::Whole => query.bind(i64::MIN),
    });
    let rows = query.bind(100_000_i64).fetch_all(&store.pool).await.unwrap();
    let columns = || table.key.iter().chain(table.rest);
    let read = |row: &AnyRow, column: &str, kind: Kind| match kind {
        Kind::Text => row.get::<Option<String>, _>(column),
        Kind::Whole => row.get::<Option<i64>, _>(column).map(|own| own.to_string()),
    };
    let of_row = |row: &AnyRow| {
        columns().map(|(name, kind)| (*name, format!("{:?}", read(row, name, *kind)))).collect()
    };
    rows.iter().map(of_row).collect()
}

/// Every value of every table, a line each.
async fn dump(store: &Store) -> Vec<String> {
    let mut lines = Vec::new();
    for table in TABLES {
        for (column, value) in values(store, table).await.into_iter().flatten() {
            lines.push(format!("{}.{column} {value}", table.name));
        }
    }
    lines
}

/// A connection with rows in every table, and more orders than are read at a time. Nothing is under
/// way.
pub(super) async fn full(store: Store) -> Desk {
    let desk = Desk::open(store, 1).await;
    desk.store.save_settings(&desk.connection, "[orders]\n# €").await.unwrap();
    let mut write = desk.write(2).await;
    for order in 1..=450 {
        write.see_order(&seen(order)).await.unwrap();
    }
    write.refuse(1, State::Ready, "currency", "{}").await.unwrap();
    write.ignore(2, State::Ready, "by hand").await.unwrap();
    write.change_listing("open", &[-3, 1, 2], &[]).await.unwrap();
    write.put_fact("found", "old").await.unwrap();
    write.put_fact("kept", "{}").await.unwrap();
    let contact = MirroredContact {
        contact_id: "1".to_owned(),
        version: 1,
        customer_id: None,
        archived: true,
        emails: vec!["a@example.nl".to_owned()],
    };
    write.save_contacts(&[contact]).await.unwrap();
    write.contact_made("c", "1").await.unwrap();
    write.commit().await.unwrap();
    desk.store.release(&desk.lease, at(3), at(4_000)).await.unwrap();
    with_people(&desk).await;
    let lease = desk.store.claim(&desk.connection, "w", at(4), at(9_000)).await.unwrap().unwrap();
    Desk { lease, ..desk }
}

/// Somebody with a shop.
async fn with_people(desk: &Desk) {
    let store = &desk.store;
    let operator = store.save_operator("Op@Example.nl", "$argon2id$", at(1)).await.unwrap();
    store.set_login(&operator, "hash", &"seed".to_owned().into(), 0).await.unwrap();
    let member = store.new_shopkeeper("Bea", Language::Nl, at(0)).await.unwrap();
    let seed = "seed".to_owned().into();
    let numbers = Numbers::New(&seed, 0);
    let login = MemberLogin { email: "bea@example.nl", password_hash: "own", numbers };
    store.set_member_login(&member, login).await.unwrap();
    store.app_store_owner(1, "Fietsen", Language::Nl, at(0)).await.unwrap();
    store.use_totp_step(&operator, 58).await.unwrap();
    store.grant_shop(&operator, 1, Role::Owner, at(2)).await.unwrap();
    store.open_session(&operator, at(2), seconds(9_000)).await.unwrap();
    let entry = AuditEntry {
        at: at(2),
        account: Some(operator),
        shop_id: Some(1),
        connection: Some(desk.connection.clone()),
        what: "settings".to_owned(),
        detail: String::new(),
    };
    store.note(&entry).await.unwrap();
    let (key, secret) = ("^key_".to_owned().into(), "secret".to_owned().into());
    let install = store.save_install(&key, &secret, "https://a", "https://b", at(2)).await.unwrap();
    store.open_install(&install, 1, 2, at(3)).await.unwrap();
    let connection = &desk.connection;
    store.save_grant(connection, &key, Some(&secret), Some(at(99)), at(2)).await.unwrap();
    assert!(store.take_refresh(connection, "w", at(3), at(60)).await.unwrap());
    let hook = store.new_hook(connection, HookSide::Shop, "orders.created", at(2)).await.unwrap();
    let signed = Some(&secret);
    assert!(
        store
            .set_hook_remote(
                connection,
                HookSide::Shop,
                "orders.created",
                (hook.expose(), "3"),
                signed
            )
            .await
            .unwrap()
    );
    assert!(store.note_delivery(hook.expose(), "once", at(3)).await.unwrap());
    let telling = Telling { connection, kind: LetterKind::Orders, topic: "2026-11-23" };
    let letter = NewLetter {
        way: Way::Mail,
        account: Some(member.clone()),
        recipient: "bea@example.nl".to_owned(),
        subject: "Fietsen".to_owned(),
        body: "Dag".to_owned(),
        html: "<p>Dag</p>".to_owned(),
        unsubscribe: "https://a/u".to_owned(),
    };
    assert!(store.tell_of(telling, &[letter], at(3)).await.unwrap());
    assert!(store.choose_mail(&member, LetterKind::Month, false, at(3)).await.unwrap());
    with_a_closed_month(desk).await;
}

/// A month that was billed.
async fn with_a_closed_month(desk: &Desk) {
    let of = desk.store.subscription_history(&desk.connection).await.unwrap().of;
    let fixed = billing::Fixed {
        month: "2026-10".parse().unwrap(),
        closed_at: at(2),
        terms: billing::Terms {
            price: Money::CENT,
            currency: "EUR".to_owned(),
            vat: billing::Vat::Included,
        },
        lines: vec![billing::Line { of, kind: billing::Kind::Charged, amount: Money::CENT }],
    };
    assert!(desk.store.close_month(&fixed).await.unwrap());
}

/// What is sealed is declared to be: a restore opens it.
fn assert_sealed_is_declared(lines: &[String], key: &str) {
    let mut found = std::collections::BTreeSet::new();
    for line in lines.iter().filter(|line| line.contains(&format!("\"{key}:"))) {
        found.insert(line.split_once(' ').unwrap().0.to_owned());
    }
    let declared = TABLES.iter().flat_map(|table| {
        table.sealed.iter().map(move |column| format!("{}.{column}", table.name))
    });
    assert_eq!(found, declared.collect());
}

pub(crate) async fn all_of_it_comes_back(bench: &Bench) {
    let (shelf, desk) = (Shelf::new(), full(bench.store().await).await);
    let copied = shelf.backup(&desk.store, "a").await;
    assert_eq!((copied.connections, copied.orders), (1, 450));
    let before = dump(&desk.store).await;
    for table in TABLES {
        assert!(before.iter().any(|line| line.starts_with(table.name)), "{} is empty", table.name);
    }
    assert_sealed_is_declared(&before, SealingKey::from_bytes(&[7; 32]).unwrap().id());

    let (same, sqlite) = (bench.another(), Bench::sqlite());
    let store = same.store().await;
    assert_eq!(shelf.restored(&store, "a").await, copied);
    shelf.backup(&store, "b").await;
    let other = sqlite.store().await;
    shelf.restored(&other, "b").await;
    let after = dump(&store).await;
    assert_eq!(dump(&other).await, after);
    let differ: Vec<&String> = before.iter().filter(|line| !after.contains(line)).collect();
    let expected = [
        format!("connections.next_sync_at {:?}", Some(at(4_000).as_millisecond().to_string())),
        format!("connections.lease_owner {:?}", Some("w")),
        format!("connections.lease_until {:?}", Some(at(9_000).as_millisecond().to_string())),
        format!("facts.body {:?}", Some("old")),
        format!("grants.taken_by {:?}", Some("w")),
        format!("grants.taken_until {:?}", Some(at(60).as_millisecond().to_string())),
    ];
    assert_eq!(differ, expected.iter().collect::<Vec<_>>());
    store.secrets(&desk.connection).await.unwrap();
    store.close().await;
}

/// Writes an order before each reading.
struct Writer {
    desk: Arc<Desk>,
    next: AtomicU64,
}

impl Watch for Writer {
    fn at(&self, moment: Moment) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(async move {
            if moment == Moment::BeforeRead {
                let order = self.next.fetch_add(1, Ordering::Relaxed);
                self.desk.ready(order.try_into().unwrap()).await;
            }
        })
    }
}

pub(crate) async fn a_backup_is_of_one_moment(bench: &Bench) {
    let (shelf, desk) = (Shelf::new(), Arc::new(full(bench.store().await).await));
    let writer = Arc::new(Writer { desk: Arc::clone(&desk), next: AtomicU64::new(10_000) });
    let watched = bench.store().await.watched(writer.clone());
    let copied = shelf.backup(&watched, "a").await;
    let written = writer.next.load(Ordering::Relaxed) - 10_000;
    assert!(written > 8, "others wrote meanwhile: {written}");
    assert_eq!(desk.store.order_ids(&desk.connection).await.unwrap().len() as u64, 450 + written);

    let same = bench.another();
    let store = same.store().await;
    shelf.restored(&store, "a").await;
    let orders = store.order_ids(&desk.connection).await.unwrap();
    assert_eq!((orders.len() as u64, copied.orders), (450, 450));
    assert!(orders.iter().all(|order| *order < 10_000), "nothing of what came later");
    store.close().await;
}

pub(crate) async fn restored_connections_are_free_and_due(bench: &Bench) {
    let (shelf, desk) = (Shelf::new(), full(bench.store().await).await);
    shelf.backup(&desk.store, "a").await;
    let same = bench.another();
    let store = same.store().await;
    shelf.restored(&store, "a").await;
    let read = store.connection(&desk.connection).await.unwrap();
    assert_eq!((read.holder, read.next_sync_at), (None, at(5_000)));
    assert_eq!(
        store.due(at(5_000), at(9_000_000)).await.unwrap(),
        std::slice::from_ref(&desk.connection)
    );
    let fact = store.fact(&desk.connection, "found").await.unwrap().unwrap();
    assert_eq!((fact.body.as_str(), fact.at), ("anew", at(5_000)));
    assert!(store.fact(&desk.connection, "kept").await.unwrap().is_some());
    let lease = store.claim(&desk.connection, "v", at(5_000), at(5_001)).await.unwrap();
    assert!(lease.is_some_and(|lease| lease.attempt() > desk.lease.attempt()));
    store.close().await;
}

pub(crate) async fn what_was_under_way_comes_back_in_doubt(bench: &Bench) {
    let (shelf, desk) = (Shelf::new(), bench.desk().await);
    for order in 1..=6 {
        desk.planned(order).await;
    }
    let mut write = desk.write(3).await;
    write.await_contact(2, at(50)).await.unwrap();
    for order in 3..=6 {
        write.set_contact(order, "c").await.unwrap();
        write.intend_invoice(order, intent(1, 3, 20)).await.unwrap();
    }
    for order in 4..=6 {
        write.invoice_made(order, &format!("i{order}"), false).await.unwrap();
    }
    write.intend_payment(5, intent(2, 3, 9_999)).await.unwrap();
    write.intend_payment(6, intent(2, 3, 20)).await.unwrap();
    write.payment_made(6, "p6").await.unwrap();
    write.intend_contact("late", intent(1, 3, 20)).await.unwrap();
    write.intend_contact("later", intent(1, 3, 9_999)).await.unwrap();
    write.commit().await.unwrap();
    shelf.backup(&desk.store, "a").await;

    let same = bench.another();
    let store = same.store().await;
    shelf.restored(&store, "a").await;
    let mut found = Vec::new();
    for order in 1..=6 {
        let record = store.order(&desk.connection, order).await.unwrap().unwrap();
        assert_eq!(record.state, State::Booking);
        let own = record.booking.unwrap();
        let steps = store.steps(&desk.connection, order).await.unwrap();
        let told = steps.last().is_some_and(|step| step.what == "restored");
        found.push((own.stage, record.attempt, own.sent_at, own.settle_at, told));
    }
    let sent = |seconds| Some(at(seconds));
    assert_eq!(
        found,
        [
            (Stage::InvoiceSending, 1, sent(2), Some(at(6_000)), true),
            (Stage::InvoiceSending, 1, sent(3), Some(at(6_000)), true),
            (Stage::InvoiceSending, 1, sent(3), Some(at(6_000)), true),
            (Stage::PaymentSending, 2, sent(3), Some(at(6_000)), true),
            (Stage::PaymentSending, 2, sent(3), Some(at(9_999)), true),
            (Stage::PaymentMade, 2, None, None, false),
        ]
    );
    for (customer, settle) in [("late", 6_000), ("later", 9_999)] {
        let known = store.contact_intent(&desk.connection, customer).await.unwrap().unwrap();
        assert_eq!(known.settle_at, Some(at(settle)), "{customer}");
    }
    store.close().await;
}

/// The error of a restore.
pub(super) fn refused(restored: Result<Restored<'_>, Error>) -> Error {
    restored.map(|own| own.copied()).unwrap_err()
}

pub(crate) async fn a_database_in_use_is_refused(bench: &Bench) {
    let (shelf, desk) = (Shelf::new(), full(bench.store().await).await);
    shelf.backup(&desk.store, "a").await;
    let same = bench.another();
    let store = same.store().await;
    // Somebody who may come in is enough: what is put back has people of its own.
    store.new_shopkeeper("Anna", Language::Nl, at(0)).await.unwrap();
    for _ in 0..2 {
        let before = dump(&store).await;
        let backup = shelf.open("a").await.unwrap();
        let error = refused(store.restore(backup, resumption()).await);
        assert!(matches!(error, Error::Backup(BackupError::NotEmpty)), "{error:?}");
        assert_eq!(error.code(), "usage");
        assert_eq!(dump(&store).await, before);
        store.save_connection(&new(9), at(0)).await.unwrap();
    }
    store.close().await;
}

pub(crate) async fn secrets_of_another_key_are_refused(bench: &Bench) {
    let (shelf, desk) = (Shelf::new(), full(bench.store().await).await);
    shelf.backup(&desk.store, "a").await;
    let same = bench.another();
    let key = SealingKey::from_bytes(&[8; 32]).unwrap();
    let store = Store::open(same.url(), key, Arc::<Counting>::default()).await.unwrap();
    let backup = shelf.open("a").await.unwrap();
    let error = refused(store.restore(backup, resumption()).await);
    assert!(matches!(error, Error::WrongKey { .. }), "{error:?}");
    assert_eq!(store.connections().await.unwrap(), [], "nothing was kept");

    // The same if there is no connection yet.
    let young = bench.another();
    let other = young.store().await;
    let operator = other.save_operator("op@example.nl", "hash", at(0)).await.unwrap();
    other.set_login(&operator, "hash", &"seed".to_owned().into(), 0).await.unwrap();
    shelf.backup(&other, "young").await;
    let backup = shelf.open("young").await.unwrap();
    let error = refused(store.restore(backup, resumption()).await);
    assert!(matches!(error, Error::WrongKey { .. }), "{error:?}");
    other.close().await;

    // Nor is anything kept of what was put back and not committed.
    let right = same.store().await;
    let backup = shelf.open("a").await.unwrap();
    drop(right.restore(backup, resumption()).await.unwrap());
    assert_eq!(right.connections().await.unwrap(), []);
    shelf.restored(&right, "a").await;
    for store in [store, right] {
        store.close().await;
    }
}
