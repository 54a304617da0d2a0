#![doc = include_str!("../README.md")]

mod administration;
pub mod closing;
mod country;
mod credit;
mod credited;
mod decide;
pub mod edit;
mod invoice;
mod kind;
mod language;
mod money;
mod order;
mod percentage;
pub mod rates;
mod refusal;
pub mod settings;
mod subject;
pub mod summary;
mod texts;
mod vat_number;
mod warning;

pub use administration::{Administration, LedgerAccount, TaxRate};
pub use country::Country;
pub use credit::Credit;
pub use credited::{CreditStands, Credits};
pub use decide::{Readiness, decide, decide_credit, invoice_date, obstacles, payment, repayment};
pub use invoice::{Contact, Invoice, Line, Payment, SOURCE, VatRow};
pub use kind::Kind;
pub use language::Language;
pub use money::Money;
pub use order::{Customer, Order, Row, amsterdam_day};
pub use percentage::Percentage;
pub use refusal::{Contradiction, Document, Refusal};
pub use settings::{Settings, VatCase, VatEntry};
pub use subject::{Subject, order_of_source, source_url};
pub use warning::Warning;
