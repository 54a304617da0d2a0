//! The one place from which requests leave.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::outcome::is_refusal;
use crate::{
    Admission, Budget, Clock, Failure, Gate, Heard, Reply, Request, Source, Ticket, Transport,
    rate, redact,
};

/// Sends requests: paced by a gate, classified, redacted and counted. Nothing here repeats one.
#[derive(Clone)]
pub struct Caller {
    transport: Arc<dyn Transport>,
    gate: Arc<dyn Gate>,
    clock: Arc<dyn Clock>,
    heard: Arc<Heard>,
    source: Source,
    sent: Arc<Sent>,
}

/// How many requests left.
#[derive(Debug, Default)]
struct Sent {
    own: AtomicU64,
    /// How many of them were answered by 429.
    throttled: AtomicU64,
    /// Where they count as well.
    whole: Option<Arc<Sent>>,
}

impl Sent {
    fn one_more(&self) {
        self.own.fetch_add(1, Ordering::Relaxed);
        if let Some(whole) = &self.whole {
            whole.one_more();
        }
    }

    fn one_too_many(&self) {
        self.throttled.fetch_add(1, Ordering::Relaxed);
        if let Some(whole) = &self.whole {
            whole.one_too_many();
        }
    }
}

impl Caller {
    /// A caller with a counter of its own, which believes what its remote says of the time.
    pub fn new(transport: Arc<dyn Transport>, gate: Arc<dyn Gate>, clock: Arc<dyn Clock>) -> Self {
        let heard = Arc::new(Heard::new(Arc::clone(&clock)));
        Self { transport, gate, clock, heard, source: Source::Witness, sent: Arc::default() }
    }

    /// The same, with a time that others hear of as well; `source` is what its own remote is in that.
    #[must_use]
    pub fn hearing(self, heard: Arc<Heard>, source: Source) -> Self {
        Self { heard, source, ..self }
    }

    /// What time it is, as far as the answers tell.
    pub fn heard(&self) -> &Heard {
        &self.heard
    }

    /// How many requests left through this caller, its clones, and those that count apart from it.
    pub fn sent(&self) -> u64 {
        self.sent.own.load(Ordering::Relaxed)
    }

    /// How many of those the remote answered by 429: that too much is asked.
    pub fn throttled(&self) -> u64 {
        self.sent.throttled.load(Ordering::Relaxed)
    }

    /// The same, with a counter of its own; what it counts, this one counts too.
    #[must_use]
    pub fn apart(&self) -> Self {
        let sent = Sent { whole: Some(Arc::clone(&self.sent)), ..Sent::default() };
        Self { sent: Arc::new(sent), ..self.clone() }
    }

    /// The clock that requests are dated and paced by.
    pub fn clock(&self) -> &dyn Clock {
        self.clock.as_ref()
    }

    /// Sends `request` once, if its allowances have a place for it now.
    ///
    /// # Errors
    /// Every end but a 2xx answer; see [`Failure`] for what each proves.
    pub async fn call(&self, request: &Request) -> Result<Reply, Failure> {
        let tickets = self.admit(request).await?;
        let result = if request.fresh_until.is_some_and(|until| self.clock.monotonic() > until) {
            Err(Failure::Stale)
        } else {
            self.sent.one_more();
            tracing::trace!(?request, "leaves");
            match self.transport.send(request).await {
                Ok(reply) => {
                    self.heard.note(&reply, self.source);
                    self.classify(request, reply).await
                }
                Err(error) => {
                    Err(Failure::from_send(error, |text| redact::reason(text, &request.secrets)))
                }
            }
        };
        self.landed(tickets).await;
        tracing::debug!(?request, outcome = %describe(&result), "call");
        result
    }

    /// A place in each allowance that the request draws on. One that is taken while another has none
    /// stays taken: slower, never faster.
    async fn admit(&self, request: &Request) -> Result<Vec<Ticket>, Failure> {
        let mut tickets = Vec::new();
        for budget in std::iter::once(&request.budget).chain(&request.within) {
            let failure = match self.gate.admit(budget, self.heard.at_least()).await {
                Ok(Admission::Go(ticket)) => {
                    tickets.push(ticket);
                    continue;
                }
                Ok(Admission::Wait(until)) => Failure::Paced { until: self.heard.by_wall(until) },
                Err(error) => Failure::Gate(error),
            };
            self.landed(tickets).await;
            return Err(failure);
        }
        Ok(tickets)
    }

    async fn landed(&self, tickets: Vec<Ticket>) {
        for ticket in tickets {
            if let Err(error) = self.gate.landed(ticket, self.heard.at_most()).await {
                // The gate then keeps counting the request as late as it can be: slower, never faster.
                tracing::warn!(%error, "could not note that a request was answered");
            }
        }
    }

    async fn classify(&self, request: &Request, reply: Reply) -> Result<Reply, Failure> {
        let now = self.heard.at_least();
        if reply.status == 429 {
            self.sent.one_too_many();
            let until = rate::wait_until(&reply, &request.budget, now);
            // Which of its allowances is used up, the answer does not tell.
            for budget in std::iter::once(&request.budget).chain(&request.within) {
                self.block(budget, until).await;
            }
            let until = self.heard.by_wall(until);
            return Err(Failure::Throttled { until, reply });
        }
        if let Some(until) = rate::exhausted_until(&reply, &request.budget, now) {
            self.block(&request.budget, until).await;
        }
        if reply.is_success() {
            return Ok(reply);
        }
        if is_refusal(reply.status) {
            return Err(Failure::Refused(reply));
        }
        let text = redact::excerpt(&reply.body, &request.secrets);
        let reason = format!("status {}: {text}", reply.status);
        Err(Failure::Unknown { reason, reply: Some(reply) })
    }

    async fn block(&self, budget: &Budget, until: jiff::Timestamp) {
        if let Err(error) = self.gate.block(budget, until).await {
            tracing::warn!(%error, "could not note that the remote asked for a pause");
        }
    }
}

fn describe(result: &Result<Reply, Failure>) -> String {
    match result {
        Ok(reply) => format!("{reply:?}"),
        Err(failure) => failure.to_string(),
    }
}
