#![doc = include_str!("../README.md")]

mod address;
mod allowance;
mod backup;
mod columns;
mod connection;
mod contact;
#[cfg(test)]
mod contract;
mod engine;
mod entropy;
mod error;
mod fact;
mod instant;
mod listing;
mod migrations;
mod order;
mod seal;
mod sql;
mod statement;
mod store;
mod trouble;
mod watch;
mod write;

pub use backup::{Backup, BackupError, Copied, Restored, Resumption};
pub use connection::{
    Connection, ConnectionId, Health, Holder, Lease, NewConnection, NotAnId, Secrets,
};
pub use contact::{Contact, ContactIntent, ContactState, MirroredContact};
pub use entropy::{Entropy, EntropyError, OsEntropy};
pub use error::{Error, Trouble};
pub use fact::Fact;
pub use order::{
    Booking, Counts, Intent, OrderRecord, OrderSummary, ReadyDay, SeenOrder, Stage, State, Step,
    Summarised,
};
pub use seal::{KeyCopy, KeyFileError, SealingKey};
pub use store::Store;
pub use watch::{Moment, Watch};
pub use write::Write;
