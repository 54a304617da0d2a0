//! Catches the program between two moments that are too close together to be met by chance.

use std::fs::File;
use std::os::unix::fs::FileExt;

use super::preload;
use crate::support::Bench;

const SOURCE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/program/crashes/trap.c");

/// As many bytes as the library looks at.
const LONGEST: usize = 256;

/// Stops a run of the program of a bench at what it logs.
pub(super) struct Trap {
    awaited: File,
}

impl Trap {
    /// In every run of this bench from now on; it is open until it is set.
    pub(super) fn of(bench: &mut Bench) -> Self {
        let path = bench.folder.path().join("trap");
        let options = File::options().read(true).write(true).create_new(true).to_owned();
        let trap = Self { awaited: options.open(&path).unwrap() };
        trap.is_open();
        preload(bench, SOURCE, "trap.so");
        bench.set("TRAP", path.to_str().unwrap());
        trap
    }

    /// The first run that logs this text stops there, once.
    pub(super) fn is_set_at(&self, text: &str) {
        let mut awaited = [0; LONGEST];
        awaited[..text.len()].copy_from_slice(text.as_bytes());
        self.awaited.write_all_at(&awaited, 0).unwrap();
    }

    /// Nobody is stopped.
    pub(super) fn is_open(&self) {
        self.awaited.write_all_at(&[0; LONGEST], 0).unwrap();
    }
}
