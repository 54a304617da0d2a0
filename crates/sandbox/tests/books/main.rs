//! The sandbox's Moneybird, driven as its callers drive it.

#![cfg(test)]

mod bench;
mod contacts;
mod faults;
mod invoices;
mod limits;
mod lists;
mod oauth;
mod pages;
mod payments;
mod referee;
mod reports;
mod totals;
mod webhooks;
