//! Every request comes in here: it is counted, maybe struck by a fault, checked and carried out.

use std::net::SocketAddr;
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::{ConnectInfo, State as Shared};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use serde_json::Value;

use super::Books;
use super::access::authenticate;
use super::answer::{Answer, damaged, instead, respond, retry_later, shown};
use super::day::Moment;
use super::fault::FaultKind;
use super::refusal::Refusal;
use super::reply::Reply;
use super::request::Request;
use super::route::{carry_out, is_report};
use super::state::State;
use super::traffic::Standing;

const LARGEST_BODY: usize = 4 * 1024 * 1024;

/// Answers one request.
pub(super) async fn serve(
    Shared(books): Shared<Books>,
    request: axum::extract::Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let (answer, standing, now) = match axum::body::to_bytes(body, LARGEST_BODY).await {
        Ok(bytes) => books.answer(&parts, &bytes),
        Err(_) => return StatusCode::PAYLOAD_TOO_LARGE.into_response(),
    };
    respond(answer, standing, now)
}

impl Books {
    fn answer(&self, parts: &Parts, bytes: &Bytes) -> (Answer, Standing, Timestamp) {
        let now = self.now();
        let mut state = self.lock();
        let path = parts.uri.path();
        let address = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let source = address.map(|info| info.0.ip().to_string()).unwrap_or_default();
        let standing = state.traffic.take(&source, is_report(path), now);
        if !standing.admitted {
            return (retry_later(), standing, now);
        }
        let moment = Moment::at(now);
        wake(&mut state, moment);
        let fault = state.faults.strike(&parts.method, path);
        if let Some(FaultKind::LateEffect(delay)) = fault {
            postpone(&mut state, parts, bytes, moment, delay);
        }
        if let Some(kind) = fault.filter(|kind| !kind.has_effect()) {
            return (instead(kind), standing, now);
        }
        let answer = shown(outcome(&mut state, parts, bytes, moment));
        let answer = match fault {
            Some(kind) => damaged(kind, answer),
            None => answer,
        };
        (answer, standing, now)
    }
}

/// Does what became due since the last request.
fn wake(state: &mut State, moment: Moment) {
    state.tick(moment);
    let waiting = std::mem::take(&mut state.delayed);
    let (due, later): (Vec<_>, Vec<_>) =
        waiting.into_iter().partition(|(arrival, _)| *arrival <= moment.now);
    state.delayed = later;
    for (_, mut request) in due {
        request.moment = moment;
        // Its caller has long been answered: nobody is left to hear the outcome.
        let _ = carry_out(state, &request);
    }
}

/// Keeps a request that would be let in for later.
fn postpone(state: &mut State, parts: &Parts, bytes: &Bytes, moment: Moment, delay: Duration) {
    let arrival = moment.now.checked_add(delay).unwrap_or(Timestamp::MAX);
    if let Ok(request) = admitted(state, parts, bytes, moment) {
        state.delayed.push((arrival, request));
    }
}

fn admitted(
    state: &State,
    parts: &Parts,
    bytes: &Bytes,
    moment: Moment,
) -> Result<Request, Refusal> {
    let scopes = authenticate(state, &parts.headers, moment.now)?.to_vec();
    let mut request = Request::new(&parts.method, &parts.uri, &parts.headers, bytes, moment)?;
    request.scopes = scopes;
    Ok(request)
}

fn outcome(state: &mut State, parts: &Parts, bytes: &Bytes, moment: Moment) -> Reply {
    let asked = admitted(state, parts, bytes, moment);
    asked.and_then(|request| carry_out(state, &request)).unwrap_or_else(Reply::from)
}

impl Books {
    /// Lets the books do something without a request.
    pub(super) fn quietly<T>(&self, act: impl FnOnce(&mut State, Moment) -> T) -> T {
        let moment = Moment::at(self.now());
        let mut state = self.lock();
        wake(&mut state, moment);
        act(&mut state, moment)
    }

    /// Lets the books do what a request would do.
    pub(super) fn directly(
        &self,
        act: impl FnOnce(&mut State, Moment) -> Result<Reply, Refusal>,
    ) -> Result<String, Value> {
        let reply = self.quietly(act).map_err(|refusal| refusal.body)?;
        let id = reply.body.as_ref().and_then(|body| body["id"].as_str()).unwrap_or_default();
        Ok(id.to_owned())
    }
}
