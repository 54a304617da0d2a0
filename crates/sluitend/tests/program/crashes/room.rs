//! A disk that is full, and one that cannot be written to.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use super::{Engine, bench, holds};
use crate::support::{Bench, Run};

/// The program under a shell that takes something from it first.
fn under(bench: &Bench, shell: &str) -> Run {
    let own = bench.command(&["sync"]);
    let mut command = Command::new("/bin/sh");
    command.env_clear().args(["-c", &format!("{shell}; exec \"$0\" \"$@\"")]);
    command.arg(own.get_program()).args(own.get_args());
    for (name, value) in own.get_envs() {
        command.env(name, value.unwrap_or_default());
    }
    command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
    Run::of(&command.output().unwrap())
}

#[test]
fn a_full_disk_stops_the_work_and_loses_nothing() {
    let bench = bench(&Engine::sqlite(), 150);
    // No file may grow beyond so many blocks of 512 bytes; what is written past that fails.
    let mut failed = 0;
    for blocks in [400, 600, 900, 1_400] {
        let run = under(&bench, &format!("trap '' XFSZ; ulimit -f {blocks}"));
        if run.exit != 0 {
            assert_eq!(run.json()["error"]["code"], "database", "{run:#?}");
            failed += 1;
        }
    }
    assert!(failed > 0, "the disk was never full");
    holds(&bench);
}

#[test]
fn a_disk_that_cannot_be_written_to_is_told_and_loses_nothing() {
    let bench = bench(&Engine::sqlite(), 40);
    let data = bench.folder.path().join("data");
    let files: Vec<_> = std::fs::read_dir(&data).unwrap().map(|own| own.unwrap().path()).collect();
    let all = |folder: u32, file: u32| {
        set(&data, folder);
        for own in &files {
            set(own, file);
        }
    };
    // Readable by all, so that it can be read by somebody who may not write.
    set(bench.folder.path(), 0o755);
    all(0o555, 0o444);
    let run = unprivileged(&bench);
    all(0o700, 0o600);
    set(bench.folder.path(), 0o700);
    assert_ne!(run.exit, 0, "{run:#?}");
    let code = run.json()["error"]["code"].clone();
    assert!(code == "database" || code == "key-file", "{run:#?}");
    assert!(bench.books.invoices().is_empty());
    holds(&bench);
}

fn set(path: &Path, mode: u32) {
    // A file that was only there while the database was open is gone.
    let _ = std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode));
}

/// The program as somebody who is not root, for whom rights do not count.
fn unprivileged(bench: &Bench) -> Run {
    let own = bench.command(&["sync"]);
    // Where the program was built nobody else may be let in.
    let copy = bench.folder.path().join("sluitend");
    std::fs::copy(own.get_program(), &copy).unwrap();
    set(&copy, 0o755);
    let mut command = if is_root() {
        let mut command = Command::new("setpriv");
        command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(&copy);
        command
    } else {
        Command::new(&copy)
    };
    command.args(own.get_args()).env_clear();
    for (name, value) in own.get_envs() {
        command.env(name, value.unwrap_or_default());
    }
    command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
    Run::of(&command.output().unwrap())
}

fn is_root() -> bool {
    let output = Command::new("id").arg("-u").output().unwrap();
    output.stdout.trim_ascii() == b"0"
}
