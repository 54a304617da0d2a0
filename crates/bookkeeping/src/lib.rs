#![doc = include_str!("../README.md")]

mod administration;
mod country;
mod decide;
mod invoice;
mod language;
mod money;
mod order;
mod percentage;
mod refusal;
pub mod settings;
mod texts;

pub use administration::{Administration, LedgerAccount, TaxRate};
pub use country::Country;
pub use decide::{Readiness, decide, invoice_date, is_source_of, source_url};
pub use invoice::{Contact, Invoice, Line, Payment, SOURCE, VatRow};
pub use language::Language;
pub use money::Money;
pub use order::{Customer, Order, Row, amsterdam_day};
pub use percentage::Percentage;
pub use refusal::{Contradiction, Refusal};
pub use settings::{Settings, VatCase, VatEntry};
