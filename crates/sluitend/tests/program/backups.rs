//! Backups: made while the service works, and put back without booking anything twice.

use std::path::PathBuf;
use std::process::Command;

use sandbox::shop::{Fault as ShopFault, Misfortune};

use crate::support::{Bench, Run, SECRET, Setup, TOKEN};

/// How many orders the shop of these tests has.
const ORDERS: usize = 30;

impl Bench {
    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn backup(&self, name: &str, more: &[&str]) -> Run {
        let path = self.path(name);
        self.run(&[&["backup", path.to_str().unwrap()], more].concat())
    }

    /// Puts a backup back into a data folder.
    fn restore(&self, data: &str, name: &str) -> Run {
        self.run_in(data, &["restore", self.path(name).to_str().unwrap()])
    }

    /// The data folder is lost but for its key, and the database with it.
    fn lose_the_data(&self) {
        self.lose_the_database("data");
        std::fs::rename(self.path("data"), self.path("lost")).unwrap();
        self.keep_the_key("data");
    }

    fn keep_the_key(&self, data: &str) {
        std::fs::create_dir_all(self.path(data)).unwrap();
        let there = ["lost", "data"].map(|folder| self.path(folder).join("sealing.key"));
        let key = there.into_iter().find(|path| path.exists()).unwrap();
        std::fs::copy(key, self.path(data).join("sealing.key")).unwrap();
    }

    #[track_caller]
    fn closes(&self) {
        for year in self.years() {
            let closed = self.run(&["close", "--period", &year.to_string()]).ended(0).json();
            assert_eq!((&closed["closes"], &closed["difference"]), (&true.into(), &"0.00".into()));
        }
    }
}

#[test]
fn what_was_put_back_books_nothing_twice_and_closes() {
    let bench = Bench::connected(Setup::of(ORDERS));
    bench.sync().ended(0);
    let made = bench.backup("a.backup", &[]).ended(0).json();
    assert_eq!((&made["connections"], &made["with_key"]), (&1.into(), &false.into()), "{made:#}");
    let orders = bench.run(&["orders"]).ended(0).json();
    let booked = bench.books.invoices().len();

    bench.lose_the_data();
    let put = bench.restore("data", "a.backup").ended(0).json();
    assert_eq!((&put["orders"], &put["taken_at"]), (&made["orders"], &made["taken_at"]));
    assert_eq!(put["key_written"], false);
    assert!(put["notes"][0].as_str().unwrap().contains("nothing is booked twice"), "{put:#}");
    assert_eq!(bench.run(&["orders"]).ended(0).json(), orders);
    bench.closes();
    let synced = bench.sync().ended(0).synced();
    assert_eq!((&synced["booked_now"], &synced["adopted_now"]), (&0.into(), &0.into()));
    assert_eq!(bench.books.invoices().len(), booked);
    bench.books_hold_once(&bench.ready());
    bench.closes();
}

#[test]
fn an_old_backup_takes_over_what_was_booked_since() {
    let bench = Bench::connected(Setup::of(ORDERS));
    // Midway, so that Moneybird was searched already and some orders are booked.
    bench.shop.faults().push(ShopFault {
        method: "*".to_owned(),
        path: "/orderrows/".to_owned(),
        after: 8,
        times: u32::MAX,
        kind: Misfortune::BrokenJson,
    });
    bench.sync().failed("bad-reply", 3);
    bench.shop.faults().clear();
    let before = bench.books.invoices().len();
    bench.backup("old.backup", &[]).ended(0);
    bench.sync().ended(0);
    let booked = bench.books.invoices().len();
    assert!(0 < before && before < booked, "{before} of {booked}");

    bench.lose_the_data();
    bench.restore("data", "old.backup").ended(0);
    // What others sent last may still show up: nothing is booked before that has settled.
    let first = bench.sync().ended(1).synced();
    assert_eq!(
        (&first["booked_now"], first["again_at"].is_string()),
        (&0.into(), true),
        "{first:#}"
    );
    let synced = bench.run(&["sync", "--wait"]).ended(0).synced();
    assert_eq!(synced["adopted_now"], booked - before, "{synced:#}");
    assert_eq!(bench.books.invoices().len(), booked);
    bench.books_hold_once(&bench.ready());
    bench.closes();
}

#[test]
fn backups_during_a_sync_are_each_of_one_moment() {
    let bench = Bench::connected(Setup::of(ORDERS));
    let (mut made, mut during) = (Vec::new(), 0);
    std::thread::scope(|scope| {
        let sync = scope.spawn(|| bench.sync().ended(0));
        while !sync.is_finished() {
            let name = format!("{}.backup", made.len());
            made.push(bench.backup(&name, &[]).ended(0).json()["orders"].as_u64().unwrap());
            during += usize::from(!sync.is_finished());
        }
    });
    assert!(during > 1, "{during} backups during the sync");
    bench.books_hold_once(&bench.ready());
    for (number, orders) in made.into_iter().enumerate() {
        let data = format!("data-{number}");
        bench.keep_the_key(&data);
        // References hold and the numbers of rows are right, or this fails.
        bench.restore(&data, &format!("{number}.backup")).ended(0);
        let listed = bench.run_in(&data, &["orders"]).ended(0).json();
        assert_eq!(listed["orders"].as_array().unwrap().len() as u64, orders);
    }
}

