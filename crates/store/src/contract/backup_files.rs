//! The file of a backup, and files that are none.

use std::fs::File;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use sqlx::{AnyConnection, Connection as _, Executor, Row};

use super::backups::{Shelf, refused, resumption};
use super::bench::{Bench, Desk, at};
use crate::backup::{BackupError, whole};
use crate::engine::url;
use crate::sql::copies::TABLES;
use crate::sql::engine::BACKUP;
use crate::{Error, KeyCopy, migrations};

const KEY: &str = "0707070707070707070707070707070707070707070707070707070707070707";

/// The migrator's own table, what is soon over anyway, and what is about the database rather than in it.
const NOT_COPIED: [&str; 10] = [
    "_sqlx_migrations",
    "allowances",
    "requests",
    "sessions",
    "links",
    "errands",
    "invitations",
    "moves",
    "outbox",
    "workers",
];

async fn shelf() -> (Shelf, Bench, Desk) {
    let bench = Bench::sqlite();
    let desk = bench.desk().await;
    for order in 1..=20 {
        desk.ready(order).await;
    }
    (Shelf::new(), bench, desk)
}

/// Runs a statement on a file as it is, and makes its checksum anew.
async fn change(path: &Path, statement: &'static str) {
    cut_checksum(path);
    let mut connection = AnyConnection::connect(&url(path)).await.unwrap();
    connection.execute(statement).await.unwrap();
    connection.close().await.unwrap();
    checksum(path);
}

fn opened(path: &Path) -> File {
    File::options().read(true).write(true).open(path).unwrap()
}

/// Whatever stands in the file now is what was written.
fn checksum(path: &Path) {
    whole::add(&mut opened(path)).unwrap();
}

