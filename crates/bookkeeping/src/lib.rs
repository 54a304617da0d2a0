#![doc = include_str!("../README.md")]

mod administration;
pub mod closing;
mod country;
mod decide;
pub mod edit;
mod invoice;
mod language;
mod money;
mod order;
mod percentage;
mod refusal;
pub mod settings;
mod subject;
mod texts;

pub use administration::{Administration, LedgerAccount, TaxRate};
pub use country::Country;
pub use decide::{Readiness, decide, invoice_date};
pub use invoice::{Contact, Invoice, Line, Payment, SOURCE, VatRow};
pub use language::Language;
pub use money::Money;
pub use order::{Customer, Order, Row, amsterdam_day};
pub use percentage::Percentage;
pub use refusal::{Contradiction, Document, Refusal};
pub use settings::{Settings, VatCase, VatEntry};
pub use subject::{Subject, order_of_source, source_url};
