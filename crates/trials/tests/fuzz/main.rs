//! Everything that is parsed from outside, under noise: nothing panics, nothing hangs, what can be
//! read can be decided and comes back as it went in, and no text of an error carries a secret or
//! steers a terminal.
//!
//! Each target begins with its corpus and goes on with changes to it that a seed decides.
//! `TRIAL_SECONDS=60` tries fresh seeds for so long, `SEED=…` one seed again.
#![cfg(test)]

mod addresses;
mod app_store;
mod books;
#[path = "../histories/dice.rs"]
mod dice;
mod headers;
mod hooks;
mod hunt;
mod mutate;
mod orders;
#[path = "../../../bookkeeping/tests/bookkeeping/support/reading.rs"]
mod reading;
mod scripted;
mod settings;
mod shop;
mod signatures;
mod spans;
mod stored;
mod values;
