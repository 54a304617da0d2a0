//! Mail against a real server on this machine.

mod addresses;
mod calls;
mod deaths;
mod news;
#[path = "../../../../../post/tests/post/server.rs"]
mod server;
mod trials;
mod ways;
mod world;
