//! The real sync against both sandboxes in one process, on an embedded database (or on PostgreSQL:
//! `scripts/test-on-postgres`), with a clock that only the test moves.
#![cfg(test)]

mod administration;
mod ahead;
mod ask;
mod asked;
mod backups;
mod booking;
mod chosen;
mod closing;
mod corrected;
mod credited;
mod credits;
mod daily;
mod database;
mod discovery;
mod edits;
mod erased;
mod foreseen;
mod forgotten;
mod histories;
mod hooks;
mod installed;
#[path = "../histories/journal.rs"]
mod journal;
mod order_pages;
mod paid_later;
mod people;
mod probing;
mod put_off;
mod reconciliation;
mod reconciliation_cost;
#[path = "../../../sandbox/tests/books/referee.rs"]
mod referee;
mod referee_watches;
mod settings;
mod site;
mod standing;
mod statements;
mod switched;
mod switched_on;
mod taken_back;
mod told;
mod transport;
mod world;
