//! A look over the store's shoulder: told of each call to the database, before and after.
//!
//! The trials stop a worker at such a moment, let it die there, or let another one go first. Nobody
//! watches the program itself.

use std::pin::Pin;

/// A moment around a call to the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Moment {
    /// Something is about to be read outside a transaction.
    BeforeRead,
    /// It was read.
    AfterRead,
    /// A transaction is about to begin.
    BeforeBegin,
    /// All is written, nothing is kept yet. The transaction is open.
    BeforeCommit,
    /// It is kept.
    AfterCommit,
}

/// Whoever watches. The call goes on when the answer comes; if that never comes, the caller has died.
pub trait Watch: Send + Sync {
    /// Told of a moment.
    fn at(&self, moment: Moment) -> Pin<Box<dyn Future<Output = ()> + Send + '_>>;
}
