//! Histories: the real sync, a real database, and every way in which the network and the machine can
//! fail, in one thread, with time and chance handed in (engineering: cheapest instrument first).
//!
//! Workers stop at each call to the database or to a remote. Whoever drives them says who goes on,
//! what becomes of a request, and who dies. What must always be true is checked after every step.
#![cfg(test)]

#[path = "../house/ask.rs"]
mod ask;
mod clock;
mod clocks;
#[path = "../house/database.rs"]
mod database;
mod dice;
mod exhaustive;
mod journal;
mod life;
mod lively;
mod mishap;
mod net;
mod pacing;
mod peace;
mod place;
mod plot;
mod proof;
mod random;
#[path = "../house/settings.rs"]
mod settings;
mod teeth;
mod world;
