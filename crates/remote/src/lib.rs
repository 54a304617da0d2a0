#![doc = include_str!("../README.md")]

mod address;
mod caller;
mod clock;
mod gate;
mod heard;
mod http;
mod language;
mod leaving;
mod measure;
mod outcome;
pub mod rate;
pub mod redact;
mod request;
mod resolver;
mod transport;
mod window;
pub mod wire;

pub use address::{NotPublic, PublicAddress, is_loopback, is_public};
pub use caller::Caller;
pub use clock::{Clock, ManualClock, Passed, SystemClock};
pub use gate::{Admission, Gate, GateError, MemoryGate, Ticket};
pub use heard::{Heard, Source};
pub use http::{CALL_TIMEOUT, Http, LARGEST_REPLY, Limits};
pub use language::Language;
pub use measure::{DEEPEST, MOST_VALUES, TooMuch, measure};
pub use outcome::{Effect, Failure};
pub use request::{Budget, Method, Reply, Request};
pub use resolver::Lookup;
pub use transport::{Boxed, SendError, Transport};
pub use window::Window;
