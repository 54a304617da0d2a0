//! What the letters say, and what they never do.
#![cfg(test)]

mod digest;
mod every;
mod sample;
