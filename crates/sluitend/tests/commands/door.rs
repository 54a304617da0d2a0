//! `sluitend serve`: the port, `/healthz`, and how it stops.

#![cfg(unix)]

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};

use crate::{program, run_with};

/// A port that was free a moment ago.
fn port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// The answer to a request, once the service is there.
fn ask(port: u16, child: &mut Child) -> String {
    loop {
        if let Ok(mut stream) = TcpStream::connect(("127.0.0.1", port)) {
            stream
                .write_all(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                .unwrap();
            let mut answer = String::new();
            stream.read_to_string(&mut answer).unwrap();
            return answer;
        }
        assert!(child.try_wait().unwrap().is_none(), "the service ended");
        std::thread::yield_now();
    }
}

fn signal(child: &Child, name: &str) {
    let id = child.id().to_string();
    assert!(Command::new("kill").args(["-s", name, &id]).status().unwrap().success());
}

#[test]
fn it_answers_and_stops_when_it_is_told_to() {
    for (name, form) in [("TERM", "text"), ("INT", "json")] {
        let folder = tempfile::tempdir().unwrap();
        let (port, data) = (port(), folder.path().to_str().unwrap());
        let listen = format!("127.0.0.1:{port}");
        let variables = [
            ("SLUITEND_DATA", data),
            ("SLUITEND_LISTEN", listen.as_str()),
            ("SLUITEND_LOG_FORMAT", form),
        ];
        let mut child = program(&["serve"], &variables).stderr(Stdio::piped()).spawn().unwrap();
        let answer = ask(port, &mut child);
        assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
        let body: serde_json::Value =
            serde_json::from_str(answer.split("\r\n\r\n").nth(1).unwrap()).unwrap();
        let version = env!("CARGO_PKG_VERSION");
        assert_eq!(body, serde_json::json!({"status": "ok", "version": version, "connections": 0}));

        let taken = run_with(&["serve", "--json"], &variables);
        let [code, message, hint] = taken.error();
        assert_eq!((taken.code, code.as_str()), (2, "settings"));
        assert!(message.contains(&listen) && hint.contains("listen"), "{taken:?}");

        signal(&child, name);
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{name}");
        let logs = String::from_utf8(output.stderr).unwrap();
        assert!(logs.contains("serving") && logs.contains("stopped"), "{logs}");
        let is_read = |line: &str| serde_json::from_str::<serde_json::Value>(line).is_ok();
        let last = logs.lines().last().unwrap();
        assert_eq!(is_read(last), form == "json", "the log can be read by machines: {last}");
    }
}
