//! The help of every command shows an example.

use crate::run;

const COMMANDS: [&[&str]; 38] = [
    &[],
    &["demo"],
    &["serve"],
    &["work"],
    &["capacity"],
    &["connect"],
    &["connections"],
    &["sync"],
    &["preview"],
    &["orders"],
    &["orders", "show"],
    &["retry"],
    &["correct"],
    &["ignore"],
    &["erase"],
    &["export"],
    &["adopt"],
    &["close"],
    &["settings"],
    &["settings", "show"],
    &["settings", "suggest"],
    &["settings", "import"],
    &["backup"],
    &["restore"],
    &["migrate-to"],
    &["billing"],
    &["billing", "statement"],
    &["billing", "close"],
    &["billing", "end"],
    &["billing", "resume"],
    &["mail"],
    &["mail", "test"],
    &["mail", "list"],
    &["doctor"],
    &["probe"],
    &["sandbox"],
    &["completions"],
    &["manual"],
];

#[test]
fn every_command_shows_an_example() {
    for command in COMMANDS {
        let run = run(&[command, &["--help"]].concat());
        let example = format!("  sluitend {}", command.join(" "));
        assert_eq!(run.code, 0, "{run:?}");
        let after = run.stdout.split("Example").nth(1).unwrap_or_default();
        assert!(after.contains(example.trim_end()), "{command:?}: {}", run.stdout);
        assert!(run.stdout.contains("--json") && run.stdout.contains("--data"), "{command:?}");
    }
}

#[test]
fn shells_complete_and_manual_pages_are_written() {
    let script = run(&["completions", "bash"]).stdout;
    assert!(script.contains("complete -F _sluitend") && script.contains("capacity"), "{script}");
    for states in ["waiting ready booking booked", "active broken no-settings"] {
        assert!(script.contains(states), "{states}: {script}");
    }
    let unknown = run(&["completions", "smalltalk", "--json"]);
    assert_eq!((unknown.code, unknown.error()[0].as_str()), (2, "usage"));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_str().unwrap();
    let written = run(&["manual", path, "--json"]);
    assert_eq!((written.code, written.json()["folder"].as_str()), (0, Some(path)));
    let page = std::fs::read_to_string(folder.path().join("sluitend-close.1")).unwrap();
    let title = format!("\"sluitend {}\"", env!("CARGO_PKG_VERSION"));
    for part in [
        "closing statement",
        &title,
        "[OPTIONS] \\-\\-period <PERIOD>",
        ".SH EXAMPLES\n.nf\nsluitend close \\-\\-period 2026\\-03\n",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    // What it says is what opens the first page, wherever the folder is.
    let said = run(&["manual", path]).stdout;
    let first = said.split('`').nth(1).and_then(|own| own.strip_prefix("man ")).unwrap();
    let first = std::fs::read_to_string(first).unwrap();
    assert!(first.contains("Exit codes: 0 all done"), "{first}");
    for page in std::fs::read_dir(&folder).unwrap() {
        let page = std::fs::read_to_string(page.unwrap().path()).unwrap();
        assert!(page.contains(".SH EXAMPLES") && !page.contains("EXTRA"), "{page}");
    }
    let quiet = run(&["manual", path, "--quiet"]);
    assert_eq!((quiet.code, quiet.stdout.as_str(), quiet.stderr.as_str()), (0, "", ""));
    let nowhere = folder.path().join("nowhere");
    let failed = run(&["manual", nowhere.to_str().unwrap(), "--json"]);
    assert_eq!((failed.code, failed.error()[0].as_str()), (2, "usage"));
}

#[test]
fn the_version_is_told() {
    let run = run(&["--version"]);
    assert_eq!(run.stdout, format!("sluitend {}\n", env!("CARGO_PKG_VERSION")));
}
