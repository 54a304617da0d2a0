//! Drives rounds. This is the only place in the program that sleeps: until an allowance frees, an
//! outcome settles, or the next connection is due.

mod absence;
mod adopting;
mod background;
mod closing;
mod heartbeat;
mod host;
mod mail;
mod opening;
mod owner;
mod pass;
mod patience;
mod probing;
mod rest;
mod statements;
mod subscriptions;
mod sweep;
mod telling;

pub(crate) use adopting::{adopted, looked};
pub(crate) use background::background;
pub(crate) use closing::closed;
pub(crate) use mail::{Mailing, mail};
pub(crate) use opening::opened;
pub(crate) use owner::owner;
pub(crate) use pass::{Ended, Pass};
pub(crate) use patience::patiently;
pub(crate) use probing::probed;
pub(crate) use rest::{Rested, rest_until};
pub(crate) use statements::statements;
