//! A statement: a name and a text that is fixed when the program is compiled.
//!
//! Every text that reaches a database stands in `sql/`. Under test the names of the statements
//! that ran are kept, so that the contract suite can show that it ran them all.

use std::pin::Pin;

use sqlx::any::{AnyArguments, AnyQueryResult, AnyRow};
use sqlx::{Any, AnyConnection, AnyPool, Encode, Executor, Type};

use crate::lent::Patience;

/// A statement with room for its arguments.
pub(crate) struct Query(sqlx::query::Query<'static, Any, AnyArguments>);

/// Where a statement can be run.
pub(crate) trait Place<'c> {
    /// What the driver runs it on.
    type Own: Executor<'c, Database = Any>;

    /// That, and how long to wait for an answer.
    fn parts(self) -> Result<(Self::Own, Patience<'c>), sqlx::Error>;
}

impl<'c> Place<'c> for &'c mut AnyConnection {
    type Own = Self;

    fn parts(self) -> Result<(Self, Patience<'c>), sqlx::Error> {
        Ok((self, Patience::for_ever()))
    }
}

impl<'c> Place<'c> for &'c AnyPool {
    type Own = Self;

    fn parts(self) -> Result<(Self, Patience<'c>), sqlx::Error> {
        Ok((self, Patience::for_ever()))
    }
}

impl Query {
    pub(crate) fn bind<'t, T: Encode<'t, Any> + Type<Any>>(self, value: T) -> Self {
        Self(self.0.bind(value))
    }

    pub(crate) fn execute<'c>(self, on: impl Place<'c>) -> Answer<'c, AnyQueryResult> {
        answer(on.parts().map(|(own, patience)| (own.execute(self.0), patience)))
    }

    pub(crate) fn fetch_one<'c>(self, on: impl Place<'c>) -> Answer<'c, AnyRow> {
        answer(on.parts().map(|(own, patience)| (own.fetch_one(self.0), patience)))
    }

    pub(crate) fn fetch_optional<'c>(self, on: impl Place<'c>) -> Answer<'c, Option<AnyRow>> {
        answer(on.parts().map(|(own, patience)| (own.fetch_optional(self.0), patience)))
    }

    pub(crate) fn fetch_all<'c>(self, on: impl Place<'c>) -> Answer<'c, Vec<AnyRow>> {
        answer(on.parts().map(|(own, patience)| (own.fetch_all(self.0), patience)))
    }
}

/// What comes of asking a database.
type Answer<'c, T> = Pin<Box<dyn Future<Output = Result<T, sqlx::Error>> + Send + 'c>>;

fn answer<'c, T: Send + 'c>(
    asked: Result<(Answer<'c, T>, Patience<'c>), sqlx::Error>,
) -> Answer<'c, T> {
    Box::pin(async move {
        let (asking, patience) = asked?;
        patience.wait(asking).await
    })
}

/// One named text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Statement {
    #[cfg(test)]
    pub(crate) name: &'static str,
    pub(crate) text: &'static str,
}

impl Statement {
    /// A text for one engine alone, or for a file of SQLite that is not the database: no case of the
    /// contract suite needs to have run it on both engines.
    pub(crate) const fn of_one_engine(text: &'static str) -> Self {
        Self {
            #[cfg(test)]
            name: "",
            text,
        }
    }

    /// The statement, ready for its arguments.
    pub(crate) fn query(self) -> Query {
        #[cfg(test)]
        executed::note(self.name);
        Query(sqlx::query(self.text))
    }
}

/// Declares named statements, and under test a list of them all.
macro_rules! statements {
    ($($(#[$about:meta])* $name:ident = $text:expr;)+) => {
        $(
            $(#[$about])*
            pub(crate) const $name: crate::statement::Statement = crate::statement::Statement {
                #[cfg(test)]
                name: concat!(module_path!(), "::", stringify!($name)),
                text: $text,
            };
        )+

        #[cfg(test)]
        pub(crate) const ALL: &[crate::statement::Statement] = &[$($name),+];
    };
}
pub(crate) use statements;

/// The names of the statements that this thread ran. Tests run on a runtime of one thread.
#[cfg(test)]
pub(crate) mod executed {
    use std::cell::RefCell;
    use std::collections::BTreeSet;

    thread_local! {
        static NAMES: RefCell<BTreeSet<&'static str>> = const { RefCell::new(BTreeSet::new()) };
    }

    pub(super) fn note(name: &'static str) {
        NAMES.with_borrow_mut(|names| names.insert(name));
    }

    pub(crate) fn names() -> BTreeSet<&'static str> {
        NAMES.with_borrow(Clone::clone)
    }
}
