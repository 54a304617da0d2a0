//! Commands that run until somebody stops them.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;

/// A command that runs, and the JSON document that it printed first. It is killed when a test
/// fails before it was stopped.
struct Running {
    child: Child,
    json: Value,
}

impl Running {
    fn start(arguments: &[&str]) -> Self {
        let mut child = program(arguments)
            .arg("--json")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let printed = serde_json::Deserializer::from_reader(child.stdout.as_mut().unwrap());
        let json = printed.into_iter().next().unwrap().unwrap();
        Self { child, json }
    }

    /// The first line on stderr that holds `part`.
    fn line_with(&mut self, part: &str) -> String {
        let mut lines = BufReader::new(self.child.stderr.take().unwrap()).lines();
        lines.find_map(|line| line.ok().filter(|line| line.contains(part))).unwrap()
    }

    /// Presses Ctrl-C; the exit code.
    fn stop(mut self) -> Option<i32> {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
        self.child.wait().unwrap().code()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // One that was stopped cannot be killed any more.
        let _ = self.child.kill();
    }
}

fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sluitend"));
    command.env_clear().args(arguments);
    if let Some(path) = std::env::var_os("PATH") {
        command.env("PATH", path);
    }
    command
}

#[track_caller]
fn json(output: &Output) -> Value {
    assert!(output.status.success(), "{output:?}");
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn the_sandbox_says_all_that_is_needed_to_use_it() {
    let folder = tempfile::tempdir().unwrap();
    let settings = folder.path().join("sandbox.toml");
    let settings = settings.to_str().unwrap();
    let sandbox = Running::start(&[
        "sandbox",
        "--shop-port",
        "0",
        "--books-port",
        "0",
        "--orders",
        "25",
        "--speed",
        "300",
        "--settings",
        settings,
    ]);
    let shape = &sandbox.json;
    let variables = shape["environment"].as_object().unwrap();
    let run = |arguments: &[&str]| {
        let variables = variables.iter().map(|(name, value)| (name, value.as_str().unwrap()));
        let data = folder.path().join("data");
        json(
            &program(arguments)
                .arg("--json")
                .envs(variables)
                .env("SLUITEND_DATA", data)
                .output()
                .unwrap(),
        )
    };
    let administration = shape["moneybird"]["administration"].as_str().unwrap();
    let url = shape["shop"]["url"].as_str().unwrap();
    let arguments =
        ["connect", "--shop-url", url, "--administration", administration, "--settings", settings];
    assert_eq!(run(&arguments)["administration"]["id"], administration);
    let synced = run(&["sync"]);
    assert!(synced["connections"][0]["booked_now"].as_u64().unwrap() > 10, "{synced:#}");
    assert_eq!(sandbox.stop(), Some(0));
}

#[test]
fn the_sandboxes_text_can_be_pasted_as_it_is() {
    let mut child =
        program(&["sandbox", "--shop-port", "0", "--books-port", "0", "--orders", "20"])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
    let mut script = String::from("set -e\n");
    let lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
    let mut pasted = lines.skip_while(|line| !line.starts_with("export "));
    for line in pasted.by_ref() {
        script.push_str(&line);
        script.push('\n');
        if line == "sluitend sync" {
            break;
        }
    }
    let own = Path::new(env!("CARGO_BIN_EXE_sluitend")).parent().unwrap();
    let path = format!("{}:{}", own.display(), std::env::var("PATH").unwrap());
    // Where `mktemp` makes what it is asked for, to be gone with the test.
    let folder = tempfile::tempdir().unwrap();
    let mut shell = Command::new("sh")
        .env("PATH", path)
        .env("TMPDIR", folder.path())
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    shell.stdin.take().unwrap().write_all(script.as_bytes()).unwrap();
    let ended = shell.wait().unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(ended.success(), "{script}");
}

#[test]
fn a_demo_that_stays_up_serves_and_is_gone_when_it_is_stopped() {
    let mut demo = Running::start(&["demo", "--booked", "--orders", "20", "--seed", "5"]);
    let folder = demo.json["folder"].as_str().unwrap().to_owned();
    assert_eq!(demo.json["difference"], "0.00");
    let line = demo.line_with("/in/");
    let address = line.trim().strip_prefix("http://").unwrap().split("/in/").next().unwrap();
    let mut door = TcpStream::connect(address).unwrap();
    door.write_all(b"GET /healthz HTTP/1.0\r\nhost: localhost\r\n\r\n").unwrap();
    let mut answer = String::new();
    door.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.") && answer.contains(" 200 "), "{answer}");

    // What it invites to do works.
    let run = |arguments: &[&str]| {
        json(&program(arguments).args(["--json", "--data", &folder]).output().unwrap())
    };
    let orders = run(&["orders", "--state", "booked"]);
    let number = orders["orders"][0]["number"].as_str().unwrap();
    assert_eq!(run(&["orders", "show", number])["orders"][0]["id"], orders["orders"][0]["id"]);
    let waiting = run(&["orders", "--state", "waiting"]);
    for order in waiting["orders"].as_array().unwrap() {
        let why = order["message"].as_str().unwrap();
        assert!(why.contains("7 is enough") || why.contains("unpaid"), "{order:#}");
    }
    let checks = run(&["doctor"])["checks"].clone();
    assert!(checks.as_array().unwrap().iter().all(|check| check["ok"] == true), "{checks:#}");
    let date = orders["orders"][0]["date"].as_str().unwrap();
    assert_eq!(run(&["close", "--period", &date[..7]])["closes"], true);
    assert_eq!(demo.stop(), Some(0));
    assert!(!Path::new(&folder).exists(), "the folder is gone");
}
