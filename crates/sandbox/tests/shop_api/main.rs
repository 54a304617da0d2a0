//! The shop's API as a client sees it: signed requests over the router, in this process.
#![cfg(test)]

mod app_store;
mod back_office;
mod changes;
mod client;
mod courier;
mod faults;
mod filters;
mod installing;
mod invoices;
mod limits;
mod noise;
mod pages;
mod resources;
mod signatures;
mod totals;
