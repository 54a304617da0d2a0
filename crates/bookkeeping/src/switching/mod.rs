//! A shop that takes over from another program: which of the invoices in Moneybird are of which orders.
//!
//! What that program made carries no address of ours, only a reference. So an order is taken to be booked
//! where exactly one invoice bears its number, comes to the same and has its VAT where the settings put
//! it. Whatever else is found is for a person, who is shown it first.

mod adopt;
mod digest;
mod elsewhere;
mod matching;
mod propose;
pub(crate) mod sentences;
mod template;

use serde::{Deserialize, Serialize};

pub use adopt::adopted;
pub use digest::digest;
pub use elsewhere::Elsewhere;
pub use matching::{Claim, Matched, Paper, matched};
pub use propose::{Proposal, propose};
pub use template::Template;

/// What kind of invoice another program made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Foreign {
    /// An external sales invoice, as ours are.
    External,
    /// An invoice that Moneybird itself wrote, at that program's word.
    Sales,
}
