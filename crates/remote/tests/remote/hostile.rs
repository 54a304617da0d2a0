//! A remote that means harm, or has lost its mind: each call ends, soon, small and with a clear
//! error.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::sync::Arc;
use std::time::Duration;

use remote::{
    Caller, Effect, Failure, Http, Limits, ManualClock, MemoryGate, Method, Reply, Request,
    SendError, Transport as _,
};

use crate::fake::{budget, start};
use crate::http::{get, say, serve};

const GIGABYTE: usize = 1024 * 1024 * 1024;

/// Small enough for a test: 64 kB, a fifth of a second.
fn limits() -> Limits {
    let call = Duration::from_millis(200);
    Limits { connect: call, call, reply: 64 * 1024 }
}

/// The same with time enough for a slow machine.
fn small() -> Limits {
    Limits { reply: limits().reply, ..Limits::default() }
}

/// What a creating request to this server comes to.
async fn call(
    limits: Limits,
    answer: impl FnOnce(&mut TcpStream) + Send + 'static,
) -> Result<Reply, Failure> {
    let (url, server) = serve(answer);
    let http = Arc::new(Http::with_limits(limits).unwrap());
    let gate = Arc::new(MemoryGate::new(Duration::from_secs(30)));
    let caller = Caller::new(http, gate, Arc::new(ManualClock::at(start())));
    let mut request = Request::new(Method::Post, url, budget());
    request.headers = vec![("authorization", "Bearer hush".to_owned())];
    request.secrets = vec!["hush".into()];
    let result = caller.call(&request).await;
    drop(caller);
    server.join().unwrap();
    result
}

/// The failure, of which it is certain that nothing is certain, and that it can be shown.
fn unknown(result: Result<Reply, Failure>) -> String {
    let failure = result.unwrap_err();
    assert_eq!(failure.effect(), Effect::Unknown, "{failure:?}");
    let text = failure.to_string();
    assert!(!text.contains("hush"), "{text}");
    assert!(!text.contains(char::is_control), "{text:?}");
    assert!(text.len() < 700, "{} bytes", text.len());
    text
}

/// Waits until the client has hung up.
fn wait(stream: &mut TcpStream) {
    let mut rest = Vec::new();
    let _ = stream.read_to_end(&mut rest);
}

