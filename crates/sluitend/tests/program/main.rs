//! The program itself, as a person or a script runs it, with both sandboxes over real sockets.

#![cfg(test)]

mod adopting;
mod backups;
mod closing;
mod correcting;
#[cfg(unix)]
mod crashes;
mod demo;
#[cfg(target_os = "linux")]
mod deploy;
mod door;
#[path = "../../../trials/tests/house/engine.rs"]
mod engine;
mod erasing;
mod faults;
mod keys;
mod leases;
mod probe;
mod protected;
mod refusals;
mod roles;
#[cfg(unix)]
mod running;
#[path = "../../../trials/tests/house/schema.rs"]
mod schema;
mod secrets;
#[path = "../../src/commands/demo/settings.rs"]
mod settings;
mod support;
#[cfg(feature = "otel")]
mod traces;
mod unknown_outcomes;
mod working;
