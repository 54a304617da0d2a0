//! The site over a real database, asked as a browser would, without a socket.
#![cfg(test)]

mod browser;
mod doors;
mod health;
mod installs;
mod pages;
