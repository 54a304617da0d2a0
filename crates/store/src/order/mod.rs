//! Orders, and where each stands on its way to being booked.

mod booking;
mod counts;
mod decisions;
mod foreign;
mod pages;
mod reads;
mod record;
mod review;
mod seen;
mod spans;
mod state;
mod steps;
mod summarised;
mod summary;

pub use booking::Intent;
pub use counts::{Counts, Reason, Stages};
pub use foreign::ForeignInvoice;
pub use record::{Booking, OrderRecord};
pub use seen::SeenOrder;
pub use spans::Sold;
pub use state::{Stage, State};
pub use steps::Step;
pub use summarised::{ReadyDay, Summarised};
pub use summary::OrderSummary;
