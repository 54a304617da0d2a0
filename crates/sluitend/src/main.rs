#![doc = include_str!("../README.md")]

mod cli;
mod commands;
mod config;
mod driver;
mod installation;
mod language;
mod logging;
mod monitor;
mod move_fault;
mod output;
#[cfg(test)]
mod pretend;
mod program;
mod progress;
mod protection;
mod stop;
#[cfg(feature = "otel")]
mod traces;

use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser;

use cli::Cli;
use config::Environment;
use output::{Exit, Output};
use program::Program;
use stop::{Stop, Stopper};

fn main() -> ExitCode {
    let environment = Environment::of_process();
    let language = language::of(&environment);
    match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => {
            let exit = runtime.block_on(Box::pin(run(environment, language)));
            #[cfg(feature = "otel")]
            traces::end();
            exit.into()
        }
        Err(error) => {
            Output::new(false, false, language).note(&error.to_string());
            Exit::Stopped.into()
        }
    }
}

/// Reads the command line and runs what it says.
async fn run(environment: Environment, language: bookkeeping::Language) -> Exit {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let json = std::env::args_os().any(|argument| argument == "--json");
            return cli::refuse(&error, Output::new(json, false, language), language);
        }
    };
    let output = Output::new(cli.json, cli.quiet, language);
    let level = if cli.quiet { "error" } else { cli.command.log_level() };
    if let Err(fault) = logging::start(&environment, level, language) {
        return output.failure(&fault);
    }
    let (stopper, stop) = Stop::pair();
    let program = Program {
        data: cli.data,
        config: cli.config,
        environment,
        language,
        output,
        clock: Arc::new(remote::SystemClock::new()),
        stop,
    };
    tokio::select! {
        result = commands::run(&program, &cli.command) => {
            result.unwrap_or_else(|fault| output.failure(&fault))
        }
        () = interrupted(&stopper, cli.command.stops_gently()) => Exit::Stopped,
    }
}

/// Waits until the command is to be ended: at the first signal, or if it stops by itself when it
/// is asked to, at the second.
async fn interrupted(stopper: &Stopper, gently: bool) {
    stop::signal().await;
    if gently {
        stopper.ask();
        stop::signal().await;
    }
}
