//! Histories and what they come to, worked out by hand.
#![cfg(test)]

mod histories;
mod properties;
mod statements;
mod support;
