//! What can be typed.

mod arguments;
mod billing;
mod refusal;
mod version;

use std::path::PathBuf;

use clap::{Parser, Subcommand};

pub(crate) use arguments::{
    Adopt, Backup, Close, Completions, Connect, Connections, Correct, Erase, Export, Ignore, Mail,
    Manual, MigrateTo, OrderCommand, Orders, Preview, Probe, Restore, Retry, Settings,
    SettingsCommand, Sync, User,
};
pub(crate) use billing::{Billing, Monthly};
pub(crate) use refusal::refuse;

use crate::commands::{demo, sandbox};

/// Books the orders of a CCV Shop web shop into Moneybird, and proves that both sides agree.
#[derive(Debug, Parser)]
#[command(
    name = "sluitend",
    version = version::of_this_build(),
    disable_help_subcommand = true,
    after_help = "Example:\n  sluitend demo --once\n\n\
                  Exit codes: 0 all done; 1 done, but some orders need a person or are not certain \
                  yet; 2 wrong usage or settings; 3 a remote side or this machine stood in the way."
)]
pub(crate) struct Cli {
    /// Folder for the database, the key and sluitend.toml [default: the platform's data folder]
    #[arg(long, value_name = "DIR", env = "SLUITEND_DATA", hide_env_values = true, global = true)]
    pub(crate) data: Option<PathBuf>,
    /// Configuration file [default: sluitend.toml in the data folder]
    #[arg(long, value_name = "FILE", global = true)]
    pub(crate) config: Option<PathBuf>,
    /// Print one JSON document instead of text
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Print results and errors only
    #[arg(long, global = true)]
    pub(crate) quiet: bool,
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Try everything on this computer: a pretend shop, a pretend Moneybird and the service
    Demo(demo::Args),
    /// Run the service: web pages, calls of both sides, and the background sync
    #[command(
        after_help = "Examples:\n  sluitend serve\n  SLUITEND_LISTEN=127.0.0.1:9000 sluitend serve"
    )]
    Serve,
    /// Run the background sync without web pages, on another machine beside `serve`
    #[command(
        after_help = "Examples:\n  sluitend work\n  SLUITEND_SYNC__ADDRESS=203.0.113.7 sluitend work"
    )]
    Work,
    /// Say how many orders the present workers can book, and when another address is needed
    #[command(after_help = "Example:\n  sluitend capacity")]
    Capacity,
    /// Connect one shop with one administration
    Connect(Connect),
    /// List the connections and how they are
    Connections(Connections),
    /// Book everything that can be booked, now
    Sync(Sync),
    /// Show how an order would be booked, without booking it
    Preview(Preview),
    /// List the orders and where each stands
    Orders(Orders),
    /// Try refused orders again
    Retry(Retry),
    /// Book what was edited after it was booked
    Correct(Correct),
    /// Set orders aside for good
    Ignore(Ignore),
    /// Forget a customer who asks for it, or a connection
    Erase(Erase),
    /// Write all that is kept of a connection to a file
    Export(Export),
    /// Take over what another program booked of the orders so far
    Adopt(Adopt),
    /// Make the closing statement of a month, quarter or year
    Close(Close),
    /// Show, propose, import or export the settings of a connection
    Settings(Settings),
    /// Make a backup, also while the service runs
    Backup(Backup),
    /// Put a backup back into a new data folder or an empty database
    Restore(Restore),
    /// Move everything from SQLite to PostgreSQL, also while the service runs
    MigrateTo(MigrateTo),
    /// Let somebody into the web pages
    #[command(subcommand)]
    User(User),
    /// Say what each connection owes this host, where it charges
    #[command(subcommand)]
    Billing(Billing),
    /// Try whether mail arrives, or list what was mailed
    #[command(subcommand)]
    Mail(Mail),
    /// Check the installation and say what is wrong
    #[command(after_help = "Example:\n  sluitend doctor")]
    Doctor,
    /// Find out what the documents of Moneybird and CCV Shop leave open
    Probe(Probe),
    /// Run the pretend shop and the pretend Moneybird alone
    Sandbox(sandbox::Args),
    /// Print what lets a shell complete these commands
    Completions(Completions),
    /// Write the manual pages of these commands
    Manual(Manual),
}

impl Command {
    /// Whether Ctrl-C lets it finish what it is at, rather than ending it at once.
    pub(crate) fn stops_gently(&self) -> bool {
        matches!(
            self,
            Self::Serve
                | Self::Work
                | Self::Sync(_)
                | Self::Demo(_)
                | Self::Probe(_)
                | Self::Sandbox(_)
        )
    }

    /// The level of its logs.
    pub(crate) fn log_level(&self) -> &'static str {
        match self {
            Self::Serve | Self::Work => "info",
            _ => "warn",
        }
    }
}