#[test]
fn the_key_is_in_it_only_when_it_is_asked_for() {
    let bench = Bench::connected(Setup::of(ORDERS));
    bench.backup("without.backup", &[]).ended(0);
    bench.backup("with.backup", &["--with-key"]).ended(0);
    let key = std::fs::read_to_string(bench.path("data").join("sealing.key")).unwrap();
    let raw: Vec<u8> = (0..key.trim().len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&key[at..at + 2], 16).unwrap())
        .collect();
    for (name, is_in) in [("without.backup", false), ("with.backup", true)] {
        let bytes = std::fs::read(bench.path(name)).unwrap();
        let holds = |part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
        assert_eq!(holds(key.trim().as_bytes()), is_in, "{name}");
        assert!(!holds(&raw) && !holds(TOKEN.as_bytes()) && !holds(SECRET.as_bytes()), "{name}");
        assert!(holds(b"sealed") || holds(b"moneybird_token"), "it looks for texts");
    }
    assert!(!bench.printed().contains(key.trim()));

    bench.restore("other", "without.backup").failed("key-file", 2);
    assert!(!bench.path("other").join("sluitend.db").exists(), "nothing was made");
    assert!(!bench.path("other").join("sealing.key").exists());
    let put = bench.restore("other", "with.backup").ended(0).json();
    assert_eq!(put["key_written"], true);
    let written = bench.path("other").join("sealing.key");
    assert_eq!(std::fs::read_to_string(&written).unwrap(), key);
    bench.run_in("other", &["sync", "--wait"]).ended(0);
    bench.books_hold_once(&bench.ready());

    // A folder that made a key of its own, and holds nothing yet.
    bench.run_in("third", &["connections"]).ended(0);
    let own = std::fs::read(bench.path("third").join("sealing.key")).unwrap();
    for name in ["with.backup", "without.backup"] {
        bench.restore("third", name).failed("key-file", 2);
    }
    assert_eq!(std::fs::read(bench.path("third").join("sealing.key")).unwrap(), own);
    assert_eq!(
        bench.run_in("third", &["connections"]).json()["connections"],
        serde_json::json!([])
    );
    std::fs::remove_file(bench.path("third").join("sealing.key")).unwrap();
    bench.restore("third", "with.backup").ended(0);
    bench.run_in("third", &["connections"]).ended(0);
}

#[cfg(unix)]
#[test]
fn one_that_is_made_quietly_says_nothing_so_that_cron_has_nothing_to_mail() {
    let bench = Bench::connected(Setup::of(1).in_a_file());
    let made = |name: &str, quiet: &[&str]| {
        let mut program = Command::new(env!("CARGO_BIN_EXE_sluitend"));
        program.env_clear().arg("--data").arg(bench.path("data")).arg("backup").args(quiet);
        let output = program.arg(bench.path(name)).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        assert!(bench.path(name).is_file());
        (output.stdout.len(), output.stderr.len())
    };
    assert!(made("told.backup", &[]).0 > 0);
    assert_eq!(made("quiet.backup", &["--quiet"]), (0, 0));
}

#[test]
fn files_are_for_their_owner_alone() {
    use std::os::unix::fs::MetadataExt;
    let bench = Bench::connected(Setup::of(3).in_a_file());
    bench.backup("a.backup", &["--with-key"]).ended(0);
    bench.restore("other", "a.backup").ended(0);
    for name in ["a.backup", "other/sealing.key", "other/sluitend.db"] {
        assert_eq!(bench.path(name).metadata().unwrap().mode() & 0o777, 0o600, "{name}");
    }
    let names = std::fs::read_dir(bench.path("other")).unwrap();
    assert!(names.map(|own| own.unwrap().file_name()).all(|own| {
        let name = own.to_string_lossy();
        name == "sealing.key" || name.starts_with("sluitend.db")
    }));
}

#[test]
fn what_cannot_be_changes_nothing() {
    let bench = Bench::new(Setup::of(ORDERS));
    bench.backup("a.backup", &[]).failed("not-found", 2);
    assert!(!bench.path("a.backup").exists());
    bench.connect().ended(0);
    std::fs::write(bench.path("mine"), "mine").unwrap();
    bench.backup("mine", &[]).failed("usage", 2);
    assert_eq!(std::fs::read(bench.path("mine")).unwrap(), b"mine");
    bench.backup("nowhere/a.backup", &[]).failed("database", 3);
    bench.backup("a.backup", &[]).ended(0);

    let whole = std::fs::read(bench.path("a.backup")).unwrap();
    std::fs::write(bench.path("cut"), &whole[..whole.len() / 2]).unwrap();
    // A text that is another one leaves the file in order for SQLite.
    let place = whole.windows(3).position(|own| own == b"://").unwrap() + 3;
    let mut altered = whole.clone();
    altered[place] = if altered[place] == b'9' { b'1' } else { b'9' };
    std::fs::write(bench.path("altered"), altered).unwrap();
    std::fs::write(bench.path("garbage"), "no database ".repeat(900)).unwrap();
    bench.keep_the_key("empty");
    for name in ["cut", "altered", "garbage", "mine"] {
        bench.restore("empty", name).failed("usage", 2);
    }
    bench.restore("empty", "nothing").failed("not-found", 2);
    assert_eq!(std::fs::read_dir(bench.path("empty")).unwrap().count(), 1, "the key alone");

    bench.sync().ended(0);
    let orders = bench.run(&["orders"]).ended(0).json();
    bench.restore("data", "a.backup").failed("usage", 2);
    assert_eq!(bench.run(&["orders"]).ended(0).json(), orders);
    bench.sync().ended(0);
    bench.books_hold_once(&bench.ready());
}
