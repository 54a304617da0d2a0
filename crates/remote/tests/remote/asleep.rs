//! A program that stood still while a request was on its way out.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpListener;
use std::thread::JoinHandle;
use std::time::Duration;

use remote::{Http, Limits, Method, Request, SendError, Transport as _};
use url::Url;

use crate::fake::budget;

/// How long a call may take here.
const CALL: Duration = Duration::from_millis(200);

const ANSWER: &[u8] = b"HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\n{}";

/// Answers the first request, and hands back all that came after it on the same connection.
fn serve() -> (Url, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = std::thread::spawn(move || {
        let (stream, _) = listener.accept().unwrap();
        let mut reader = BufReader::new(&stream);
        let mut line = String::new();
        while line != "\r\n" {
            line.clear();
            reader.read_line(&mut line).unwrap();
        }
        reader.read_exact(&mut [0; 2]).unwrap();
        (&stream).write_all(ANSWER).unwrap();
        let mut rest = Vec::new();
        // However the connection ends.
        let _ = reader.read_to_end(&mut rest);
        String::from_utf8(rest).unwrap()
    });
    (url.parse().unwrap(), server)
}

fn post(url: &Url, body: &str) -> Request {
    let mut request = Request::new(Method::Post, url.clone(), budget());
    request.body = Some(body.as_bytes().to_vec());
    request
}

/// Whether the second of two requests reached the remote, if the program stands still for so long after it
/// handed it to the connection that the first one left open.
async fn arrives_after(pause: Duration) -> (bool, Result<u16, SendError>) {
    let (url, server) = serve();
    let http = Http::with_limits(Limits { call: CALL, ..Limits::default() }).unwrap();
    http.send(&post(&url, "{}")).await.unwrap();
    // The connection goes back to where the next request finds it.
    for _ in 0..10 {
        tokio::task::yield_now().await;
    }
    let late = post(&url, r#"{"late":1}"#);
    let mut sending = http.send(&late);
    let begun = std::future::poll_fn(|context| {
        std::task::Poll::Ready(sending.as_mut().poll(context).is_pending())
    });
    assert!(begun.await, "it is under way");
    // Nothing is waited for: this is the program that does not run.
    std::thread::park_timeout(pause);
    let result = sending.await.map(|reply| reply.status);
    drop(http);
    // The connection is closed by what still runs here.
    let came = tokio::task::spawn_blocking(|| server.join().unwrap()).await.unwrap();
    (came.contains("late"), result)
}

#[tokio::test]
async fn what_was_on_its_way_out_when_the_program_fell_asleep_does_not_leave_too_late() {
    let (arrived, result) = arrives_after(CALL * 2).await;
    assert!(!arrived, "it left after the longest time that a call may take");
    assert!(matches!(result, Err(SendError::BrokenOff(_))), "{result:?}");
}

#[tokio::test]
async fn what_leaves_in_time_arrives() {
    let (arrived, result) = arrives_after(Duration::ZERO).await;
    assert!(arrived, "{result:?}");
}
