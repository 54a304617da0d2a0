//! Between the remotes' words and bookkeeping's. Translation happens here and nowhere else.

mod administration;
mod contact;
mod credit;
mod held;
mod invoice;
mod offer;
mod order;

pub use administration::administration;
pub use contact::contact;
pub use credit::{credit, is_settled, part};
pub use held::{held, held_sales_invoice};
pub use invoice::{invoice, payment};
pub use offer::offer;
pub use order::{order, rows};
