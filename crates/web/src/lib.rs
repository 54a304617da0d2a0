#![doc = include_str!("../README.md")]

mod health;
mod server;

pub use health::router;
pub use server::serve;
