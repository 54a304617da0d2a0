//! Asks both remotes, one by one, what their documents leave open (moneybird-api.md §9.1,
//! ccvshop-api.md §11).
//!
//! In Moneybird it makes test documents, with a reference that begins with `sluitend-probe-`, and
//! removes them again; only in an administration that is a sandbox ([`allowed`]). In the shop it
//! only reads. Like a round it never sleeps: it says until when to wait, and goes on from there.

mod allowed;
mod asking;
mod books;
mod finding;
mod known;
mod meaning;
mod shop;
mod wording;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::{Connection, ConnectionId};

use crate::fault::{Code, Fault, Halt};
use crate::{Service, mishap};
use asking::Task;
use books::{Measured, Papers};

pub use finding::{Answer, Finding, Question, Side};
pub use known::{Known, Lag, Rounding};

/// The name of the fact that keeps the last report.
pub(crate) const FACT: &str = "probe";

/// Where a probe stopped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProbeStep {
    /// An allowance is used up until then, or it is too early to look again.
    Wait(Timestamp),
    /// All was asked, and what was made is removed.
    Done(Report),
}

/// What was found. Holds no secrets, and nothing of persons: neither names nor numbers of orders,
/// customers, shop or administration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// When it was finished.
    pub at: Timestamp,
    /// The version of this program.
    pub version: String,
    /// Requests to Moneybird, those for removing included.
    pub moneybird_calls: u64,
    /// Requests to the shop.
    pub ccvshop_calls: u64,
    /// What is used from now on.
    pub known: Known,
    /// References of test documents that Moneybird would not let us remove.
    pub left: Vec<String>,
    /// Each question.
    pub findings: Vec<Finding>,
}

/// A probe under way.
pub struct Probe {
    service: Service,
    connection: ConnectionId,
    /// The name that the person says is a sandbox's.
    named: Option<String>,
    papers: Option<Papers>,
    measured: Option<Measured>,
    sample: Vec<ccvshop::Order>,
    findings: Vec<Finding>,
    known: Known,
    /// How many tasks are done.
    done: usize,
    /// What stood in the way, while what was made is still to be removed.
    fault: Option<Fault>,
    calls: (u64, u64),
}

impl Service {
    /// A probe of both sides of a connection. `named` is the administration's name, given by a
    /// person who thereby says that it is a sandbox. Costs fewer than 60 calls to Moneybird and
    /// 40 to the shop.
    pub fn probe(&self, connection: &ConnectionId, named: Option<&str>) -> Probe {
        Probe {
            service: self.clone(),
            connection: connection.clone(),
            named: named.map(str::to_owned),
            papers: None,
            measured: None,
            sample: Vec::new(),
            findings: Vec::new(),
            known: Known::default(),
            done: 0,
            fault: None,
            calls: (0, 0),
        }
    }
}

impl Probe {
    /// Asks until all is answered or it has to wait. After a fault, too, everything that was made
    /// is removed first, as far as Moneybird can be reached.
    ///
    /// # Errors
    /// If the administration is not a sandbox (nothing was sent but reads then), or a remote side
    /// cannot be asked, or the database fails.
    pub async fn advance(&mut self) -> Result<ProbeStep, Fault> {
        let before = self.service.calls();
        let worked = Box::pin(self.work()).await;
        let after = self.service.calls();
        self.calls.0 += after.0.saturating_sub(before.0);
        self.calls.1 += after.1.saturating_sub(before.1);
        match worked {
            Ok(left) => self.finish(left).await,
            Err(Halt::Wait(until, _) | Halt::Settles(until)) => Ok(ProbeStep::Wait(until)),
            Err(Halt::Fault(fault)) => Err(fault),
        }
    }

    /// Works; at the end the references of what could not be removed.
    async fn work(&mut self) -> Result<Vec<String>, Halt> {
        let connection = self.service.connection(&self.connection).await?;
        if self.fault.is_none() {
            match Box::pin(self.ask_all(&connection)).await {
                Ok(()) => {}
                Err(halt @ (Halt::Wait(..) | Halt::Settles(_))) => return Err(halt),
                Err(Halt::Fault(fault)) => self.fault = Some(fault),
            }
        }
        let left = match self.papers.as_mut() {
            Some(papers) => papers.remove_all(&self.service).await,
            None => Ok(Vec::new()),
        };
        match (self.fault.take(), left) {
            (None, left) => left,
            (Some(fault), Ok(left)) if left.is_empty() => Err(fault.into()),
            (Some(fault), Err(halt @ Halt::Wait(..))) => {
                self.fault = Some(fault);
                Err(halt)
            }
            (Some(fault), _) => Err(self.with_remains(fault).into()),
        }
    }

    async fn ask_all(&mut self, connection: &Connection) -> Result<(), Halt> {
        let (shop, books) = self.service.clients(connection).await?;
        if self.papers.is_none() {
            let own = books.administration().await;
            let own = own.map_err(|error| mishap::moneybird(&error, self.service.language()))?;
            let own = own.ok_or_else(|| self.service.no_access(&[]))?;
            allowed::check(&own, self.named.as_deref(), self.service.language())?;
            self.papers = Some(Papers::take(&self.service, books, own).await?);
        }
        while let Some(task) = Task::ALL.get(self.done) {
            let found = self.ask(*task, connection, &shop).await?;
            self.findings.extend(found);
            self.done += 1;
        }
        Ok(())
    }

    async fn finish(&mut self, left: Vec<String>) -> Result<ProbeStep, Fault> {
        let report = Report {
            at: self.service.clock.now(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            moneybird_calls: self.calls.0,
            ccvshop_calls: self.calls.1,
            known: self.known.clone(),
            left,
            findings: std::mem::take(&mut self.findings),
        };
        let text = serde_json::to_string(&report)
            .map_err(|error| Fault::new(Code::Database, error.to_string(), ""))?;
        let put = self.service.store.put_fact(&self.connection, FACT, &text, report.at).await;
        put.map_err(|error| self.service.database(&error))?;
        Ok(ProbeStep::Done(report))
    }

    /// The fault, with a word about what may still be in the administration.
    fn with_remains(&self, fault: Fault) -> Fault {
        let remains = wording::remains(self.service.language());
        Fault { hint: format!("{} {remains}", fault.hint).trim().to_owned(), ..fault }
    }

    fn finding(&self, question: Question, answer: Answer, seen: impl Into<String>) -> Finding {
        Finding::new(question, answer, seen.into(), self.service.language())
    }
}
