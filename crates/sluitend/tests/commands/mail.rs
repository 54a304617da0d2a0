//! `sluitend mail`, with a mail server on this machine.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::Path;
use std::thread::{JoinHandle, spawn};

use crate::{Run, run_on, run_with};

/// A server for one letter, which answers the recipient so; what it heard.
fn server(answer: &'static str) -> (u16, JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let serves = spawn(move || {
        let (stream, _) = listener.accept().unwrap();
        let (mut write, mut heard) = (stream.try_clone().unwrap(), Vec::new());
        write.write_all(b"220 mail.example\r\n").unwrap();
        let mut is_letter = false;
        for line in BufReader::new(stream).lines() {
            let Ok(line) = line else { break };
            let word = line.split([' ', ':']).next().unwrap_or_default().to_owned();
            let said = match (is_letter, word.as_str()) {
                (true, _) if line == "." => {
                    is_letter = false;
                    "250 queued as 42"
                }
                (true, _) => "",
                (false, "EHLO") => "250-mail.example\r\n250 AUTH PLAIN",
                (false, "AUTH") => "235 welcome",
                (false, "RCPT") => answer,
                (false, "DATA") => {
                    is_letter = true;
                    "354 go on"
                }
                (false, "QUIT") => "221 bye",
                _ => "250 ok",
            };
            heard.push(line);
            // Who has hung up hears no more.
            if !said.is_empty() && write.write_all(format!("{said}\r\n").as_bytes()).is_err() {
                break;
            }
        }
        heard
    });
    (port, serves)
}

fn tested(folder: &Path, port: u16, more: &[&str]) -> Run {
    let url = format!("smtp://books:geheim@127.0.0.1:{port}");
    let data = folder.to_str().unwrap();
    let args = [&["--data", data, "mail", "test", "bea@shop.example"], more].concat();
    run_with(&args, &[("SLUITEND_SMTP__URL", &url), ("SLUITEND_SMTP__FROM", "books@mail.example")])
}

#[test]
fn a_test_letter_is_sent_and_the_answer_told() {
    let folder = tempfile::tempdir().unwrap();
    let (port, serves) = server("250 ok");
    let run = tested(folder.path(), port, &["--json"]);
    let json = run.json();
    assert_eq!((run.code, json["outcome"].as_str()), (0, Some("sent")), "{run:?}");
    assert_eq!(json["answer"], "250 queued as 42");
    let heard = serves.join().unwrap();
    for line in ["RCPT TO:<bea@shop.example>", "Subject: Sluitend: test letter", "QUIT"] {
        assert!(heard.iter().any(|own| own == line), "{line}: {heard:?}");
    }
    assert!(!heard.iter().any(|own| own.starts_with("List-Unsubscribe")), "it was asked for");
}

#[test]
fn what_a_server_refuses_is_told_without_the_password() {
    let folder = tempfile::tempdir().unwrap();
    let (port, serves) = server("550 geheim is no user");
    let run = tested(folder.path(), port, &["--json"]);
    let [code, message, hint] = run.error();
    assert_eq!((run.code, code.as_str()), (3, "unreachable"), "{run:?}");
    assert!(message.ends_with("550 *** is no user") && hint.contains("smtp.from"), "{run:?}");
    serves.join().unwrap();
    // Nobody is there any more.
    let run = tested(folder.path(), port, &[]);
    assert_eq!(run.code, 3);
    assert!(run.stderr.contains("smtp.url") && !run.stderr.contains("geheim"), "{run:?}");
}

#[test]
fn without_a_server_nothing_is_sent_and_nothing_listed() {
    let folder = tempfile::tempdir().unwrap();
    let run = run_on(folder.path(), &["mail", "test", "bea@shop.example", "--json"]);
    assert_eq!((run.code, run.error()[0].as_str()), (2, "settings"), "{run:?}");
    let run = run_on(folder.path(), &["mail", "test", "bea", "--json"]);
    assert_eq!((run.code, run.error()[0].as_str()), (2, "usage"), "{run:?}");
    let run = run_on(folder.path(), &["mail", "list", "--json"]);
    assert_eq!((run.code, run.json()["letters"].as_array().map(Vec::len)), (0, Some(0)), "{run:?}");
    assert_eq!(run_on(folder.path(), &["mail", "list", "--limit", "0"]).code, 2);
}
