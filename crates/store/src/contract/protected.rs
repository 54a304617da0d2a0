//! TLS to PostgreSQL: what is asked for is had, or nothing is sent.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::JoinHandle;

use super::bench::{Bench, Counting};
use crate::{Error, SealingKey, Store, Trouble};

fn variable(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| panic!("{name} is not set"))
}

/// The file of the authority that signed the server's certificate.
fn authority() -> PathBuf {
    variable("SLUITEND_TEST_POSTGRES_CA").into()
}

/// The database of a bench by TCP, with these options.
fn by_tcp(bench: &Bench, options: &str) -> String {
    let (_, schema) = bench.url().rsplit_once("options[search_path]=").unwrap();
    let server = variable("SLUITEND_TEST_POSTGRES_TCP");
    format!("{server}?options[search_path]={schema}&{options}")
}

fn verified(authority: &Path) -> String {
    format!("sslmode=verify-full&sslrootcert={}", authority.display())
}

async fn open(url: &str) -> Result<Store, Error> {
    let key = SealingKey::from_bytes(&[7; 32]).unwrap();
    Store::open(url, key, Arc::<Counting>::default()).await
}

/// The trouble of opening a database that is not to be had. What it says holds no password.
async fn trouble(url: &str) -> Option<Trouble> {
    let error = open(url).await.unwrap_err();
    let (said, password) = (format!("{error:?} {error}"), url.split([':', '@']).nth(2).unwrap());
    assert!(password.len() > 5 && !said.contains(password), "{said}");
    error.trouble()
}

/// Whether each of the pool's connections is encrypted.
async fn encrypted(store: &Store) -> Vec<bool> {
    let mut held = Vec::new();
    for _ in 0..store.pool.options().get_max_connections() {
        held.push(store.pool.acquire().await.unwrap());
    }
    let mut found = Vec::new();
    for connection in &mut held {
        let question = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()";
        found.push(sqlx::query_scalar(question).fetch_one(&mut **connection).await.unwrap());
    }
    found
}

#[tokio::test]
#[ignore = "needs PostgreSQL: scripts/test sets SLUITEND_TEST_POSTGRES"]
async fn a_verified_connection_is_encrypted_and_one_of_choice_is_as_was_chosen() {
    let bench = Bench::postgres();
    for (options, expected) in [
        (verified(&authority()), true),
        ("sslmode=require".to_owned(), true),
        ("sslmode=prefer".to_owned(), true),
        ("sslmode=disable".to_owned(), false),
    ] {
        let store = open(&by_tcp(&bench, &options)).await.unwrap();
        let found = encrypted(&store).await;
        assert!(
            found.len() > 1 && found.iter().all(|own| *own == expected),
            "{options}: {found:?}"
        );
        store.connections().await.unwrap();
        store.close().await;
    }
}

#[tokio::test]
#[ignore = "needs PostgreSQL: scripts/test sets SLUITEND_TEST_POSTGRES"]
async fn a_server_that_cannot_prove_who_it_is_is_refused() {
    let bench = Bench::postgres();
    let stranger = authority().with_file_name("stranger.crt");
    assert!(stranger.exists());
    for (options, expected) in [
        (verified(&stranger), Trouble::Certificate),
        (verified(&authority().with_file_name("missing.crt")), Trouble::Authority),
        ("sslmode=verify-full".to_owned(), Trouble::Certificate),
        ("sslmode=verify-ca".to_owned(), Trouble::Certificate),
        // It has the right authority, and is for another name.
        (format!("host=127.0.0.1&{}", verified(&authority())), Trouble::Name),
    ] {
        assert_eq!(trouble(&by_tcp(&bench, &options)).await, Some(expected), "{options}");
    }
    let nameless =
        format!("host=127.0.0.1&sslmode=verify-ca&sslrootcert={}", authority().display());
    let store = open(&by_tcp(&bench, &nameless)).await.expect("verify-ca asks for no name");
    store.close().await;
}

/// A server that answers the first words of a client so, and then listens; it gives what else was said.
fn server(answer: &'static [u8]) -> (u16, JoinHandle<Vec<u8>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let said = std::thread::spawn(move || {
        let (mut client, _) = listener.accept().unwrap();
        let mut asks_for_tls = [0; 8];
        client.read_exact(&mut asks_for_tls).unwrap();
        client.write_all(answer).unwrap();
        client.shutdown(std::net::Shutdown::Write).unwrap();
        let mut rest = Vec::new();
        // Who hangs up in anger says nothing more, either.
        let _ = client.read_to_end(&mut rest);
        rest
    });
    (port, said)
}

#[tokio::test]
async fn a_server_without_tls_hears_no_name_and_no_password() {
    for mode in ["require", "verify-ca", "verify-full"] {
        let (port, said) = server(b"N");
        let url = format!("postgres://me:hunter2@127.0.0.1:{port}/x?sslmode={mode}");
        assert_eq!(trouble(&url).await, Some(Trouble::Plain), "{mode}");
        assert_eq!(said.join().unwrap(), [0_u8; 0], "{mode}");
    }
}

#[tokio::test]
async fn a_proxy_whose_server_is_gone_is_a_database_that_is_away() {
    let (port, said) = server(b"");
    let error = open(&format!("postgres://me:hunter2@127.0.0.1:{port}/x")).await.unwrap_err();
    assert!(error.is_interruption(), "{error:?}");
    assert_eq!(said.join().unwrap(), [0_u8; 0]);
}

#[tokio::test]
async fn a_mode_that_there_is_not_is_a_wrong_address() {
    let error = open("postgres://me:hunter2@127.0.0.1/x?sslmode=safe").await.unwrap_err();
    assert!(matches!(error, Error::Address), "{error:?}");
}
