//! The papers, read back.
#![cfg(test)]

mod csv;
mod sample;
mod spreadsheet;
