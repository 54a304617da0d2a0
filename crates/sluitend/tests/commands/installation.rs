//! The data folder, the key and the doctor.

use std::fs;
use std::path::Path;

use crate::{run_on, run_with};

#[cfg(unix)]
fn rights(path: &Path) -> u32 {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(path).unwrap().mode() & 0o777
}

#[cfg(unix)]
#[test]
fn what_is_made_is_for_its_owner_alone() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("data");
    let run = run_on(&folder, &["connections"]);
    assert_eq!(run.code, 0);
    assert!(run.stderr.contains("sealing.key. Keep a copy"), "{run:?}");
    assert_eq!(rights(&folder), 0o700);
    for file in ["sealing.key", "sluitend.db"] {
        assert_eq!(rights(&folder.join(file)), 0o600, "{file}");
    }
    let again = run_on(&folder, &["connections"]);
    assert_eq!((again.code, again.stderr.as_str()), (0, ""));
}

#[cfg(unix)]
#[test]
fn a_key_that_others_can_read_is_refused() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(run_on(folder.path(), &["connections"]).code, 0);
    let key = folder.path().join("sealing.key");
    fs::set_permissions(&key, fs::Permissions::from_mode(0o644)).unwrap();
    let run = run_on(folder.path(), &["connections", "--json"]);
    let [code, message, _] = run.error();
    assert_eq!((run.code, code.as_str()), (2, "key-file"));
    assert!(message.contains("chmod 600"), "{message}");
    let doctor = run_on(folder.path(), &["doctor"]);
    assert_eq!(doctor.code, 2);
    assert!(doctor.stdout.contains("✗ key file") && doctor.stdout.contains("chmod 600"));
}

#[test]
fn a_lost_key_is_not_replaced() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(run_on(folder.path(), &["connections"]).code, 0);
    let key = folder.path().join("sealing.key");
    fs::remove_file(&key).unwrap();
    let run = run_on(folder.path(), &["connections", "--json"]);
    let [code, _, hint] = run.error();
    assert_eq!((run.code, code.as_str()), (2, "key-file"));
    assert!(hint.contains("backup"), "{hint}");
    assert!(!key.exists());
}

#[test]
fn the_doctor_says_what_it_checked() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("data");
    let before = run_on(&folder, &["doctor"]);
    assert_eq!(before.code, 0);
    assert!(before.stdout.contains("not there yet") && !folder.exists(), "{before:?}");
    assert!(before.stdout.contains("– data folder"), "{before:?}");

    assert_eq!(run_on(&folder, &["connections"]).code, 0);
    let json = run_on(&folder, &["doctor", "--json"]).json();
    let checks = json["checks"].as_array().unwrap();
    let names: Vec<&str> = checks.iter().map(|check| check["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["configuration", "data folder", "key file", "database", "clock"]);
    assert!(checks.iter().all(|check| check["ok"] == true), "{json:#}");
    let text = run_on(&folder, &["doctor"]).stdout;
    assert!(
        text.contains("– clock") && text.contains("make one with `sluitend connect`"),
        "{text}"
    );

    let warns = |more: &str| {
        let text = format!("public_url = \"https://sluitend.example\"\n{more}");
        fs::write(folder.join("sluitend.toml"), text).unwrap();
        let run = run_on(&folder, &["doctor"]);
        assert_eq!(run.code, 0, "{run:?}");
        run.stdout.contains("– client_address_header: not set")
    };
    assert!(warns("") && !warns("client_address_header = \"X-Forwarded-For\""));
    assert!(!text.contains("client_address_header"), "{text}");

    fs::write(folder.join("sluitend.toml"), "odd = 1").unwrap();
    let after = run_on(&folder, &["doctor", "--json"]);
    assert_eq!(after.code, 2);
    assert_eq!(after.json()["checks"][0]["error"]["code"], "settings");
}

#[test]
fn a_file_that_is_no_database_is_told_of() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(run_on(folder.path(), &["connections"]).code, 0);
    fs::write(folder.path().join("sluitend.db"), "not a database, but long enough ".repeat(64))
        .unwrap();
    let data = folder.path().to_str().unwrap();
    let run = run_with(&["connections", "--json", "--data", data], &[]);
    assert_eq!((run.code, run.error()[0].as_str()), (3, "database"), "{run:?}");
}
