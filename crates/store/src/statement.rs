//! A statement: a name and a text that is fixed when the program is compiled.
//!
//! Every text that reaches a database stands in `sql/`. Under test the names of the statements
//! that ran are kept, so that the contract suite can show that it ran them all.

use sqlx::Any;
use sqlx::any::AnyArguments;

/// A statement with room for its arguments.
pub(crate) type Query = sqlx::query::Query<'static, Any, AnyArguments>;

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
        sqlx::query(self.text)
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
