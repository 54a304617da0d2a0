//! The shapes of interface.md, to the letter.

mod closing;
#[path = "../../../../papers/tests/papers/sample.rs"]
mod sample;
mod shapes;
