//! What the rest of the house relies on when it speaks with CCV Shop.
#![cfg(test)]

mod access;
mod calls;
mod errors;
mod fake;
mod hostile;
mod invoices;
mod noise;
mod orders;
mod paging;
mod rows;
mod secrecy;
mod shop;
mod signatures;
mod verification;
mod webhooks;
