//! The rules of bookkeeping, by tables, worked examples and thousands of invented orders.
#![cfg(test)]

mod closing;
mod edits;
mod invoices;
mod money;
mod orders;
mod properties;
mod rates;
mod settings;
mod subjects;
mod summaries;
mod support;
mod switching;
mod texts;
