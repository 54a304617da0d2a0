//! A command that runs until it is asked to stop, and what it logs.

use std::io::{BufRead, BufReader, Lines, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStderr, Command, Stdio};

/// One under way; killed when a test fails before it was stopped.
pub(crate) struct Process {
    child: Child,
    log: Lines<BufReader<ChildStderr>>,
}

impl Process {
    pub(crate) fn start(mut command: Command) -> Self {
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let log = BufReader::new(child.stderr.take().unwrap()).lines();
        Self { child, log }
    }

    /// What follows `part` in the next line of the log that has it.
    #[track_caller]
    pub(crate) fn after(&mut self, part: &str) -> String {
        let line = self.line_with(part);
        line.split_once(part).unwrap().1.to_owned()
    }

    /// The next line of the log that has `part`.
    #[track_caller]
    pub(crate) fn line_with(&mut self, part: &str) -> String {
        self.until(part).pop().unwrap()
    }

    /// The next lines of the log, to the first that has `part`.
    #[track_caller]
    pub(crate) fn until(&mut self, part: &str) -> Vec<String> {
        let mut passed = Vec::new();
        for line in self.log.by_ref().map_while(Result::ok) {
            let is_found = line.contains(part);
            passed.push(line);
            if is_found {
                return passed;
            }
        }
        panic!("it ended without '{part}':\n{}", passed.join("\n"));
    }

    /// Asks it to stop, as systemd does; the exit code.
    pub(crate) fn stop(mut self) -> Option<i32> {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        self.child.wait().unwrap().code()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // One that was stopped cannot be killed any more.
        let _ = self.child.kill();
    }
}

/// Asks an address for a page; the whole answer.
pub(crate) fn get(address: &str, path: &str) -> String {
    let mut door = TcpStream::connect(address).unwrap();
    write!(door, "GET {path} HTTP/1.0\r\nhost: localhost\r\n\r\n").unwrap();
    let mut answer = String::new();
    door.read_to_string(&mut answer).unwrap();
    answer
}

/// Whether an answer says that all is well.
pub(crate) fn is_well(answer: &str) -> bool {
    answer.starts_with("HTTP/1.0 200") || answer.starts_with("HTTP/1.1 200")
}
