//! `sluitend completions`

use clap::CommandFactory;
use sync::Fault;

use crate::cli::{Cli, Completions};
use crate::output::Exit;
use crate::program::Program;

/// Prints the script for a shell.
#[expect(clippy::unnecessary_wraps, reason = "as every command")]
pub(super) fn run(program: &Program, args: &Completions) -> Result<Exit, Fault> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "sluitend", &mut script);
    program.output.plain(&String::from_utf8_lossy(&script));
    Ok(Exit::Done)
}
