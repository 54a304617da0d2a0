//! Moving an installation from SQLite to PostgreSQL while others work on it.
//!
//! A pass compares both sides, stretch by stretch in the order of the keys, and writes what differs. The
//! first ones go while the work goes on: each reads SQLite as it is at one moment, so that references
//! hold, and each is shorter than the one before. What they wrote is kept, so a move that was interrupted
//! goes on from there. The last one holds the write lock of SQLite. It looks at all of SQLite again, as one
//! text for a stretch, but of PostgreSQL only at the stretches that changed since: nobody but the move could
//! write there.
//!
//! While it lasts PostgreSQL refuses every write that is not the move's, whatever version a program is
//! that had the empty database open already. When all has arrived, SQLite refuses every write for good, in
//! the same way. There is a moment at which neither can be written to, and none at which both can be; a move
//! that is interrupted in it is ended by another `migrate-to`.

mod check;
mod digest;
mod end;
mod error;
mod pass;
mod row;
mod start;
mod stretch;

pub(crate) use check::{check, check_room};
pub use end::{Moved, MovedTable};
pub use error::MoveError;
pub use pass::{MoveProgress, Passed};
pub use start::Move;