/// Writes the same again and again, until the client has hung up or this many bytes are out.
fn pour(stream: &mut TcpStream, piece: &[u8], most: usize) {
    let mut written = 0;
    while written < most && stream.write_all(piece).is_ok() {
        written += piece.len();
    }
    assert!(written < most, "the client took all of it");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn what_announces_a_gigabyte_is_not_even_begun() {
    for length in [GIGABYTE.to_string(), u64::MAX.to_string()] {
        let text = unknown(
            call(small(), move |stream| {
                let head = format!("HTTP/1.1 201 Created\r\nContent-Length: {length}\r\n\r\n");
                stream.write_all(head.as_bytes()).unwrap();
                // Not a byte of it ever comes.
                wait(stream);
            })
            .await,
        );
        // A length near the end of what 64 bits hold is no length to the parser.
        assert!(text.contains("larger than 65536 bytes") || text.contains("network error"));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_gigabyte_in_pieces_is_cut_off() {
    let text = unknown(
        call(small(), |stream| {
            stream
                .write_all(b"HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n")
                .unwrap();
            let mut piece = b"4000\r\n".to_vec();
            piece.extend(std::iter::repeat_n(b'x', 0x4000));
            piece.extend(b"\r\n");
            pour(stream, &piece, GIGABYTE);
        })
        .await,
    );
    assert!(text.contains("larger than 65536 bytes"), "{text}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn an_answer_without_an_end_is_cut_off() {
    let text = unknown(
        call(small(), |stream| {
            stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").unwrap();
            pour(stream, &[b'x'; 4096], GIGABYTE);
        })
        .await,
    );
    assert!(text.contains("larger than 65536 bytes"), "{text}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn chunks_with_endless_remarks_are_cut_off() {
    unknown(
        call(small(), |stream| {
            stream.write_all(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;").unwrap();
            pour(stream, &[b'x'; 4096], GIGABYTE);
        })
        .await,
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_packed_answer_is_never_unpacked() {
    // The beginning of a gzip stream; what it would come to does not matter.
    let body = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03hush";
    let packed = move |status: &'static str, coding: &'static str| {
        move |stream: &mut TcpStream| {
            let length = body.len();
            let head = format!(
                "HTTP/1.1 {status}\r\nContent-Encoding: {coding}\r\nContent-Length: {length}\r\n\r\n"
            );
            stream.write_all(head.as_bytes()).unwrap();
            stream.write_all(body).unwrap();
        }
    };
    for coding in ["gzip", "br", "zstd", "deflate", "GZIP", "gzip, gzip"] {
        let text = unknown(call(small(), packed("201 Created", coding)).await);
        assert!(text.contains("compressed"), "{text}");
        // A status says what it says all the same.
        let failure = call(small(), packed("422 No", coding)).await.unwrap_err();
        assert_eq!(failure.effect(), Effect::None, "{failure:?}");
    }
    for coding in ["identity", "Identity", ""] {
        assert_eq!(call(small(), packed("200 OK", coding)).await.unwrap().body, body);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_drip_is_cut_off_by_the_time_of_the_whole_call() {
    for head in [
        "",
        "HTTP/1.1 200 OK\r\nX-Drip: ",
        "HTTP/1.1 200 OK\r\nContent-Length: 60000\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
    ] {
        let text = unknown(
            call(limits(), move |stream| {
                stream.write_all(head.as_bytes()).unwrap();
                stream.set_read_timeout(Some(Duration::from_millis(20))).unwrap();
                let drop: &[u8] =
                    if head.ends_with("chunked\r\n\r\n") { b"1\r\nx\r\n" } else { b"H" };
                let mut drops = 0;
                // A byte whenever nothing is heard for a while; the end is heard.
                while drops < 3_000 {
                    let mut byte = [0];
                    if let Ok(0) = stream.read(&mut byte) {
                        break;
                    }
                    if !head.is_empty() && stream.write_all(drop).is_err() {
                        break;
                    }
                    drops += 1;
                }
                assert!(drops < 3_000, "nobody hung up");
            })
            .await,
        );
        assert!(text.contains("no answer in time"), "{head:?}: {text}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_head_without_measure_is_refused() {
    let huge = |stream: &mut TcpStream| {
        stream.write_all(b"HTTP/1.1 200 OK\r\nX-Huge: ").unwrap();
        pour(stream, &[b'x'; 4096], GIGABYTE);
    };
    unknown(call(small(), huge).await);
    let many = |stream: &mut TcpStream| {
        stream.write_all(b"HTTP/1.1 200 OK\r\n").unwrap();
        pour(stream, b"X-One-More: of many\r\n", GIGABYTE);
    };
    unknown(call(small(), many).await);
    let over = "X-One-More: of many\r\n".repeat(101);
    let over = format!("HTTP/1.1 200 OK\r\n{over}Content-Length: 0\r\n\r\n");
    unknown(call(small(), move |stream| stream.write_all(over.as_bytes()).unwrap()).await);
    // Those who say "go on" for ever.
    let interim = |stream: &mut TcpStream| {
        pour(stream, &b"HTTP/1.1 103 Early Hints\r\n\r\n".repeat(100), GIGABYTE);
    };
    unknown(call(limits(), interim).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_head_that_is_no_http_is_refused() {
    for head in [
        "garbage\x1b[2J\r\nhush\r\n\r\n",
        "HTTP/9.9 200 OK\r\n\r\n",
        "HTTP/1.1 2000 OK\r\n\r\n",
        "HTTP/1.1 xxx\r\n\r\n",
        "<html>hush</html>\r\n\r\n",
        "\0\0\0\0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nNo colon\r\n\r\n",
        "HTTP/1.1 200 OK\r\nX-Nul: a\0b\r\n\r\n",
        "HTTP/1.1 200 OK\r\nX-Escape: \x1b[31m\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    ] {
        let text = unknown(call(small(), say(head)).await);
        assert!(text.contains("network error"), "{head:?}: {text}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_header_that_is_no_text_is_left_out() {
    let answer = |stream: &mut TcpStream| {
        let head =
            b"HTTP/1.1 200 OK\r\nX-Odd: \xff\xfe\r\nX-Good: yes\r\nContent-Length: 0\r\n\r\n";
        stream.write_all(head).unwrap();
    };
    let reply = call(small(), answer).await.unwrap();
    assert_eq!((reply.header("x-odd"), reply.header("x-good")), (None, Some("yes")));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_redirect_proves_nothing_and_is_shown_on_one_line() {
    for status in [301, 302, 303, 307, 308] {
        let head = format!(
            "HTTP/1.1 {status} Elsewhere\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 12\r\n\r\n\
             to\n\x1b[2Jhush\n"
        );
        let result = call(small(), move |stream| stream.write_all(head.as_bytes()).unwrap()).await;
        let text = unknown(result);
        assert!(text.ends_with(&format!("status {status}: to [2J***")), "{text}");
    }
}

#[tokio::test]
async fn nothing_that_breaks_a_line_gets_into_a_header() {
    for value in ["a\r\nx-evil: 1", "a\nb", "a\rb", "a\0b", "\x7f"] {
        let mut request = get("http://127.0.0.1:9/".parse().unwrap());
        request.headers = vec![("x-public", value.to_owned())];
        let error = Http::new().unwrap().send(&request).await.unwrap_err();
        assert!(matches!(error, SendError::NeverOpened(_)), "{value:?}: {error:?}");
    }
}
