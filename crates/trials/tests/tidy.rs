//! The house rules, as tests: which way the arrows point, how large a room may be, what no file
//! may say.
#![cfg(test)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What each room may depend on (ARCHITECTURE.md). `trials` may see everything.
const ARROWS: [(&str, &[&str]); 13] = [
    ("bookkeeping", &[]),
    ("billing", &["bookkeeping"]),
    ("remote", &[]),
    ("sandbox", &[]),
    ("ccvshop", &["remote"]),
    ("moneybird", &["remote"]),
    ("store", &["billing", "bookkeeping"]),
    ("sync", &["bookkeeping", "ccvshop", "moneybird", "remote", "store"]),
    ("papers", &["bookkeeping"]),
    ("web", &["billing", "bookkeeping", "papers", "store", "sync"]),
    ("letters", &["bookkeeping", "remote"]),
    ("post", &["remote"]),
    (
        "sluitend",
        &[
            "billing",
            "bookkeeping",
            "ccvshop",
            "letters",
            "moneybird",
            "papers",
            "post",
            "remote",
            "sandbox",
            "store",
            "sync",
            "web",
        ],
    ),
];

fn root() -> PathBuf {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    crates.parent().unwrap().to_owned()
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() && !matches!(name.as_str(), "target" | ".git" | "node_modules") {
            walk(&path, found);
        } else if path.is_file() {
            found.push(path);
        }
    }
}

fn files(ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    walk(&root(), &mut found);
    found.retain(|path| path.to_string_lossy().ends_with(ending));
    assert!(!found.is_empty(), "no {ending} file found");
    found
}

/// The names in the `[dependencies]` table of a room; those for its tests do not count.
fn dependencies(room: &str) -> Vec<String> {
    let manifest =
        std::fs::read_to_string(root().join("crates").join(room).join("Cargo.toml")).unwrap();
    let table = manifest.split("[dependencies]").nth(1).unwrap();
    let lines = table.lines().take_while(|line| !line.starts_with('[') || line.is_empty());
    let name = |line: &str| line.split(['.', ' ', '=']).next().unwrap().trim().to_owned();
    lines.map(name).filter(|name| !name.is_empty()).collect()
}

#[test]
fn arrows_point_one_way() {
    let rooms: Vec<&str> = ARROWS.iter().map(|(room, _)| *room).collect();
    for (room, allowed) in ARROWS {
        for dependency in dependencies(room) {
            let is_room = rooms.contains(&dependency.as_str()) || dependency == "trials";
            assert!(
                !is_room || allowed.contains(&dependency.as_str()),
                "{room} may not depend on {dependency}"
            );
        }
    }
}

#[test]
fn every_room_is_on_the_plan() {
    let mut rooms: Vec<String> = std::fs::read_dir(root().join("crates"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    rooms.sort();
    let mut planned: Vec<String> = ARROWS.iter().map(|(room, _)| (*room).to_owned()).collect();
    planned.push("trials".to_owned());
    planned.sort();
    assert_eq!(rooms, planned);
}

#[test]
fn files_stay_small() {
    let mut lengths: BTreeMap<PathBuf, usize> = BTreeMap::new();
    for path in files(".js") {
        let lines = std::fs::read_to_string(&path).unwrap().lines().count();
        assert!(lines <= 500, "{} has {lines} lines; 500 is the limit", path.display());
    }
    for path in files(".rs") {
        let lines = std::fs::read_to_string(&path).unwrap().lines().count();
        assert!(lines <= 500, "{} has {lines} lines; 500 is the limit", path.display());
        lengths.insert(path, lines);
    }
    let mut sorted: Vec<usize> = lengths.values().copied().collect();
    sorted.sort_unstable();
    let median = sorted[sorted.len() / 2];
    assert!(median <= 150, "half of the files have more than {median} lines");
}

#[test]
fn no_room_is_an_attic() {
    for path in files(".rs") {
        let relative = path.strip_prefix(root()).unwrap().to_owned();
        for part in relative.components() {
            let name = part.as_os_str().to_string_lossy();
            let stem = name.trim_end_matches(".rs");
            let attic = ["utils", "util", "common", "helpers", "misc", "types", "core"];
            assert!(!attic.contains(&stem), "{}: say what it is for", relative.display());
        }
    }
}

#[test]
fn nothing_is_silenced_or_left_open() {
    // Put together from halves, so that this file does not find itself.
    let forbidden = [
        ["#[all", "ow("],
        ["#![all", "ow("],
        ["to", "do!("],
        ["unimple", "mented!("],
        ["FIX", "ME"],
    ];
    for path in files(".rs") {
        let text = std::fs::read_to_string(&path).unwrap();
        for halves in forbidden {
            let word = halves.concat();
            assert!(!text.contains(&word), "{} holds {word}", path.display());
        }
    }
}

#[test]
fn no_file_names_this_machine() {
    let forbidden = [["/wo", "rk/"], ["/ro", "ot/"], ["artifa", "ctory"]];
    for ending in [".rs", ".toml", ".md", ".sql", ".js", ".json", "/test", "/run"] {
        for path in files(ending) {
            let Ok(text) = std::fs::read_to_string(&path) else { continue };
            for halves in forbidden {
                let word = halves.concat();
                assert!(!text.contains(&word), "{} names {word}", path.display());
            }
        }
    }
}

#[test]
fn the_lock_file_of_the_browser_tests_names_no_host() {
    for path in files("package-lock.json") {
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(!text.contains("resolved") && text.contains("integrity"), "{}", path.display());
    }
}

#[test]
fn every_room_has_a_front_page() {
    for (room, _) in ARROWS {
        if room == "sluitend" {
            continue;
        }
        let page = root().join("crates").join(room).join("README.md");
        let text = std::fs::read_to_string(&page).unwrap_or_default();
        assert!(text.starts_with(&format!("# {room}")), "{room} has no README.md of its own");
    }
}
