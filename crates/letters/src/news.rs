//! What there is to tell.

use bookkeeping::Money;
use jiff::civil::Date;

/// Something that somebody is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// Orders wait for a decision.
    Orders(Orders),
    /// Booking has stopped.
    Broken(Broken),
    /// The existing orders are in the books.
    Takeover(Takeover),
    /// A month is over.
    Month(Month),
    /// The free month is nearly over.
    Trial(Trial),
    /// Somebody gave this address, which is to be confirmed.
    Confirm(Confirm),
    /// Nothing: whether mail arrives.
    Test,
}

/// Orders that wait for a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Orders {
    /// How many there are.
    pub waiting: u64,
    /// What stands in their way, that of the most orders first.
    pub causes: Vec<Cause>,
    /// The address of the page that lists them.
    pub list: String,
}

/// What stands in the way of orders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    /// It, in the words of the pages.
    pub text: String,
    /// What to do about it.
    pub hint: String,
    /// The address where the manual says more of it.
    pub explained: String,
    /// Of how many orders.
    pub orders: u64,
    /// The first of those.
    pub first: Vec<Waiting>,
    /// The address of the page that lists them.
    pub list: String,
}

/// An order that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// The number that people see.
    pub number: String,
    /// What was to be paid.
    pub total: Money,
    /// In which currency (ISO 4217).
    pub currency: String,
    /// The address of its page.
    pub page: String,
}

/// Booking has stopped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// Why, and what to do about it.
    pub said: String,
    /// The address where the manual says more of it.
    pub explained: String,
}

/// The existing orders are in the books.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Takeover {
    /// Orders that are booked.
    pub booked: u64,
    /// Orders that wait for a decision.
    pub waiting: u64,
    /// What was sold and booked, the oldest month first.
    pub months: Vec<Sum>,
    /// The currency of the sums (ISO 4217).
    pub currency: String,
    /// The address of the page with the closing statements.
    pub closing: String,
}

/// What a month comes to, VAT included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    /// Its first day.
    pub first: Date,
    /// What the shop sold.
    pub shop: Money,
    /// What of it is booked.
    pub books: Money,
}

/// A month that is over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Month {
    /// Its first day.
    pub first: Date,
    /// Whether it closes.
    pub closes: bool,
    /// By how much shop and books differ.
    pub difference: Money,
    /// The currency of the amounts (ISO 4217).
    pub currency: String,
    /// The first of its orders that wait for a decision.
    pub orders: Vec<Waiting>,
    /// How many of those there are.
    pub waiting: u64,
    /// The address of the page with its closing statement.
    pub closing: String,
}

/// The free month is nearly over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trial {
    /// Its last day.
    pub last: Date,
    /// What a month costs from then on.
    pub price: Money,
    /// In which currency (ISO 4217).
    pub currency: String,
    /// Whether VAT is in the price.
    pub includes_vat: bool,
}

/// An address is to be confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirm {
    /// The address of the page that does it.
    pub page: String,
    /// For how many days it works.
    pub days: u64,
}
