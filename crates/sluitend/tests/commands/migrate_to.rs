//! What stands in the way of a move, without a server.

use crate::{run_on, run_with};

/// A folder with a database in which nothing is connected.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(run_on(folder.path(), &["connections"]).code, 0);
    folder
}

#[test]
fn an_address_that_is_none_is_refused_and_not_repeated() {
    let folder = folder();
    for address in [
        "sqlite:hunter2.db",
        "hunter2",
        "postgres://me:hun/ter2@db/x",
        "http://me:hunter2@db/x",
        "",
    ] {
        for language in ["nl_NL.UTF-8", "en_GB.UTF-8"] {
            let data = folder.path().to_str().unwrap();
            let variables = [("SLUITEND_DATA", data), ("LANG", language)];
            let run = run_with(&["migrate-to", address, "--json"], &variables);
            let [code, message, hint] = run.error();
            assert_eq!((run.code, code.as_str()), (2, "usage"), "{run:?}");
            assert!(!(run.stdout + &run.stderr).contains("ter2"), "{message} {hint}");
        }
    }
}

#[test]
fn nothing_is_moved_from_where_nothing_is() {
    let address = "postgres://me:hunter2@127.0.0.1:1/x";
    let empty = tempfile::tempdir().unwrap();
    for folder in [folder().path(), empty.path()] {
        let run = run_on(folder, &["migrate-to", address, "--json"]);
        assert_eq!((run.code, run.error()[0].as_str()), (2, "not-found"), "{run:?}");
    }
    assert_eq!(std::fs::read_dir(empty.path()).unwrap().count(), 0, "nothing was made");
}

#[test]
fn what_is_on_postgresql_already_is_not_moved() {
    let folder = folder();
    let url = ("SLUITEND_DATABASE_URL", "postgres://me:hunter2@127.0.0.1:1/y");
    let variables = [("SLUITEND_DATA", folder.path().to_str().unwrap()), url];
    let run = run_with(&["migrate-to", "postgres://127.0.0.1:1/x", "--json"], &variables);
    assert_eq!((run.code, run.error()[0].as_str()), (2, "usage"), "{run:?}");
    assert!(!run.stdout.contains("hunter2"), "{run:?}");
}
