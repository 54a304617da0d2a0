//! What the shop holds. Amounts that follow from others are not kept but computed, so that an
//! order that was edited still adds up.

mod charges;
mod customer;
mod invoice;
mod order;
mod row;
mod settings;

pub use charges::{Charges, Coupon, ExtraOption, Taxes};
pub use customer::{Account, Address, Customer};
pub use invoice::{Invoice, InvoiceKind, InvoiceStatus};
pub use order::{Delivery, Number, Order, PaymentChoice, Sale};
pub use row::{Row, RowOption, RowType};
pub use settings::{GeozoneCountry, Merchant, Paymethod, StatusName, Tariff};
