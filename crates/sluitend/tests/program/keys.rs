//! The key that belongs to a database.

use crate::schema::Schema;
use crate::support::{Bench, Setup};

#[test]
#[ignore = "needs PostgreSQL: scripts/test sets SLUITEND_TEST_POSTGRES"]
fn a_machine_without_the_key_makes_none_for_a_server_that_has_one() {
    let schema = Schema::new();
    let mut bench = Bench::new(Setup::of(5).in_a_file());
    bench.set("SLUITEND_DATABASE_URL", schema.url());
    bench.connect().ended(0);
    for command in ["sync", "work", "connections"] {
        let run = bench.run_in("elsewhere", &[command]).failed("key-file", 2);
        assert!(run.json()["error"]["hint"].as_str().unwrap().contains("key"), "{run:?}");
    }
    let [own, other] =
        ["data", "elsewhere"].map(|name| bench.folder.path().join(name).join("sealing.key"));
    assert!(!other.exists(), "none was made");
    std::fs::copy(own, other).unwrap();
    bench.run_in("elsewhere", &["sync"]).ended(0);
    bench.books_hold_once(&bench.ready());
}
