//! The site over a real database, asked as a browser would, without a socket.
#![cfg(test)]

mod browser;
mod causes;
mod choosing;
mod closing;
#[path = "../../../trials/tests/house/database.rs"]
mod database;
mod doors;
mod health;
mod hooks;
mod installs;
mod letters;
mod log_in;
mod manual;
mod pages;
mod people;
mod plan;
#[path = "../../../papers/tests/papers/sample.rs"]
mod sample;
mod standing;
mod truths;
mod ways_back;
mod wizard;
