//! States of an order, and stages of a booking.

use std::fmt;

/// Where an order stands (interface.md).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Not yet in a chosen status, or unpaid.
    Waiting,
    /// To be booked.
    Ready,
    /// An attempt is under way, or its outcome is not known yet.
    Booking,
    /// In the books, and read back from them.
    Booked,
    /// Needs a person.
    Refused,
    /// Set aside for good.
    Ignored,
    /// Edited in the shop after it was booked.
    Changed,
}

impl State {
    /// All states.
    pub const ALL: [Self; 7] = [
        Self::Waiting,
        Self::Ready,
        Self::Booking,
        Self::Booked,
        Self::Refused,
        Self::Ignored,
        Self::Changed,
    ];

    /// The word of interface.md.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Ready => "ready",
            Self::Booking => "booking",
            Self::Booked => "booked",
            Self::Refused => "refused",
            Self::Ignored => "ignored",
            Self::Changed => "changed",
        }
    }

    /// The state of that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// How far a booking is. The three stages that wait for an outcome are asked about after their
/// settle time, never repeated before (engineering.md §3.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Decided how to book it; nothing is under way.
    Planned,
    /// Its contact is being made.
    Contact,
    /// The request for the invoice left, or may have left.
    InvoiceSending,
    /// The invoice exists.
    InvoiceMade,
    /// The request for the payment left, or may have left.
    PaymentSending,
    /// The payment exists.
    PaymentMade,
    /// All of it was read back.
    Verified,
}

impl Stage {
    /// All stages, in the order in which a booking passes them.
    pub const ALL: [Self; 7] = [
        Self::Planned,
        Self::Contact,
        Self::InvoiceSending,
        Self::InvoiceMade,
        Self::PaymentSending,
        Self::PaymentMade,
        Self::Verified,
    ];

    /// The word in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Contact => "contact",
            Self::InvoiceSending => "invoice_sending",
            Self::InvoiceMade => "invoice_made",
            Self::PaymentSending => "payment_sending",
            Self::PaymentMade => "payment_made",
            Self::Verified => "verified",
        }
    }

    /// The stage of that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.as_str() == word)
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
