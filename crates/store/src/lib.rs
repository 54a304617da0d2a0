#![doc = include_str!("../README.md")]

mod address;
mod allowance;
mod audit;
mod backup;
mod census;
mod columns;
mod connection;
mod contact;
#[cfg(test)]
mod contract;
mod engine;
mod entropy;
mod error;
mod fact;
mod grant;
mod hook;
mod id;
mod install;
mod instant;
mod lent;
mod listing;
mod mail;
mod migrations;
mod moving;
mod order;
mod people;
mod privacy;
mod protection;
mod seal;
mod sql;
mod statement;
mod store;
mod subscription;
mod token;
mod trouble;
mod watch;
mod worker;
mod write;

pub use audit::AuditEntry;
pub use backup::{Backup, BackupError, Copied, Restored, Resumption};
pub use census::{Census, Part, Trade};
pub use connection::{
    Connection, ConnectionId, Health, Holder, Lease, Mark, NewConnection, Secrets,
};
pub use contact::{Contact, ContactIntent, ContactState, MirroredContact};
pub use engine::Bounds;
pub use entropy::{Entropy, EntropyError, OsEntropy};
pub use error::{Error, Trouble};
pub use fact::Fact;
pub use grant::Grant;
pub use hook::{Call, Hook, HookSide};
pub use id::NotAnId;
pub use install::{Install, InstallId, InstallState};
pub use mail::{
    Ending, LetterKind, MailReader, NewLetter, Parcel, PostState, Posted, Telling, Way,
};
pub use moving::{Move, MoveError, MoveProgress, Moved, MovedTable, Passed};
pub use order::{
    Booking, Counts, ForeignInvoice, Intent, OrderRecord, OrderSummary, ReadyDay, Reason,
    SeenOrder, Sold, Stage, Stages, State, Step, Summarised,
};
pub use people::{
    Account, AccountId, AccountKind, Confirmation, Invitation, InvitationId, Invited, Language,
    Login, Member, MemberLogin, NewInvitation, Numbers, Role, Session, Unconfirmed, WayBack,
};
pub use privacy::{Forgotten, NumberedStep, Place, Scrubbed, Standing};
pub use protection::Protection;
pub use seal::{KeyCopy, KeyFileError, SealingKey, private_file};
pub use store::Store;
pub use subscription::EndedSubscription;
pub use token::Token;
pub use watch::{Moment, Watch};
pub use worker::{Worker, WorkerId};
pub use write::Write;
