#![doc = include_str!("../README.md")]

mod access;
mod administrations;
mod books;
mod client;
mod codes;
mod contacts;
mod decode;
mod error;
mod ids;
mod invalid;
mod invoices;
mod ledger_accounts;
mod money;
mod notice;
mod oauth;
mod page;
mod payments;
mod period;
pub mod probe;
mod reports;
mod sales_invoices;
mod synchronization;
mod tax_rates;
mod texts;
mod vocabulary;
mod webhooks;

pub use access::{API_URL, Access, Pace};
pub use administrations::Administration;
pub use books::Books;
pub use client::Client;
pub use codes::{CountryCode, Currency, CustomerId};
pub use contacts::{Contact, ContactName, DeliveryMethod, EmailAddress, NewContact};
pub use error::{Action, BadReply, Blame, Code, Error, Message};
pub use ids::{
    AdministrationId, ContactId, InvoiceId, LedgerAccountId, LineId, PaymentId, SalesInvoiceId,
    TaxRateId, WebhookId,
};
pub use invalid::Invalid;
pub use invoices::{
    Dates, Invoice, InvoiceFilter, InvoiceState, Line, Lines, NewInvoice, NewLine, StateFilter,
    TaxTotal,
};
pub use ledger_accounts::{AccountType, LedgerAccount};
pub use money::{Amount, Price};
pub use notice::{Forged, check_signature};
pub use oauth::{Application, Denied, OAUTH_URL, SCOPES, Tokens};
pub use page::Page;
pub use payments::{NewPayment, Payment, Settlement};
pub use period::{Month, Months, Period};
pub use reports::{AccountValue, AccountValues, GeneralLedger, ProfitLoss, TaxReportRow};
pub use sales_invoices::{SalesInvoice, SalesInvoiceState};
pub use synchronization::{Batch, Version};
pub use tax_rates::{TaxRate, TaxRateType};
pub use texts::{Description, Reference, Source, SourceUrl, TransactionIdentifier};
pub use webhooks::Webhook;
