//! The commands that need no shop and no administration, as a person or a script runs them.

#![cfg(test)]

mod billing;
mod configuration;
mod door;
mod help;
mod installation;
mod mail;
mod migrate_to;
mod preview;
mod usage;

use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// What a run left behind.
#[derive(Debug)]
struct Run {
    code: i32,
    stdout: String,
    stderr: String,
}

impl Run {
    /// The one JSON document on stdout.
    fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The error in it: code, message and hint.
    fn error(&self) -> [String; 3] {
        let json = self.json();
        ["code", "message", "hint"].map(|name| json["error"][name].as_str().unwrap().to_owned())
    }
}

/// The program with an empty environment.
fn program(arguments: &[&str], variables: &[(&str, &str)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sluitend"));
    command.env_clear().args(arguments).envs(variables.iter().copied());
    command
}

/// Runs it.
fn run_with(arguments: &[&str], variables: &[(&str, &str)]) -> Run {
    let output = program(arguments, variables).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Run {
        code: output.status.code().unwrap(),
        stdout: text(output.stdout),
        stderr: text(output.stderr),
    }
}

/// Runs it without any variable.
fn run(arguments: &[&str]) -> Run {
    run_with(arguments, &[])
}

/// Runs it on a data folder.
fn run_on(folder: &Path, arguments: &[&str]) -> Run {
    run_with(arguments, &[("SLUITEND_DATA", folder.to_str().unwrap())])
}
