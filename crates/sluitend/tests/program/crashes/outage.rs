//! The database goes away while the program books, in each way that it can: the same program waits, says so, and
//! goes on where it was.

use std::cell::RefCell;
use std::fs::File;
use std::path::PathBuf;
use std::process::{Child, Command};
use std::time::Duration;

use remote::{Clock, SystemClock};

use super::engine::Engine;
use super::proxy::Proxy;
use super::work::Work;
use super::{bench, holds, number};
use crate::support::{Bench, Setup, get, is_well};

/// What the log says while it waits, and when that is over.
const WAITS: &str = "waiting for the database";
const GOES_ON: &str = "the database answers again";

/// So many requests are made between two cuts.
const BETWEEN: u64 = 15;

/// What is waited for comes sooner than this.
const PATIENCE: Duration = Duration::from_mins(1);

/// How often to look.
const LOOK: Duration = Duration::from_millis(5);

/// A `sluitend work` that is to live until it is asked to stop; killed when a test fails before that.
struct Service<'a> {
    bench: &'a Bench,
    child: RefCell<Child>,
    log: PathBuf,
}

impl<'a> Service<'a> {
    fn start(bench: &'a Bench) -> Self {
        let log = bench.folder.path().join("work.log");
        let stderr = File::create(&log).unwrap();
        let child = bench.command(&["work"]).stderr(stderr).spawn().unwrap().into();
        Self { bench, child, log }
    }

    fn log(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap()
    }

    /// How often the log says something.
    fn said(&self, part: &str) -> usize {
        self.log().matches(part).count()
    }

    /// Lets it run until something holds, or for so long. Whether it came to hold; it lives all the time.
    #[track_caller]
    fn lives(&self, time: Duration, holds: impl Fn() -> bool) -> bool {
        let clock = SystemClock::new();
        while clock.monotonic() < time {
            if holds() {
                return true;
            }
            let ended = self.child.borrow_mut().try_wait().unwrap();
            assert!(ended.is_none(), "{ended:?}:\n{}", self.log());
            std::thread::park_timeout(LOOK);
        }
        false
    }

    #[track_caller]
    fn comes_to(&self, what: &str, holds: impl Fn() -> bool) {
        assert!(self.lives(PATIENCE, holds), "{what} takes too long:\n{}", self.log());
    }

    /// Waits until so many more requests were made to Moneybird.
    #[track_caller]
    fn works(&self) {
        let before = self.bench.books.requests();
        self.comes_to("booking", || self.bench.books.requests() >= before + BETWEEN);
    }

    /// Whether it says that it can work.
    fn is_ready(&self) -> bool {
        let log = self.log();
        let (_, rest) = log.split_once("telling whoever watches at=").unwrap();
        is_well(&get(rest.split_whitespace().next().unwrap(), "/readyz"))
    }

    /// Asks it to stop; the exit code.
    #[track_caller]
    fn stops(&self) -> Option<i32> {
        let mut child = self.child.borrow_mut();
        let id = child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        child.wait().unwrap().code()
    }
}

impl Drop for Service<'_> {
    fn drop(&mut self) {
        let mut child = self.child.borrow_mut();
        // One that was stopped cannot be killed any more.
        let _ = child.kill();
        child.wait().unwrap();
    }
}

#[test]
#[ignore = "needs PostgreSQL: scripts/test sets SLUITEND_TEST_POSTGRES"]
fn a_database_that_hangs_up_is_waited_out() {
    let engine = Engine::postgres();
    let proxy = Proxy::before(Engine::socket());
    let mut bench = bench(&engine, number("ORDERS", 90));
    bench.set("SLUITEND_DATABASE_URL", &engine.url_at(proxy.at));
    let work = Work::of(&bench);

    // It is not there yet.
    proxy.refuses();
    let service = Service::start(&bench);
    service.comes_to("waiting", || service.said(WAITS) == 1);
    proxy.lets_through();

    // It hangs up: without a word, or with one.
    for cut in 0..number("CUTS", 4) {
        service.works();
        if cut % 2 == 0 { proxy.cuts() } else { engine.hang_up() }
    }
    service.works();

    // It is away.
    let (left, waits, went_on) = (work.left(), service.said(WAITS), service.said(GOES_ON));
    assert!(left > 0, "there is something to lose");
    assert!(went_on > 0, "it went on after it had waited at the start");
    proxy.refuses();
    service.lives(Duration::from_secs(6), || false);
    proxy.hangs_up();
    service.lives(Duration::from_secs(3), || false);
    assert!(work.left() > 0, "nothing can be booked that cannot be written down");
    assert!(service.said(WAITS) > waits, "{}", service.log());
    assert_eq!(service.said(GOES_ON), went_on, "{}", service.log());
    proxy.lets_through();
    let clock = SystemClock::new();
    service.comes_to("going on", || service.said(GOES_ON) > went_on);
    let idle = clock.monotonic();
    service.comes_to("the rest", || work.left() == 0);
    println!(
        "{left} orders left; went on {} ms after it was back, booked after {} ms:\n{}",
        idle.as_millis(),
        clock.monotonic().as_millis(),
        service.log()
    );
    assert_eq!(service.stops(), Some(0), "{}", service.log());
    holds(&bench);
}

#[test]
#[ignore = "needs PostgreSQL: scripts/test sets SLUITEND_TEST_POSTGRES"]
fn a_database_that_falls_silent_is_waited_out() {
    let engine = Engine::postgres();
    let proxy = Proxy::before(Engine::socket());
    let mut bench = bench(&engine, number("ORDERS", 90));
    bench.set("SLUITEND_DATABASE_URL", &engine.url_at(proxy.at));
    bench.set("SLUITEND_DATABASE_ANSWER_SECONDS", "2");
    bench.set("SLUITEND_METRICS_LISTEN", "127.0.0.1:0");
    let work = Work::of(&bench);

    // Whoever wants an answer now is told that there is none, and a service waits.
    proxy.falls_silent();
    bench.run(&["connections"]).failed("database", 3);
    let service = Service::start(&bench);
    service.comes_to("waiting", || service.said(WAITS) == 1);
    proxy.lets_through();
    service.works();
    assert!(service.is_ready());

    for _ in 0..number("SILENCES", 2) {
        let (waits, went_on) = (service.said(WAITS), service.said(GOES_ON));
        proxy.falls_silent();
        service.comes_to("waiting", || service.said(WAITS) > waits);
        assert!(work.left() > 0, "there is something to lose");
        assert!(!service.is_ready());
        proxy.lets_through();
        service.comes_to("going on", || service.said(GOES_ON) > went_on);
        service.works();
    }
    service.comes_to("the rest", || work.left() == 0);
    assert!(service.is_ready());
    assert_eq!(service.stops(), Some(0), "{}", service.log());
    holds(&bench);
}

#[test]
fn who_waits_for_a_database_can_be_stopped() {
    let mut bench = Bench::connected(Setup::of(1));
    // No server has its socket there.
    let url = format!("postgres://me:hunter2@localhost/x?host={}", bench.folder.path().display());
    bench.set("SLUITEND_DATABASE_URL", &url);
    let service = Service::start(&bench);
    service.comes_to("waiting", || service.said(WAITS) == 1);
    let log = service.log();
    assert!(
        log.contains("the database server cannot be reached") && !log.contains("hunter2"),
        "{log}"
    );
    assert_eq!(service.stops(), Some(0), "{}", service.log());
    // Whoever wants an answer now gets one.
    bench.run(&["connections"]).failed("database", 3);
}
