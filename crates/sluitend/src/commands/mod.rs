//! The commands, a file each. Each takes the program and its own arguments, and ends with an exit
//! code or with a fault that `main` tells.

mod adopt;
mod backup;
mod backup_fault;
mod billing;
mod capacity;
mod close;
mod completions;
mod connect;
mod connections;
mod correct;
mod decision;
pub(crate) mod demo;
mod doctor;
mod erase;
mod erase_all;
mod export;
mod ignore;
mod input;
mod listening;
mod mail;
mod manual;
mod migrate_to;
mod orders;
mod preview;
mod probe;
mod restore;
mod retry;
pub(crate) mod sandbox;
mod serve;
mod settings;
mod sync;
mod undecided;
mod user;
mod watched;
mod work;

use ::sync::Fault;

use crate::cli::Command;
use crate::output::Exit;
use crate::program::Program;

/// Runs one command.
///
/// # Errors
/// What stood in the way, with what to do about it.
pub(crate) async fn run(program: &Program, command: &Command) -> Result<Exit, Fault> {
    match command {
        Command::Demo(args) => Box::pin(demo::run(program, args)).await,
        Command::Serve => Box::pin(serve::run(program)).await,
        Command::Work => Box::pin(work::run(program)).await,
        Command::Connect(args) => Box::pin(connect::run(program, args)).await,
        Command::Connections(args) => Box::pin(connections::run(program, args)).await,
        Command::Sync(args) => Box::pin(sync::run(program, args)).await,
        Command::Preview(args) => Box::pin(preview::run(program, args)).await,
        Command::Orders(args) => Box::pin(orders::run(program, args)).await,
        Command::Retry(args) => Box::pin(retry::run(program, args)).await,
        Command::Correct(args) => Box::pin(correct::run(program, args)).await,
        Command::Ignore(args) => Box::pin(ignore::run(program, args)).await,
        Command::Erase(args) => Box::pin(erase::run(program, args)).await,
        Command::Export(args) => Box::pin(export::run(program, args)).await,
        Command::Adopt(args) => Box::pin(adopt::run(program, args)).await,
        Command::Close(args) => Box::pin(close::run(program, args)).await,
        Command::Settings(args) => Box::pin(settings::run(program, args)).await,
        Command::Backup(args) => Box::pin(backup::run(program, args)).await,
        Command::Restore(args) => Box::pin(restore::run(program, args)).await,
        Command::MigrateTo(args) => Box::pin(migrate_to::run(program, args)).await,
        Command::User(args) => Box::pin(user::run(program, args)).await,
        Command::Billing(args) => Box::pin(billing::run(program, args)).await,
        Command::Mail(args) => Box::pin(mail::run(program, args)).await,
        Command::Doctor => Box::pin(doctor::run(program)).await,
        Command::Probe(args) => Box::pin(probe::run(program, args)).await,
        Command::Sandbox(args) => Box::pin(sandbox::run(program, args)).await,
        Command::Capacity => Box::pin(capacity::run(program)).await,
        Command::Completions(args) => completions::run(program, args),
        Command::Manual(args) => manual::run(program, args),
    }
}
