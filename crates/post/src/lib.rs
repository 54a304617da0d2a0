#![doc = include_str!("../README.md")]

mod hook;
mod mail;
mod outcome;
mod server;
mod session;

pub use hook::{Call, Hook, ShortSecret, signature};
pub use mail::Mail;
pub use outcome::Outcome;
pub use server::{Server, ServerError, is_address};
