//! Tells people by mail what they would want to know, without a page being open: notices it, writes the
//! letters, and sends them. Any worker does it; what keeps two from doing the same is in the database.

mod look_out;
mod orders;
mod postman;
mod writing;

#[cfg(test)]
mod tests;

use std::time::Duration;

use post::Server;
use sync::Service;
use url::Url;

use super::{Rested, rest_until};
use crate::stop::Stop;
use look_out::LookOut;

/// How often it is looked whether there is anything to tell.
const EVERY: Duration = Duration::from_mins(1);

/// How letters go out.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mailing<'a> {
    /// The mail server.
    pub(crate) server: &'a Server,
    /// The address under which our pages are reached.
    pub(crate) public: &'a Url,
}

impl Mailing<'_> {
    /// The whole address of one of our pages.
    fn address(&self, path: &str) -> String {
        format!("{}{path}", self.public.as_str().trim_end_matches('/'))
    }
}

/// Runs until the program is asked to stop. What cannot be told now is told later: a fault is logged. Without a
/// mail server it leaves everything to processes that have one.
pub(crate) async fn mail(service: &Service, mailing: Option<Mailing<'_>>, stop: &Stop) {
    let Some(mailing) = mailing else { return };
    let mut look_out = LookOut::default();
    loop {
        let looked = Box::pin(look_out.look(service, mailing)).await;
        let sent = Box::pin(postman::deliver(service, mailing.server, stop)).await;
        for fault in [looked, sent].into_iter().filter_map(Result::err) {
            tracing::error!(code = fault.code.as_str(), "mail: {}", fault.message);
        }
        let now = service.clock().now();
        let soon = now.saturating_add(EVERY).unwrap_or(now);
        if rest_until(service.clock(), soon, stop).await == Rested::Stopped {
            return;
        }
    }
}
