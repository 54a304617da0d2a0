//! The program itself, and what the system and its own figures tell of it.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use remote::{Clock as _, SystemClock};

use crate::Failure;
use crate::processes::cpu_ms;

/// How long the program may take to start.
const PATIENCE: Duration = Duration::from_mins(2);

/// The environment in which it runs.
pub(crate) type Environment = BTreeMap<&'static str, String>;

/// The program in a data folder, not yet started.
pub(crate) fn command(folder: &Path, environment: &Environment) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sluitend"));
    command.env_clear().envs(environment).arg("--data").arg(folder);
    command
}

/// A `sluitend work` under way; it ends with this.
pub(crate) struct Worker {
    child: Child,
    metrics: String,
    /// From when it was started until it said that it works.
    pub(crate) started_in: Duration,
}

/// What is known of it at one moment.
#[derive(Default)]
pub(crate) struct Seen {
    /// Rounds that began no later than so many seconds after they were due, by that bound as it is written.
    pub(crate) late: Vec<(String, u64)>,
    pub(crate) turns: BTreeMap<String, u64>,
    pub(crate) overdue_seconds: u64,
    pub(crate) cpu_ms: u64,
}

impl Worker {
    /// Starts it.
    pub(crate) fn start(folder: &Path, environment: &Environment) -> Result<Self, Failure> {
        let clock = SystemClock::new();
        let mut command = command(folder, environment);
        command.env("SLUITEND_METRICS_LISTEN", "127.0.0.1:0").arg("work");
        let began = clock.monotonic();
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn()?;
        let log = BufReader::new(child.stderr.take().ok_or("no log")?);
        let (tell, told) = mpsc::channel();
        std::thread::spawn(move || {
            // It is read to its end, so that the program never waits for its reader.
            for line in log.lines().map_while(Result::ok) {
                if line.contains("working") || line.contains(" at=") || line.contains("ERROR") {
                    let _ = tell.send(line);
                }
            }
        });
        let mut own = Self { child, metrics: String::new(), started_in: Duration::ZERO };
        while own.metrics.is_empty() || own.started_in.is_zero() {
            let line = told.recv_timeout(PATIENCE)?;
            if let Some((_, address)) = line.split_once(" at=") {
                address.trim().clone_into(&mut own.metrics);
            } else if line.contains("working") {
                own.started_in = clock.monotonic().saturating_sub(began);
            } else {
                return Err(line.into());
            }
        }
        Ok(own)
    }

    /// What is known of it now.
    pub(crate) fn seen(&self) -> Result<Seen, Failure> {
        let mut door = TcpStream::connect(&self.metrics)?;
        write!(door, "GET /metrics HTTP/1.0\r\nhost: localhost\r\n\r\n")?;
        let mut text = String::new();
        door.read_to_string(&mut text)?;
        let mut seen = Seen { cpu_ms: cpu_ms(self.child.id())?, ..Seen::default() };
        for line in text.lines() {
            let Some((name, number)) = line.rsplit_once(' ') else { continue };
            let Ok(number) = number.parse() else { continue };
            let label = name.split('"').nth(1).unwrap_or_default().to_owned();
            if name.starts_with("sluitend_round_lateness_seconds_bucket") {
                seen.late.push((label, number));
            } else if name.starts_with("sluitend_turns_total") {
                seen.turns.insert(label, number);
            } else if name == "sluitend_overdue_seconds" {
                seen.overdue_seconds = number;
            }
        }
        if seen.late.is_empty() { Err("no figures".into()) } else { Ok(seen) }
    }

    /// Memory in kilobytes: `VmRSS` now, `VmHWM` at most.
    pub(crate) fn memory_kb(&self, what: &str) -> Result<u64, Failure> {
        let text = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = text.lines().find_map(|line| line.strip_prefix(what)?.strip_prefix(':'));
        let number = line.and_then(|line| line.split_whitespace().next()).ok_or("no memory")?;
        Ok(number.parse()?)
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // One that has ended cannot be killed any more.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
