//! The transport over loopback sockets.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::thread::JoinHandle;

use remote::{Http, LARGEST_REPLY, Method, Request, SendError, Transport as _};
use url::Url;

use crate::fake::budget;

/// Takes one connection, reads the request, answers, and hands back what came in.
pub(crate) fn serve(
    answer: impl FnOnce(&mut TcpStream) + Send + 'static,
) -> (Url, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let seen = read(&stream);
        answer(&mut stream);
        seen
    });
    (url.parse().unwrap(), server)
}

fn read(stream: &TcpStream) -> String {
    let mut reader = BufReader::new(stream);
    let mut seen = String::new();
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        let lower = line.to_lowercase();
        if let Some(value) = lower.strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        seen.push_str(&line);
        if line == "\r\n" {
            break;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    seen.push_str(&String::from_utf8(body).unwrap());
    seen
}

pub(crate) fn say(text: &'static str) -> impl FnOnce(&mut TcpStream) + Send + 'static {
    move |stream| stream.write_all(text.as_bytes()).unwrap()
}

pub(crate) fn get(url: Url) -> Request {
    Request::new(Method::Get, url, budget())
}

#[tokio::test]
async fn the_wire_carries_exactly_what_was_asked() {
    let (url, server) =
        serve(say("HTTP/1.1 201 Created\r\nX-Hash: abc\r\nContent-Length: 5\r\n\r\n{\"a\"}"));
    let url = url.join("/api/v1/things/?a=b%5Ec&d=2026-01-01T00%3A00%3A00Z").unwrap();
    let mut request = Request::new(Method::Post, url, budget());
    request.headers = vec![("x-public", "k_2^7".to_owned())];
    request.body = Some(b"{\"u\":\"a\\/b\"}".to_vec());
    let reply = Http::new().unwrap().send(&request).await.unwrap();
    let seen = server.join().unwrap();
    let line = format!("POST {} HTTP/1.1\r\n", request.target());
    assert!(seen.starts_with(&line), "{seen}");
    assert!(seen.contains("x-public: k_2^7\r\n"), "{seen}");
    assert!(seen.ends_with("\r\n\r\n{\"u\":\"a\\/b\"}"), "{seen}");
    assert!(!seen.to_lowercase().contains("accept-encoding"), "{seen}");
    assert_eq!(reply.status, 201);
    assert_eq!(reply.header("x-hash"), Some("abc"));
    assert_eq!(reply.body, b"{\"a\"}");
}

#[tokio::test]
async fn each_method_has_its_word() {
    for method in [Method::Get, Method::Post, Method::Patch, Method::Put, Method::Delete] {
        let (url, server) = serve(say("HTTP/1.1 204 No Content\r\n\r\n"));
        let request = Request::new(method, url, budget());
        let reply = Http::new().unwrap().send(&request).await.unwrap();
        assert_eq!((reply.status, reply.body.len()), (204, 0));
        let seen = server.join().unwrap();
        assert!(seen.starts_with(&format!("{method} / HTTP/1.1")), "{seen}");
    }
}

#[tokio::test]
async fn a_refused_connection_never_opened() {
    let port = {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.local_addr().unwrap().port()
    };
    let url: Url = format!("http://127.0.0.1:{port}/?token=hush").parse().unwrap();
    let error = Http::new().unwrap().send(&get(url)).await.unwrap_err();
    assert!(matches!(error, SendError::NeverOpened(_)), "{error:?}");
    assert!(!error.to_string().contains("hush"), "{error}");
}

#[tokio::test]
async fn a_request_that_cannot_be_built_never_left() {
    let mut request = get("http://127.0.0.1:9/".parse().unwrap());
    request.headers = vec![("x-public", "two\nlines".to_owned())];
    let error = Http::new().unwrap().send(&request).await.unwrap_err();
    assert!(matches!(error, SendError::NeverOpened(_)), "{error:?}");
}

#[tokio::test]
async fn a_connection_closed_in_the_middle_broke_off() {
    for answer in [
        "",
        "HTTP/1.1 200 OK\r\nContent-",
        "HTTP/1.1 201 Created\r\nContent-Length: 100\r\n\r\n{\"id\":",
        "HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n",
    ] {
        let (url, server) = serve(say(answer));
        let result = Http::new().unwrap().send(&get(url)).await;
        server.join().unwrap();
        assert!(matches!(result, Err(SendError::BrokenOff(_))), "{answer:?}: {result:?}");
    }
}

// The connection closes on another thread, while this one waits for the server.
#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_huge_answer_is_cut_off() {
    let (url, server) = serve(|stream| {
        let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", LARGEST_REPLY * 4);
        stream.write_all(head.as_bytes()).unwrap();
        let chunk = vec![b'x'; 1024 * 1024];
        // The client hangs up before all is written; that is what is tested.
        while stream.write_all(&chunk).is_ok() {}
    });
    let error = Http::new().unwrap().send(&get(url)).await.unwrap_err();
    assert!(
        matches!(error, SendError::BrokenOff(ref text) if text.contains("larger than")),
        "{error:?}"
    );
    server.join().unwrap();
}

#[tokio::test]
async fn a_redirect_is_an_answer_like_any_other() {
    let elsewhere = TcpListener::bind("127.0.0.1:0").unwrap();
    elsewhere.set_nonblocking(true).unwrap();
    let location = elsewhere.local_addr().unwrap();
    let (url, server) = serve(move |stream| {
        let head = format!(
            "HTTP/1.1 302 Found\r\nLocation: http://{location}/\r\nContent-Length: 0\r\n\r\n"
        );
        stream.write_all(head.as_bytes()).unwrap();
    });
    let reply = Http::new().unwrap().send(&get(url)).await.unwrap();
    server.join().unwrap();
    assert_eq!(reply.status, 302);
    assert!(elsewhere.accept().is_err(), "nobody went there");
}
