//! What the rest of the house relies on when it sends a request.
#![cfg(test)]

mod address;
mod asleep;
mod caller;
mod classification;
mod fake;
mod hostile;
mod http;
mod measure;
mod rate;
mod redaction;
mod window;
mod wire;
