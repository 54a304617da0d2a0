//! A shop that takes over from another program: what that one booked is recognised, shown, and only then
//! adopted, before anything is booked here.
//!
//! Like a closing statement it never sleeps: when an allowance is used up it says until when, keeps what
//! it read, and goes on from there. What is adopted stands in the store as booked before a round sees it,
//! so a round needs to know nothing of it.

mod apply;
mod look;
mod orders;
mod papers;
mod preview;
mod remarks;
mod verdict;

use std::collections::HashMap;

use bookkeeping::switching::Template;
use bookkeeping::{Order, Row, Settings};
use jiff::Timestamp;
use jiff::civil::Date;
use store::ConnectionId;

use crate::Service;
use crate::fault::{Fault, Halt};

pub use apply::{Applied, ApplyStep};
pub use preview::{AdoptionMonth, AdoptionPreview, AdoptionSum, Beyond};
pub use verdict::{Verdict, What};

/// What a person says of the program before.
#[derive(Debug, Clone, Default)]
pub struct AdoptRequest {
    /// The order up to which the books are filled, by its number; by its id where several have that.
    pub up_to: String,
    /// The first day that is looked at; none for that of the settings' history or, where they take over
    /// nothing, of the book year.
    pub from: Option<Date>,
    /// How the program wrote its references; none to have that proposed.
    pub templates: Vec<Template>,
    /// Settings that are not saved yet; none for those of the connection.
    pub settings: Option<Settings>,
}

/// Where it stopped.
#[derive(Debug)]
pub enum AdoptionStep {
    /// An allowance is used up until then.
    Wait(Timestamp),
    /// This is what would be done.
    Done(Box<AdoptionPreview>),
}

/// A preview in the making, and what it was made of.
pub struct Adoption {
    service: Service,
    connection: ConnectionId,
    request: AdoptRequest,
    orders: orders::Reader,
    papers: papers::Reader,
    /// The rows of orders of which one invoice was found, with the orders that they were read for; why not,
    /// where they could not be read.
    rows: HashMap<i64, (Order, Result<Vec<Row>, String>)>,
    /// The orders of the preview that was made last.
    known: HashMap<i64, Order>,
}

impl Service {
    /// What another program booked of a connection's orders. Costs a call to the shop for each hundred
    /// orders and one for each that has its invoice, and one to Moneybird for each hundred invoices.
    pub fn adoption(&self, connection: &ConnectionId, request: AdoptRequest) -> Adoption {
        Adoption {
            service: self.clone(),
            connection: connection.clone(),
            request,
            orders: orders::Reader::default(),
            papers: papers::Reader::default(),
            rows: HashMap::new(),
            known: HashMap::new(),
        }
    }
}

impl Adoption {
    /// The same question, with references that are written like this.
    pub fn written_as(&mut self, templates: Vec<Template>) {
        self.request.templates = templates;
    }

    /// Looks at everything anew, but for the rows of orders that are still the same: what was shown a while ago
    /// is not to be relied on.
    pub fn look_anew(&mut self) {
        self.orders = orders::Reader::default();
        self.papers = papers::Reader::default();
    }

    /// Reads until all is there or an allowance is used up. Nothing is changed by it.
    ///
    /// # Errors
    /// If a side cannot be asked, there is no such order, or the database fails. Nothing of what was read
    /// is lost by it.
    pub async fn advance(&mut self) -> Result<AdoptionStep, Fault> {
        match Box::pin(self.look()).await {
            Ok(preview) => Ok(AdoptionStep::Done(Box::new(preview))),
            Err(Halt::Wait(until, _) | Halt::Settles(until)) => Ok(AdoptionStep::Wait(until)),
            Err(Halt::Fault(fault)) => Err(fault),
        }
    }
}
