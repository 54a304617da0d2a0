//! The help of every command shows an example, and offers nothing that is not there yet.

use crate::run;

const COMMANDS: [&[&str]; 26] = [
    &[],
    &["demo"],
    &["serve"],
    &["work"],
    &["connect"],
    &["connections"],
    &["sync"],
    &["preview"],
    &["orders"],
    &["orders", "show"],
    &["retry"],
    &["correct"],
    &["ignore"],
    &["close"],
    &["settings"],
    &["settings", "show"],
    &["settings", "suggest"],
    &["settings", "import"],
    &["backup"],
    &["restore"],
    &["migrate-to"],
    &["doctor"],
    &["probe"],
    &["sandbox"],
    &["completions"],
    &["manual"],
];

/// Commands of interface.md that come with later versions.
const LATER: [&str; 2] = ["capacity", "billing"];

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
fn what_comes_later_is_neither_listed_nor_accepted() {
    let help = run(&["--help"]).stdout;
    let listed: Vec<&str> =
        help.lines().filter_map(|line| line.strip_prefix("  ")?.split(' ').next()).collect();
    assert!(listed.contains(&"connections"), "{listed:?}");
    for command in LATER {
        assert!(!listed.contains(&command), "{command}");
        let run = run(&[command, "--json"]);
        assert_eq!((run.code, run.error()[0].as_str()), (2, "usage"), "{command}");
    }
}

#[test]
fn the_version_is_told() {
    let run = run(&["--version"]);
    assert_eq!(run.stdout, format!("sluitend {}\n", env!("CARGO_PKG_VERSION")));
}
