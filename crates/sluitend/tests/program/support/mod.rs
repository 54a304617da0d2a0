//! What the tests stand on.

mod bench;
mod books;
mod process;
mod run;
mod setup;

pub(crate) use bench::{Bench, KEY, SECRET, TOKEN, door, serve};
pub(crate) use books::{Sides, block_on};
pub(crate) use process::{Process, get, is_well};
pub(crate) use run::Run;
pub(crate) use setup::Setup;
