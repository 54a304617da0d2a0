//! What lies on the disk, on SQLite.

use std::num::NonZeroU32;
use std::os::unix::fs::PermissionsExt;
use std::sync::Arc;

use secrecy::{ExposeSecret, SecretString};
use sqlx::Row;

use super::bench::{Bench, Counting, Desk, at, new, seconds};
use crate::{Bounds, Error, HookSide, MirroredContact, OsEntropy, SealingKey, Store, Token};

/// Every byte of every file of the database.
fn bytes(bench: &Bench) -> Vec<u8> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(bench.folder()).unwrap() {
        all.extend(std::fs::read(entry.unwrap().path()).unwrap());
    }
    all
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

#[tokio::test]
async fn no_file_holds_a_secret_or_an_address() {
    let bench = Bench::sqlite();
    let desk = bench.desk().await;
    desk.store.save_connection(&new(1), at(5)).await.unwrap();
    let mut write = desk.write(1).await;
    write
        .save_contacts(&[MirroredContact {
            contact_id: "1".to_owned(),
            version: 1,
            customer_id: Some("customer-one".to_owned()),
            archived: false,
            emails: vec!["Anna@Example.nl".to_owned()],
        }])
        .await
        .unwrap();
    write.commit().await.unwrap();

    let open = bytes(&bench);
    assert!(bench.folder().join("store.db-wal").metadata().unwrap().len() > 0);
    desk.store.close().await;
    let closed = bytes(&bench);
    for bytes in [open, closed] {
        assert!(holds(&bytes, "Fietsen & zo") && holds(&bytes, "customer-one"), "looks for texts");
        for secret in ["key-of-the-shop", "secret-of-the-shop", "token-of-moneybird"] {
            assert!(!holds(&bytes, secret) && !holds(&bytes, &hex::encode(secret)), "{secret}");
        }
        assert!(!holds(&bytes, "Example") && !holds(&bytes, "anna@example.nl"));
    }
}

#[tokio::test]
async fn no_file_holds_what_lets_somebody_in() {
    let bench = Bench::sqlite();
    let key = SealingKey::from_bytes(&[7; 32]).unwrap();
    let bounds = Bounds { connections: NonZeroU32::new(3).unwrap(), ..Bounds::default() };
    let store = Store::open_bounded(bench.url(), key, Arc::new(OsEntropy), bounds).await.unwrap();
    assert_eq!(store.pool.options().get_max_connections(), 3);
    let (lasts, side) = (seconds(60), HookSide::Shop);
    let operator = store.save_operator("op@example.nl", "hash-of-it", at(0)).await.unwrap();
    let shared: [SecretString; 3] =
        ["first-that-is-sealed".into(), "second-that-is-sealed".into(), "third-of-them".into()];
    let [one, two, three] = &shared;
    store.set_login(&operator, "hash-of-it", three, 0).await.unwrap();
    store.save_install(one, two, "https://a", "https://b", at(0)).await.unwrap();
    let id = store.save_connection(&new(1), at(0)).await.unwrap();
    store.save_grant(&id, one, Some(two), None, at(0)).await.unwrap();
    let tokens = [
        store.open_session(&operator, at(0), lasts).await.unwrap(),
        store.new_link(&operator, at(0), lasts).await.unwrap(),
        store.new_errand(&operator, 1, three, at(0), lasts).await.unwrap(),
        store.new_hook(&id, side, "orders.created", at(0)).await.unwrap(),
    ];
    let hook = (tokens[3].expose(), "5");
    assert!(store.set_hook_remote(&id, side, "orders.created", hook, Some(one)).await.unwrap());
    store.note_delivery(tokens[3].expose(), "third-of-them", at(0)).await.unwrap();
    store.close().await;
    let bytes = bytes(&bench);
    assert!(holds(&bytes, "hash-of-it"), "looks for texts");
    let secrets = shared.iter().chain(tokens.iter().map(Token::secret));
    for secret in secrets.map(ExposeSecret::expose_secret) {
        assert!(!holds(&bytes, secret) && !holds(&bytes, &hex::encode(secret)), "{secret}");
    }
}

