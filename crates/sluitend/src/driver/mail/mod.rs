//! Tells people by mail what they would want to know, without a page being open: notices it, writes the
//! letters, and sends them. Any worker does it; what keeps two from doing the same is in the database.

mod caller;
mod confirming;
mod event;
mod look_out;
mod orders;
mod postman;
mod trial;
mod writing;

#[cfg(test)]
mod tests;

use std::time::Duration;

use billing::Terms;
use post::{Hook, Server};
use remote::{Http, Limits};
use sync::{Fault, Service};
use url::Url;

use super::{Rested, rest_until};
use crate::stop::Stop;
use look_out::LookOut;

/// How often it is looked whether there is anything to tell.
const EVERY: Duration = Duration::from_mins(1);

/// How large the answer to a call may be: nobody reads it.
const LARGEST_ANSWER: usize = 64 * 1024;

/// How people are told.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mailing<'a> {
    /// The mail server, if letters are mailed.
    pub(crate) server: Option<&'a Server>,
    /// The address that is called, if a host does the telling itself.
    pub(crate) hook: Option<&'a Hook>,
    /// The address under which our pages are reached.
    pub(crate) public: &'a Url,
    /// What a month costs, if the host charges.
    pub(crate) terms: Option<&'a Terms>,
}

impl Mailing<'_> {
    /// The whole address of one of our pages.
    fn address(&self, path: &str) -> String {
        format!("{}{path}", self.public.as_str().trim_end_matches('/'))
    }
}

/// Runs until the program is asked to stop. What cannot be told now is told later: a fault is logged. Who can
/// tell nobody leaves everything to processes that can.
pub(crate) async fn mail(service: &Service, mailing: Mailing<'_>, stop: &Stop) {
    if mailing.server.is_none() && mailing.hook.is_none() {
        return;
    }
    let limits = Limits { reply: LARGEST_ANSWER, ..Limits::default() };
    let http = Http::with_limits(limits);
    if let (Some(_), Err(error)) = (mailing.hook, &http) {
        tracing::error!(%error, "calls cannot be made");
    }
    let mut look_out = LookOut::default();
    loop {
        let mut ended = vec![Box::pin(look_out.look(service, mailing)).await];
        if let Some(server) = mailing.server {
            ended.push(Box::pin(confirming::deliver(service, mailing, server, stop)).await);
            ended.push(Box::pin(postman::deliver(service, server, stop)).await);
        }
        if let (Some(hook), Ok(http)) = (mailing.hook, &http) {
            ended.push(Box::pin(caller::deliver(service, (hook, http), stop)).await);
        }
        for fault in ended.into_iter().filter_map(Result::<(), Fault>::err) {
            tracing::error!(code = fault.code.as_str(), "mail: {}", fault.message);
        }
        let now = service.clock().now();
        let soon = now.saturating_add(EVERY).unwrap_or(now);
        if rest_until(service.clock(), soon, stop).await == Rested::Stopped {
            return;
        }
    }
}
