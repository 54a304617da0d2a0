#![doc = include_str!("../README.md")]

mod app;
mod cause;
mod contact;
mod door;
mod health;
mod hook;
mod install;
mod look;
mod mailed;
mod manual;
mod pages;
mod problem;
mod reason;
mod router;
mod server;
mod statements;
mod texts;

pub use app::{App, Site};
pub use contact::Contact;
pub use door::{Network, NotANetwork, Proxy};
pub use health::HEALTH_WITHIN;
pub use mailed::{Hindrance, hindrance_of, hindrances, stopped, stopped_explained};
pub use router::router;
pub use server::serve;
pub use statements::make_statements;