#[tokio::test]
async fn files_are_for_their_owner_alone() {
    let bench = Bench::sqlite();
    let desk = bench.desk().await;
    desk.ready(1).await;
    let mut names = Vec::new();
    for entry in std::fs::read_dir(bench.folder()).unwrap() {
        let entry = entry.unwrap();
        let mode = entry.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{}", entry.path().display());
        names.push(entry.file_name().into_string().unwrap());
    }
    names.sort();
    assert_eq!(names, ["store.db", "store.db-shm", "store.db-wal"]);
}

#[tokio::test]
async fn every_connection_keeps_what_it_commits() {
    let store = Bench::sqlite();
    let store = (store.store().await, store);
    let mut held = Vec::new();
    for _ in 0..3 {
        let mut connection = store.0.pool.acquire().await.unwrap();
        let mut pragmas = Vec::new();
        for pragma in [
            "PRAGMA journal_mode",
            "PRAGMA synchronous",
            "PRAGMA foreign_keys",
            "PRAGMA busy_timeout",
        ] {
            let row = sqlx::query(pragma).fetch_one(&mut *connection).await.unwrap();
            pragmas.push(match row.try_get::<i64, _>(0) {
                Ok(number) => number.to_string(),
                Err(_) => row.get::<String, _>(0),
            });
        }
        assert_eq!(pragmas, ["wal", "2", "1", "10000"]);
        held.push(connection);
    }
}

#[test]
fn many_programs_may_make_the_same_file() {
    for _ in 0..5 {
        let bench = Bench::sqlite();
        std::thread::scope(|scope| {
            for shop in 0..6 {
                let bench = &bench;
                scope.spawn(move || {
                    let runtime = tokio::runtime::Builder::new_current_thread();
                    let runtime = { runtime }.enable_all().build().unwrap();
                    runtime.block_on(async {
                        let store = bench.store().await;
                        store.save_connection(&new(shop), at(shop)).await.unwrap();
                        store.close().await;
                    });
                });
            }
        });
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let connections =
            runtime.block_on(async { bench.store().await.connections().await.unwrap() });
        assert_eq!(connections.len(), 6);
    }
}

#[tokio::test]
async fn paths_are_taken_literally() {
    let bench = Bench::sqlite();
    let folder = bench.folder().join("a b#c%20é");
    std::fs::create_dir(&folder).unwrap();
    let path = folder.join("order's.db");
    for prefix in ["sqlite:", "sqlite://"] {
        let url = format!("{prefix}{}", path.display());
        let key = SealingKey::from_bytes(&[7; 32]).unwrap();
        let store = Store::open(&url, key, Arc::<Counting>::default()).await.unwrap();
        store.save_connection(&new(1), at(1)).await.unwrap();
        assert_eq!(store.connections().await.unwrap().len(), 1);
        store.close().await;
    }
    assert!(path.exists());
}

#[tokio::test]
async fn secrets_need_the_right_key() {
    let bench = Bench::sqlite();
    let Desk { connection, .. } = bench.desk().await;
    let key = SealingKey::from_bytes(&[8; 32]).unwrap();
    let store = Store::open(bench.url(), key, Arc::<Counting>::default()).await.unwrap();
    let error = store.secrets(&connection).await.unwrap_err();
    let right = SealingKey::from_bytes(&[7; 32]).unwrap();
    assert!(matches!(&error, Error::WrongKey { expected, .. } if expected == right.id()));
}

#[tokio::test]
async fn secrets_cannot_be_moved_to_another_connection() {
    let bench = Bench::sqlite();
    let desk = bench.desk().await;
    let other = Desk::open(bench.store().await, 2).await;
    let swap = "UPDATE connections SET moneybird_token = \
                (SELECT moneybird_token FROM connections WHERE id = $1) WHERE id = $2";
    let swap = sqlx::query(swap).bind(desk.connection.as_str()).bind(other.connection.as_str());
    swap.execute(&desk.store.pool).await.unwrap();
    desk.store.secrets(&desk.connection).await.unwrap();
    let error = desk.store.secrets(&other.connection).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        format!(
            "the database holds a damaged value in connections.moneybird_token of {}; restore a \
             backup, or make the connection again",
            other.connection
        )
    );
}
