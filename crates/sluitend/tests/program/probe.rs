//! `probe`, as a person runs it.

use crate::support::{Bench, Setup};

const NAME: &str = "Proefadministratie";

#[test]
fn it_asks_for_a_name_then_reports_and_leaves_nothing_behind() {
    let bench = Bench::connected(Setup::of(12));
    let contacts = bench.books.contacts().len();
    let run = bench.run(&["probe"]).ended(2);
    assert_eq!(run.json()["error"]["code"], "usage");
    let hint = run.json()["error"]["hint"].as_str().unwrap().to_owned();
    assert!(hint.contains("--administration-is-a-sandbox 'Proefadministratie'"), "{hint}");
    bench.run(&["probe", "--administration-is-a-sandbox", "Another"]).ended(2);
    assert_eq!((bench.books.invoices().len(), bench.books.contacts().len()), (0, contacts));

    let file = bench.folder.path().join("probe.md");
    let path = file.to_str().unwrap();
    let run = bench.run(&["probe", "--administration-is-a-sandbox", NAME, "--report", path]);
    let json = run.ended(0).json();
    assert_eq!(json["known"]["rounding"], "per-rate");
    assert_eq!(json["left"], serde_json::json!([]));
    let findings = json["findings"].as_array().unwrap();
    assert!(findings.len() > 30, "{}", findings.len());
    for finding in findings {
        assert!(finding["asked"].is_boolean(), "{finding}");
        for name in ["side", "question", "asks", "answer", "seen", "means"] {
            assert!(finding[name].is_string(), "{name} of {finding}");
        }
    }
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.starts_with("# sluitend probe\n"), "{text}");
    assert!(
        text.contains("VAT is rounded per rate;") && text.contains(".\n\n## CCV Shop\n\n"),
        "{text}"
    );
    assert!(!text.contains(NAME), "{text}");
    assert_eq!((bench.books.invoices().len(), bench.books.contacts().len()), (0, contacts));
}
