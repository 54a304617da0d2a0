//! The client against a scripted Moneybird.
#![cfg(test)]

mod access;
mod hostile;
mod paging;
mod refusals;
mod replies;
mod requests;
mod samples;
mod scripted;
mod secrets;
mod sentences;
mod specification;
mod unclear;
mod values;