fn cut_checksum(path: &Path) {
    let file = opened(path);
    file.set_len(file.metadata().unwrap().len() - 48).unwrap();
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[tokio::test]
async fn a_table_that_is_not_copied_is_named_here() {
    let bench = Bench::sqlite();
    let store = bench.store().await;
    let tables = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name";
    let rows = sqlx::query(tables).fetch_all(&store.pool).await.unwrap();
    for name in rows.iter().map(|row| row.get::<String, _>("name")) {
        if NOT_COPIED.contains(&name.as_str()) {
            continue;
        }
        let table = TABLES.iter().find(|table| table.name == name);
        let table = table.unwrap_or_else(|| panic!("{name} is not copied"));
        let columns = "SELECT name, pk FROM pragma_table_info($1) ORDER BY name";
        let rows = sqlx::query(columns).bind(name.clone()).fetch_all(&store.pool).await.unwrap();
        let there: Vec<String> = rows.iter().map(|row| row.get("name")).collect();
        let mut copied: Vec<&str> = table.key.iter().chain(table.rest).map(|own| own.0).collect();
        copied.sort_unstable();
        assert_eq!(there, copied, "{name}");
        let key = rows.iter().filter(|row| row.get::<i64, _>("pk") > 0).count();
        assert_eq!(key, table.key.len(), "{name}");
    }
}

#[tokio::test]
async fn it_is_for_its_owner_alone_and_leaves_nothing_else() {
    let (shelf, _bench, desk) = shelf().await;
    shelf.backup(&desk.store, "a").await;
    assert_eq!(names(shelf.folder()), ["a"]);
    let mode = shelf.file("a").metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!(mode, 0o600);
    drop(shelf.open("a").await.unwrap());
    assert_eq!(names(shelf.folder()), ["a"]);
}

#[tokio::test]
async fn what_is_there_is_never_written_over() {
    let (shelf, _bench, desk) = shelf().await;
    std::fs::write(shelf.file("a"), "mine").unwrap();
    std::os::unix::fs::symlink("nowhere", shelf.file("b")).unwrap();
    for name in ["a", "b"] {
        let error = desk.store.backup(&shelf.file(name), at(1), None).await.unwrap_err();
        assert!(matches!(error, Error::Backup(BackupError::Exists { .. })), "{error:?}");
        assert_eq!(error.code(), "usage");
    }
    assert_eq!(std::fs::read(shelf.file("a")).unwrap(), b"mine");
    let error = desk.store.backup(&shelf.file("c/d"), at(1), None).await.unwrap_err();
    assert!(matches!(error, Error::Backup(BackupError::Unwritable { .. })), "{error:?}");
    assert_eq!(names(shelf.folder()), ["a", "b"]);
}

#[tokio::test]
async fn the_key_is_in_it_only_when_it_is_asked_for() {
    let (shelf, _bench, desk) = shelf().await;
    shelf.backup(&desk.store, "without").await;
    let key = KeyCopy::from_hex(KEY).unwrap();
    desk.store.backup(&shelf.file("with"), at(1), Some(&key)).await.unwrap();
    for (name, is_in) in [("without", false), ("with", true)] {
        let bytes = std::fs::read(shelf.file(name)).unwrap();
        let holds = |part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
        assert_eq!(holds(KEY.as_bytes()), is_in, "{name}");
        assert!(!holds(&[7; 32]) && !holds(b"token-of-moneybird"), "{name}");
        assert_eq!(shelf.open(name).await.unwrap().key(), is_in.then_some(&key), "{name}");
    }
    let error = change_and_open(&shelf, "with", "UPDATE sealing_key SET hex = 'short'").await;
    assert!(matches!(error, BackupError::Damaged { .. }), "{error:?}");
}

/// What is said of a file once something in it was changed.
async fn change_and_open(shelf: &Shelf, name: &str, statement: &'static str) -> BackupError {
    std::fs::copy(shelf.file(name), shelf.file("changed")).unwrap();
    change(&shelf.file("changed"), statement).await;
    said(shelf, "changed").await
}

async fn said(shelf: &Shelf, name: &str) -> BackupError {
    match shelf.open(name).await.map(|own| own.taken_at()) {
        Err(Error::Backup(error)) => error,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn what_is_no_backup_of_ours_is_refused() {
    let (shelf, bench, desk) = shelf().await;
    shelf.backup(&desk.store, "a").await;
    std::fs::write(shelf.file("empty"), "").unwrap();
    std::fs::write(shelf.file("garbage"), "no database, but long enough ".repeat(99)).unwrap();
    std::fs::create_dir(shelf.file("folder")).unwrap();
    desk.store.close().await;
    std::fs::copy(bench.folder().join("store.db"), shelf.file("database")).unwrap();
    for name in ["empty", "garbage", "folder", "database"] {
        let error = said(&shelf, name).await;
        assert!(matches!(error, BackupError::Foreign { .. }), "{name}: {error:?}");
    }
    for statement in [
        "CREATE TABLE more (id TEXT)",
        "CREATE VIEW more AS SELECT 1",
        "CREATE TRIGGER more AFTER INSERT ON backup BEGIN DELETE FROM orders; END",
        "CREATE TRIGGER more AFTER INSERT ON _sqlx_migrations BEGIN DELETE FROM orders; END",
        "DROP TABLE facts",
        "DROP TABLE _sqlx_migrations",
        "DROP TABLE backup",
        "PRAGMA application_id = 1",
        "PRAGMA journal_mode = WAL",
        "UPDATE _sqlx_migrations SET checksum = x'00'",
    ] {
        let error = change_and_open(&shelf, "a", statement).await;
        assert!(matches!(error, BackupError::Foreign { .. }), "{statement}: {error:?}");
    }
    let error = said(&shelf, "nothing").await;
    assert!(matches!(error, BackupError::Missing { .. }), "{error:?}");
    assert_eq!(error.code(), "not-found");
}

#[tokio::test]
async fn what_is_cut_off_or_scrambled_is_refused() {
    let (shelf, _bench, desk) = shelf().await;
    shelf.backup(&desk.store, "a").await;
    let whole = std::fs::read(shelf.file("a")).unwrap();
    for length in [whole.len() - 1, whole.len() - 4096, whole.len() / 2, 4096, 512] {
        std::fs::write(shelf.file("cut"), &whole[..length]).unwrap();
        let error = said(&shelf, "cut").await;
        assert!(matches!(error, BackupError::Damaged { .. }), "{length}: {error:?}");
    }
    std::fs::write(shelf.file("longer"), [&whole[..], b"x"].concat()).unwrap();
    let error = said(&shelf, "longer").await;
    assert!(matches!(error, BackupError::Damaged { .. }), "{error:?}");
    cut_checksum(&shelf.file("a"));
    let error = said(&shelf, "a").await;
    assert!(matches!(error, BackupError::Damaged { .. }), "without its checksum: {error:?}");
}

#[tokio::test]
async fn one_byte_that_is_another_is_refused_wherever_it_stands() {
    let (shelf, _bench, desk) = shelf().await;
    let key = KeyCopy::from_hex(KEY).unwrap();
    desk.store.backup(&shelf.file("a"), at(1), Some(&key)).await.unwrap();
    let whole = std::fs::read(shelf.file("a")).unwrap();
    // Of each page one; what stands at the end is all looked at.
    for place in (0..whole.len()).step_by(4093).chain(whole.len() - 48..whole.len()) {
        let mut bytes = whole.clone();
        bytes[place] ^= 1;
        std::fs::write(shelf.file("b"), bytes).unwrap();
        let error = said(&shelf, "b").await;
        let is_refused = matches!(error, BackupError::Damaged { .. });
        // In the header it says whose the file is.
        let is_header = place < 100 && matches!(error, BackupError::Foreign { .. });
        assert!(is_refused || is_header, "{place}: {error:?}");
    }
    // An amount stands there as it is read.
    let amount = b"12.50";
    let places = whole.windows(amount.len()).enumerate().filter(|(_, own)| own == amount);
    let places: Vec<usize> = places.map(|(place, _)| place).collect();
    assert!(!places.is_empty());
    for place in places {
        let mut bytes = whole.clone();
        bytes[place] = b'9';
        std::fs::write(shelf.file("b"), bytes).unwrap();
        let error = said(&shelf, "b").await;
        assert!(matches!(error, BackupError::Damaged { .. }), "{place}: {error:?}");
    }
}

#[tokio::test]
async fn a_newer_one_is_refused_and_an_older_one_brought_up_to_date() {
    let (shelf, _bench, desk) = shelf().await;
    shelf.backup(&desk.store, "a").await;
    let newer = "INSERT INTO _sqlx_migrations (version, description, success, checksum, \
                 execution_time) VALUES (9999, 'later', TRUE, x'00', 0)";
    let error = change_and_open(&shelf, "a", newer).await;
    assert!(matches!(error, BackupError::Newer { .. }), "{error:?}");

    let path = shelf.file("older");
    std::fs::write(&path, "").unwrap();
    let mut older = AnyConnection::connect(&url(&path)).await.unwrap();
    migrations::until(1).run(&mut older).await.unwrap();
    older.execute(BACKUP).await.unwrap();
    older.execute("INSERT INTO backup (taken_at) VALUES (5)").await.unwrap();
    older.close().await.unwrap();
    checksum(&path);
    let backup = shelf.open("older").await.unwrap();
    let target = Bench::sqlite();
    let store = target.store().await;
    store.restore(backup, resumption()).await.unwrap().commit().await.unwrap();
}

#[tokio::test]
async fn rows_that_cannot_be_are_refused() {
    let (shelf, _bench, desk) = shelf().await;
    shelf.backup(&desk.store, "a").await;
    for statement in [
        "DELETE FROM connections",
        "UPDATE orders SET number = x'FF'",
        "UPDATE orders SET shop_status = 'seven'",
        "PRAGMA ignore_check_constraints = ON; UPDATE orders SET state = 'done'",
        "UPDATE connections SET id = 'me'; UPDATE orders SET connection_id = 'me'; \
         UPDATE steps SET connection_id = 'me'",
    ] {
        std::fs::copy(shelf.file("a"), shelf.file("b")).unwrap();
        cut_checksum(&shelf.file("b"));
        let mut file = AnyConnection::connect(&url(&shelf.file("b"))).await.unwrap();
        file.execute("PRAGMA foreign_keys = OFF").await.unwrap();
        file.execute(statement).await.unwrap();
        file.close().await.unwrap();
        checksum(&shelf.file("b"));
        let target = Bench::sqlite();
        let store = target.store().await;
        let error = match shelf.open("b").await {
            Ok(backup) => refused(store.restore(backup, resumption()).await),
            Err(error) => error,
        };
        assert!(
            matches!(error, Error::Backup(BackupError::Damaged { .. })),
            "{statement}: {error:?}"
        );
        assert_eq!(store.connections().await.unwrap(), []);
    }
}
