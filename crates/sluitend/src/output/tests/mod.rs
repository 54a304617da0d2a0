//! The shapes of interface.md, to the letter.

mod closing;
mod shapes;
mod spreadsheet;
