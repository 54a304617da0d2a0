//! One request: counted, checked, answered, signed.

use axum::body::Bytes;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use jiff::Timestamp;

use super::answer::Refusal;
use super::fault::Misfortune;
use super::handle::Shop;
use super::limits::Exceeded;
use super::query::Query;
use super::render::View;
use super::reply::{Reply, spoil};
use super::route;
use super::signature::{is_recent, message, verify};

const ROOT: &str = "/api/rest/v1";
const LARGEST_BODY: usize = 1 << 20;

/// A request that was let in.
pub(crate) struct Call<'a> {
    pub(crate) method: &'a str,
    /// The path below the root, without empty parts.
    pub(crate) segments: Vec<&'a str>,
    pub(crate) query: Query,
    pub(crate) body: &'a [u8],
    pub(crate) view: View<'a>,
    pub(crate) now: Timestamp,
}

impl Call<'_> {
    /// The link to what was asked.
    pub(crate) fn href(&self) -> String {
        self.page_href(self.query.raw())
    }

    /// The same with another query.
    pub(crate) fn page_href(&self, query: &str) -> String {
        let path = self.segments.join("/");
        let slash = if path.is_empty() { "" } else { "/" };
        let question = if query.is_empty() { "" } else { "?" };
        self.view.href(&format!("{path}{slash}{question}{query}"))
    }
}

pub(super) async fn handle(State(shop): State<Shop>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let method = parts.method.as_str();
    let uri = parts.uri.path_and_query().map_or("/", |uri| uri.as_str());
    let now = shop.options().clock.now();
    let reply = match axum::body::to_bytes(body, LARGEST_BODY).await {
        Ok(body) => shop.reply(method, &parts.uri, &parts.headers, &body, now),
        Err(_) => shop.refuse(&Refusal::new("500.80", "The body is too big.")),
    };
    shop.respond(method, uri, reply, now)
}

impl Shop {
    fn reply(
        &self,
        method: &str,
        uri: &Uri,
        headers: &HeaderMap,
        body: &Bytes,
        now: Timestamp,
    ) -> Reply {
        let Some(path) = uri.path().strip_prefix(ROOT) else {
            return Reply::html(404, "Pagina niet gevonden");
        };
        let line = uri.path_and_query().map_or("/", |uri| uri.as_str());
        let segments: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let resource = resource(&segments);
        self.state().count(method, resource);
        let misfortune = self.faults().strike(method, line);
        if let Some(reply) = misfortune.as_ref().and_then(|kind| self.instead(kind)) {
            return reply;
        }
        let answer = self
            .admit(method, line, headers, body, now)
            .and_then(|()| self.limit(method, resource, now))
            .and_then(|()| {
                let query = Query::parse(uri)?;
                let view = View { options: self.options() };
                let call = Call { method, segments, query, body, view, now };
                route::dispatch(&call, &mut self.state())
            });
        let reply = match answer {
            Ok(answer) => Reply::of(answer),
            Err(refusal) => self.refuse(&refusal),
        };
        spoil(reply, misfortune.as_ref())
    }

    /// Checks key, clock and hash (ccvshop-api.md §1.2).
    fn admit(
        &self,
        method: &str,
        line: &str,
        headers: &HeaderMap,
        body: &[u8],
        now: Timestamp,
    ) -> Result<(), Refusal> {
        let state = self.state();
        let key = &state.key;
        let text = |name: &str| {
            headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
        };
        let (public, date) = (text("x-public"), text("x-date"));
        if key.withdrawn || public != key.current.public {
            return Err(Refusal::unauthorized("401.10", "This key is not known."));
        }
        if !is_recent(date, now) {
            return Err(Refusal::unauthorized("401.20", "x-date is too far from now."));
        }
        let signed = message(public, method, line, body, date);
        if verify(&key.current.secret, &signed, text("x-hash")) {
            Ok(())
        } else {
            Err(Refusal::unauthorized("401.30", "x-hash does not fit the request."))
        }
    }

    fn limit(&self, method: &str, resource: &str, now: Timestamp) -> Result<(), Refusal> {
        self.state().windows.take(method, resource, now).map_err(|exceeded| match exceeded {
            Exceeded::Resource => throttled(),
            Exceeded::Total => Refusal::new("429.11", "Too many requests over the whole API."),
        })
    }

    /// What a misfortune answers instead of doing anything.
    fn instead(&self, misfortune: &Misfortune) -> Option<Reply> {
        match misfortune {
            Misfortune::Html502 => Some(Reply::bad_gateway()),
            Misfortune::HtmlOk => Some(Reply::html(200, "Deze webshop is in onderhoud")),
            Misfortune::Status500 { code } => {
                let status = Refusal::new(code, "The reply does not fit its own schema.");
                Some(self.refuse(&status))
            }
            Misfortune::Throttle => Some(self.refuse(&throttled())),
            Misfortune::Unauthorized => {
                let refusal = Refusal::unauthorized("401.10", "This key is not known.");
                Some(self.refuse(&refusal))
            }
            Misfortune::BrokenJson
            | Misfortune::WrongSignature
            | Misfortune::NoSignature
            | Misfortune::Post204
            | Misfortune::LostReply => None,
        }
    }
}

fn throttled() -> Refusal {
    Refusal::new("429.10", "Each method in each resource has a limit of requests per minute.")
}

/// The last name in a path: `orderrows` for `/orders/5/orderrows/` (§1.6).
fn resource<'a>(segments: &[&'a str]) -> &'a str {
    let is_name = |part: &&&str| !part.bytes().all(|byte| byte.is_ascii_digit());
    segments.iter().rfind(is_name).copied().unwrap_or("root")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_name_is_the_resource() {
        for (path, name) in [
            (vec![], "root"),
            (vec!["orders"], "orders"),
            (vec!["orders", "5"], "orders"),
            (vec!["orders", "5", "orderrows"], "orderrows"),
        ] {
            assert_eq!(resource(&path), name);
        }
    }
}
