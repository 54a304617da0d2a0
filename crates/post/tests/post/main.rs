//! Letters to a real server on this machine.
#![cfg(test)]

mod letters;
mod server;
