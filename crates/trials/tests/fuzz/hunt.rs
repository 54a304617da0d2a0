//! Runs a target: many seeds, each in time, and the one that fails by name.

use std::collections::BTreeMap;
use std::panic::AssertUnwindSafe;
use std::path::Path;
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::time::Duration;

use remote::{Clock as _, SystemClock};

use crate::dice::Dice;
use crate::mutate::mutate;

/// How long one case may take: a thousand times what it does. Inputs have at most 64 kB, so
/// whatever takes longer takes more than its input is worth.
const LONGEST: Duration = Duration::from_secs(20);

/// The files of a target.
pub(crate) struct Corpus(Vec<(String, Vec<u8>)>);

/// One case: where its chance comes from, and whether a person looks on.
pub(crate) struct Case<'a> {
    pub(crate) dice: Dice,
    corpus: &'a Corpus,
    is_shown: bool,
    note: &'static str,
}

impl Corpus {
    fn of(target: &str) -> Self {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let folder = here.join("tests/fuzz/corpus").join(target);
        let mut files: Vec<(String, Vec<u8>)> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap())
            .map(|entry| {
                let name = entry.file_name().into_string().unwrap();
                (name, std::fs::read(entry.path()).unwrap())
            })
            .collect();
        files.sort();
        assert!(!files.is_empty(), "no corpus for {target}");
        Self(files)
    }
}

impl Case<'_> {
    /// A file whose name ends so, as it is.
    pub(crate) fn file(&mut self, ending: &str) -> (String, Vec<u8>) {
        let found: Vec<_> =
            self.corpus.0.iter().filter(|(name, _)| name.ends_with(ending)).collect();
        self.dice.pick(&found).clone()
    }

    /// The file of this name.
    pub(crate) fn named(&self, name: &str) -> Vec<u8> {
        self.corpus.0.iter().find(|(own, _)| own == name).unwrap().1.clone()
    }

    /// The same with changes; one in ten stays as it is.
    pub(crate) fn changed(&mut self, bytes: Vec<u8>) -> Vec<u8> {
        let changed = if self.dice.permille(100) {
            bytes
        } else {
            let (_, other) = self.file("");
            mutate(&mut self.dice, bytes, &other)
        };
        self.show(&String::from_utf8_lossy(&changed));
        changed
    }

    /// A file with changes.
    pub(crate) fn input(&mut self) -> Vec<u8> {
        let (_, bytes) = self.file("");
        self.changed(bytes)
    }

    /// Says what the case came to, so that it is seen whether a target gets anywhere.
    pub(crate) fn note(&mut self, note: &'static str) {
        self.note = note;
    }

    /// Prints what a seed comes to when it is tried alone.
    pub(crate) fn show(&self, text: &str) {
        if self.is_shown {
            println!("{text}\n");
        }
    }
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().unwrap())
}

/// Tries `cases` seeds, or fresh ones for as long as `TRIAL_SECONDS` says, or the one of `SEED`.
pub(crate) fn hunt(target: &'static str, cases: u64, try_one: fn(&mut Case<'_>)) {
    let clock = SystemClock::new();
    let alone = number("SEED");
    let time = number("TRIAL_SECONDS").filter(|_| alone.is_none()).map(Duration::from_secs);
    let fresh = u64::try_from(clock.now().as_nanosecond() / 1_000).unwrap();
    let first = alone.unwrap_or(if time.is_some() { fresh } else { 1 });
    let (done, told) = sync_channel(64);
    std::thread::spawn(move || {
        let corpus = Corpus::of(target);
        for seed in first.. {
            let (dice, is_shown) = (Dice::new(seed), alone.is_some());
            let mut case = Case { dice, corpus: &corpus, is_shown, note: "unreadable" };
            let ended = std::panic::catch_unwind(AssertUnwindSafe(|| try_one(&mut case)));
            // Nobody listens any more when enough were tried.
            if done.send(ended.map(|()| case.note).ok()).is_err() || alone.is_some() {
                return;
            }
        }
    });
    let mut tried = 0;
    let mut notes: BTreeMap<&str, u64> = BTreeMap::new();
    let is_over = |tried: u64| match time {
        Some(time) => clock.monotonic() >= time,
        None => tried >= alone.map_or(cases, |_| 1),
    };
    while !is_over(tried) {
        let seed = first.wrapping_add(tried);
        match told.recv_timeout(LONGEST) {
            Ok(Some(note)) => *notes.entry(note).or_default() += 1,
            Ok(None) => panic!("{target} failed, see above: SEED={seed}"),
            Err(RecvTimeoutError::Timeout) => panic!("{target} does not end: SEED={seed}"),
            Err(RecvTimeoutError::Disconnected) => panic!("{target} has no corpus"),
        }
        tried += 1;
    }
    println!("{target}: {tried} cases in {:?}: {notes:?}", clock.monotonic());
}
