//! One run of the program.

use std::fmt;
use std::process::Output;

use serde_json::Value;

/// How a run ended and what it printed.
pub(crate) struct Run {
    pub(crate) exit: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// As it was printed, so that a failing test can be read.
impl fmt::Debug for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "exit {}\n{}\n{}", self.exit, self.stdout, self.stderr)
    }
}

impl Run {
    pub(crate) fn of(output: &Output) -> Self {
        Self {
            exit: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// The one JSON document on stdout.
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error} in {self:#?}"))
    }

    /// Asserts the exit code.
    #[track_caller]
    pub(crate) fn ended(self, exit: i32) -> Self {
        assert_eq!(self.exit, exit, "{self:#?}");
        self
    }

    /// Asserts that it ended with this error, and that it says what to do.
    #[track_caller]
    pub(crate) fn failed(self, code: &str, exit: i32) -> Self {
        let error = self.json()["error"].clone();
        assert_eq!(error["code"], code, "{self:#?}");
        for name in ["message", "hint"] {
            assert!(error[name].as_str().is_some_and(|text| !text.is_empty()), "{error:#}");
        }
        self.ended(exit)
    }

    /// The one connection of a sync.
    #[track_caller]
    pub(crate) fn synced(&self) -> Value {
        let json = self.json();
        let connections = json["connections"].as_array().cloned().unwrap_or_default();
        assert_eq!(connections.len(), 1, "{self:#?}");
        connections.into_iter().next().unwrap()
    }
}
