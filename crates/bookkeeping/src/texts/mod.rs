//! The sentences, one file a language. A missing one does not compile: each matches every reason.

pub(crate) mod en;
pub(crate) mod nl;
