#![doc = include_str!("../README.md")]

mod administration;
mod book;
mod closing;
mod connect;
mod correct;
mod desk;
mod discover;
mod fault;
mod gate;
mod lookup;
mod mishap;
mod options;
mod people;
mod period;
mod preview;
mod probe;
mod reconcile;
mod resumption;
mod round;
mod service;
mod teeth;
pub mod translate;
mod turns;

pub use closing::{Closing, ClosingStep};
pub use connect::{ConnectRequest, Connected};
pub use correct::Proposed;
pub use fault::{Code, Fault};
pub use options::Options;
pub use people::{OrderView, view, warnings};
pub use period::Period;
pub use preview::{Preview, preview};
pub use probe::{Answer, Finding, Known, Lag, Probe, ProbeStep, Question, Report, Rounding, Side};
pub use round::{Progress, Round, Step, Tally};
pub use service::Service;
pub use teeth::Tooth;
pub use turns::Turns;
