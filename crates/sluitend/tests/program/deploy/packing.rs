//! What `scripts/release` packs, with a Cargo that builds a program of any length.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use super::root;
use crate::support::Run;

/// Builds a program of `$LENGTH` bytes that prints nothing, and packs no clients.
const CARGO: &str = r#"#!/bin/sh
[ "$1" = build ] || exit 0
mkdir -p target/release
printf '#!/bin/sh\nexit 0\n' >target/release/sluitend
truncate --size="$LENGTH" target/release/sluitend
chmod 755 target/release/sluitend
"#;

/// What the script reads, writes and packs.
const FILES: [&str; 9] = [
    ".gitignore",
    "CHANGELOG.md",
    "Cargo.toml",
    "LICENSE",
    "README.md",
    "deploy/kubernetes/sluitend.yaml",
    "deploy/sluitend-work.service",
    "deploy/sluitend.service",
    "scripts/release",
];

/// A clone of no more than that.
fn clone() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in FILES {
        let to = folder.path().join(name);
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        std::fs::copy(root().join(name), to).unwrap();
    }
    // There is always something to release here.
    let path = folder.path().join("CHANGELOG.md");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(path, text.replace("## Unreleased\n", "## Unreleased\n\n* News.\n")).unwrap();
    let cargo = folder.path().join("target/bin/cargo");
    std::fs::create_dir_all(cargo.parent().unwrap()).unwrap();
    std::fs::write(&cargo, CARGO).unwrap();
    std::fs::set_permissions(&cargo, std::fs::Permissions::from_mode(0o755)).unwrap();
    for arguments in [
        &["init", "--quiet", "--initial-branch=main"][..],
        &["add", "--all"],
        &["commit", "--quiet", "--message", "All"],
    ] {
        run(folder.path(), "git", arguments, 0).ended(0);
    }
    folder
}

fn run(folder: &Path, program: &str, arguments: &[&str], length: u64) -> Run {
    let path = std::env::var("PATH").unwrap_or_default();
    let mut command = Command::new(program);
    command.current_dir(folder).args(arguments).env("LENGTH", length.to_string());
    command.env("PATH", format!("{}:{path}", folder.join("target/bin").display()));
    for name in ["GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"] {
        command.env(name, "nobody");
    }
    for name in ["GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"] {
        command.env(name, "nobody@localhost");
    }
    Run::of(&command.output().unwrap())
}

#[test]
fn a_program_that_is_too_large_is_not_packed() {
    let folder = clone();
    let script = folder.path().join("scripts/release");
    let run = run(folder.path(), script.to_str().unwrap(), &["900.0.0"], 25_000_001).ended(2);
    assert!(run.stderr.contains("25000001 bytes"), "{run:#?}");
    assert!(!folder.path().join("target/release-of").exists());
}

#[test]
fn a_release_has_both_units_and_manifests_of_its_version() {
    let folder = clone();
    let script = folder.path().join("scripts/release");
    run(folder.path(), script.to_str().unwrap(), &["900.0.0"], 25_000_000).ended(0);
    let packed = std::fs::read_dir(folder.path().join("target/release-of")).unwrap();
    let packed = packed.map(|own| own.unwrap().path()).find(|own| own.is_dir()).unwrap();
    for name in ["sluitend", "sluitend.service", "sluitend-work.service"] {
        assert!(packed.join(name).is_file(), "{name} is not packed");
    }
    let committed = run(folder.path(), "git", &["show", "HEAD:deploy/kubernetes/sluitend.yaml"], 0);
    let images = committed.stdout.lines().filter(|line| line.trim().starts_with("image: "));
    assert!(images.clone().count() == 2 && images.clone().all(|own| own.ends_with(":900.0.0")));
}
