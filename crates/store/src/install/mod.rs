//! Installs: what CCV Shop's App Store handed us for a shop, from the handshake until it is taken
//! away again.

mod reads;
mod record;
mod writes;

pub use record::{Install, InstallId, InstallState};
