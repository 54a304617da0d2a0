//! The arguments of each command.

use std::path::PathBuf;

use bookkeeping::switching::Template;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{ArgGroup, Args, Subcommand};
use jiff::civil::Date;
use secrecy::SecretString;
use store::{ConnectionId, State};
use sync::Period;

use crate::output::STATES;

/// `connect`
#[derive(Debug, Args)]
#[command(after_help = "\
The secrets come from the environment: SLUITEND_SHOP_KEY and SLUITEND_SHOP_SECRET (CCV Shop), \
SLUITEND_MONEYBIRD_TOKEN (Moneybird).

Example:
  sluitend connect --shop-url https://yourshop.ccvshop.nl --administration 123456789012345678")]
pub(crate) struct Connect {
    /// Address of the web shop
    #[arg(long, value_name = "URL")]
    pub(crate) shop_url: String,
    /// Id of the administration in Moneybird; not needed if the token opens only one
    #[arg(long, value_name = "ID")]
    pub(crate) administration: Option<String>,
    /// Settings of the connection (TOML); without them the next step is `settings suggest`
    #[arg(long, value_name = "FILE")]
    pub(crate) settings: Option<PathBuf>,
}

/// `connections`
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  sluitend connections\n  sluitend connections --state broken")]
pub(crate) struct Connections {
    /// Only connections in this state
    #[arg(long, value_name = "STATE", value_parser = STATES)]
    pub(crate) state: Option<String>,
}

/// `sync`
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  sluitend sync --wait")]
pub(crate) struct Sync {
    /// This connection only [default: all]
    #[arg(long, value_name = "ID")]
    pub(crate) connection: Option<ConnectionId>,
    /// Wait for outcomes that are not known yet, too
    #[arg(long)]
    pub(crate) wait: bool,
}

/// `preview`
#[derive(Debug, Args)]
#[command(
    group = ArgGroup::new("which").required(true).args(["order", "number"]),
    after_help = "\
Examples:
  sluitend preview --order order.json --rows rows.json --settings settings.toml
  sluitend preview --number WEB-1042"
)]
pub(crate) struct Preview {
    /// The order as CCV Shop's API gives it (JSON); - is standard input
    #[arg(long, value_name = "FILE", requires_all = ["rows", "settings"])]
    pub(crate) order: Option<PathBuf>,
    /// Its rows (JSON); - is standard input
    #[arg(long, value_name = "FILE", requires = "order")]
    pub(crate) rows: Option<PathBuf>,
    /// The settings to book it by (TOML); - is standard input
    #[arg(long, value_name = "FILE", requires = "order")]
    pub(crate) settings: Option<PathBuf>,
    /// Order number of a live order
    #[arg(long, value_name = "ORDERNUMBER", conflicts_with = "order")]
    pub(crate) number: Option<String>,
    /// The connection of that order; not needed if there is only one
    #[arg(long, value_name = "ID", requires = "number")]
    pub(crate) connection: Option<ConnectionId>,
}

/// `orders`
#[derive(Debug, Args)]
#[command(
    subcommand_negates_reqs = true,
    args_conflicts_with_subcommands = true,
    disable_help_subcommand = true,
    after_help = "Examples:\n  sluitend orders --state refused\n  sluitend orders show 339323562"
)]
pub(crate) struct Orders {
    /// This connection only [default: all]
    #[arg(long, value_name = "ID")]
    pub(crate) connection: Option<ConnectionId>,
    /// Only orders in this state
    #[arg(long, value_name = "STATE", value_parser = states())]
    pub(crate) state: Option<State>,
    /// One order.
    #[command(subcommand)]
    pub(crate) command: Option<OrderCommand>,
}

/// `orders …`
#[derive(Debug, Subcommand)]
pub(crate) enum OrderCommand {
    /// Show everything that happened to one order
    #[command(after_help = "Example:\n  sluitend orders show 339323562")]
    Show {
        /// The order's id or number, as `sluitend orders` lists them
        #[arg(value_name = "ID", value_parser = order, allow_negative_numbers = true)]
        id: String,
        /// Its connection; only needed if two shops have such an order
        #[arg(long, value_name = "ID")]
        connection: Option<ConnectionId>,
    },
}

/// `retry`
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  sluitend retry 339323562 339323570")]
pub(crate) struct Retry {
    /// Ids or numbers of refused orders, as `sluitend orders` lists them
    #[arg(value_name = "ID", required = true, value_parser = order, allow_negative_numbers = true)]
    pub(crate) ids: Vec<String>,
    /// Their connection; only needed if two shops have such an order
    #[arg(long, value_name = "ID")]
    pub(crate) connection: Option<ConnectionId>,
}

/// `correct`
#[derive(Debug, Args)]
#[command(after_help = "\
Shows what would be booked, and books nothing until you agree with --yes.

Examples:
  sluitend correct 339323562
  sluitend correct 339323562 --yes")]
pub(crate) struct Correct {
    /// Ids or numbers of changed orders, as `sluitend orders` lists them
    #[arg(value_name = "ID", required = true, value_parser = order, allow_negative_numbers = true)]
    pub(crate) ids: Vec<String>,
    /// Agree: the next sync books them
    #[arg(long)]
    pub(crate) yes: bool,
    /// Their connection; only needed if two shops have such an order
    #[arg(long, value_name = "ID")]
    pub(crate) connection: Option<ConnectionId>,
}

/// `ignore`
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  sluitend ignore 339323562 --why \"booked by hand\"")]
pub(crate) struct Ignore {
    /// Ids or numbers of orders, as `sluitend orders` lists them
    #[arg(value_name = "ID", required = true, value_parser = order, allow_negative_numbers = true)]
    pub(crate) ids: Vec<String>,
    /// The reason, which is kept
    #[arg(long, value_name = "TEXT", value_parser = reason)]
    pub(crate) why: String,
    /// Their connection; only needed if two shops have such an order
    #[arg(long, value_name = "ID")]
    pub(crate) connection: Option<ConnectionId>,
}

/// `erase`
#[derive(Debug, Args)]
#[command(
    group = ArgGroup::new("whom").required(true).args(["email", "order", "all"]),
    after_help = "\
Takes the person out of all their orders here, and says what is still to be done in CCV Shop and in \
Moneybird, where invoices must stay. Amounts stay, and the closing statement with them.

Examples:
  sluitend erase --email klant@voorbeeld.example --dry-run
  sluitend erase --order 2026-1042
  sluitend erase --all --connection 019ab06e-c480-7fff-bfff-ffffffffffff"
)]
pub(crate) struct Erase {
    /// The customer with this e-mail address
    #[arg(long, value_name = "ADDRESS", value_parser = email)]
    pub(crate) email: Option<String>,
    /// The customer of this order, by its id or number: all orders with the same e-mail address
    #[arg(long, value_name = "NUMBER", value_parser = order, allow_negative_numbers = true)]
    pub(crate) order: Option<String>,
    /// Everything that is kept of a connection whose app was removed, or that stands still
    #[arg(long, requires = "connection")]
    pub(crate) all: bool,
    /// This connection only [default: all for an address; the one that has the order]
    #[arg(long, value_name = "ID")]
    pub(crate) connection: Option<ConnectionId>,
    /// Also a connection that is in use
    #[arg(long, requires = "all")]
    pub(crate) yes: bool,
    /// Show what it would do, and do nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// `export`
#[derive(Debug, Args)]
#[command(after_help = "\
Everything that is kept of the connection, as JSON, without what opens anything.

Example:
  sluitend export connection.json")]
pub(crate) struct Export {
    /// The connection; not needed if there is only one
    #[arg(long, value_name = "ID")]
    pub(crate) connection: Option<ConnectionId>,
    /// The file to make; one that is there is never written over
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
}

/// `adopt`
#[derive(Debug, Args)]
#[command(after_help = "\
For a shop that booked with another program before: its invoices in Moneybird are recognised by their \
references and amounts, so that those orders are never booked again. Shows what it would do, and \
changes nothing until you repeat the name of exactly that with --apply.

Examples:
  sluitend adopt --up-to 2026-1042
  sluitend adopt --up-to 2026-1042 --reference 'Order {number}' --apply 5d3f0c2e9a714b86")]
pub(crate) struct Adopt {
    /// The connection; not needed if there is only one
    #[arg(long, value_name = "ID")]
    pub(crate) connection: Option<ConnectionId>,
    /// The last order that is in the books already, by its number
    #[arg(long, value_name = "ORDERNUMBER", value_parser = order)]
    pub(crate) up_to: String,
    /// The first day to look at [default: where the settings' history begins, or the book year]
    #[arg(long, value_name = "DATE")]
    pub(crate) from: Option<Date>,
    /// How that program wrote its references, with {number} for the order's number; may be repeated
    /// [default: proposed]
    #[arg(long, value_name = "TEMPLATE")]
    pub(crate) reference: Vec<Template>,
    /// Settings that are not imported yet (TOML); - is standard input [default: the connection's]
    #[arg(long, value_name = "FILE")]
    pub(crate) settings: Option<PathBuf>,
    /// Do what was shown under this name, if it is still the same
    #[arg(long, value_name = "DIGEST", requires = "reference")]
    pub(crate) apply: Option<String>,
}

/// `close`
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sluitend close --period 2026-03
  sluitend close --period 2026-Q1 --csv quarter.csv --xlsx quarter.xlsx")]
pub(crate) struct Close {
    /// The connection; not needed if there is only one
    #[arg(long, value_name = "ID")]
    pub(crate) connection: Option<ConnectionId>,
    /// A month (2026-03), a quarter (2026-Q1) or a year (2026)
    #[arg(long, value_name = "PERIOD")]
    pub(crate) period: Period,
    /// Also write the statement to this file, as CSV
    #[arg(long, value_name = "FILE")]
    pub(crate) csv: Option<PathBuf>,
    /// Also write it to this file as a spreadsheet for the accountant (XLSX), with every order
    #[arg(long, value_name = "FILE")]
    pub(crate) xlsx: Option<PathBuf>,
}

/// `probe`
#[derive(Debug, Args)]
#[command(after_help = "\
Makes test documents in Moneybird and removes them again; reads in the shop. Only for a sandbox \
administration. Moneybird's API does not tell which one is, so its name must say sandbox, test or \
proef, and you must repeat it.

Example:
  sluitend probe --administration-is-a-sandbox \"Sandbox Parkietje\" --report probe.md")]
pub(crate) struct Probe {
    /// The connection; not needed if there is only one
    #[arg(long, value_name = "ID")]
    pub(crate) connection: Option<ConnectionId>,
    /// The name of the administration in Moneybird; by giving it you say that it is a sandbox
    #[arg(long, value_name = "NAME")]
    pub(crate) administration_is_a_sandbox: Option<String>,
    /// Also write the report to this file, as Markdown
    #[arg(long, value_name = "FILE")]
    pub(crate) report: Option<PathBuf>,
}

/// `completions`
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  sluitend completions bash > /etc/bash_completion.d/sluitend")]
pub(crate) struct Completions {
    /// The shell
    #[arg(value_name = "SHELL")]
    pub(crate) shell: clap_complete::Shell,
}

/// `manual`
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  sluitend manual /usr/local/share/man/man1")]
pub(crate) struct Manual {
    /// The folder to write the pages into, which must be there
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
}

/// `backup`
#[derive(Debug, Args)]
#[command(after_help = "\
The key that opens the secrets is not in a backup, unless you ask for it.

Examples:
  sluitend backup sluitend-2026-03-31.backup
  sluitend backup safe.backup --with-key")]
pub(crate) struct Backup {
    /// The file to make; one that is there is never written over
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Put the key in it too: whoever has the file can then read the secrets
    #[arg(long)]
    pub(crate) with_key: bool,
}

/// `restore`
#[derive(Debug, Args)]
#[command(after_help = "\
Put the key file in its place first, unless the backup was made with --with-key.

Example:
  sluitend restore sluitend-2026-03-31.backup")]
pub(crate) struct Restore {
    /// A file that `sluitend backup` made
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
}

/// `migrate-to`
#[derive(Debug, Args)]
#[command(after_help = "\
Everything moves while the service goes on working; at the end nobody can write for a moment. If it \
is interrupted, run it again: it goes on where it was. Afterwards set `database_url`, keep the same \
key file, and start the service again. No command works on the old file any more.

Others on this machine can see arguments. Leave the password out of the address and give it in the \
environment variable PGPASSWORD, as PostgreSQL's own programs take it.

Examples:
  sluitend migrate-to postgres://sluitend@db.example/sluitend
  sluitend migrate-to 'postgres://sluitend@db.example/sluitend?sslmode=verify-full'")]
pub(crate) struct MigrateTo {
    /// Address of an empty database of PostgreSQL
    #[arg(value_name = "URL")]
    pub(crate) address: SecretString,
}

/// `settings`
#[derive(Debug, Args)]
#[command(
    disable_help_subcommand = true,
    after_help = "Example:\n  sluitend settings suggest > settings.toml"
)]
pub(crate) struct Settings {
    /// The connection; not needed if there is only one
    #[arg(long, value_name = "ID", global = true)]
    pub(crate) connection: Option<ConnectionId>,
    /// What to do with them.
    #[command(subcommand)]
    pub(crate) command: SettingsCommand,
}

/// `settings …`
#[derive(Debug, Subcommand)]
pub(crate) enum SettingsCommand {
    /// Show all settings, defaults filled in
    #[command(after_help = "Example:\n  sluitend settings show")]
    Show,
    /// Propose settings from what the administration has
    #[command(after_help = "Example:\n  sluitend settings suggest > settings.toml")]
    Suggest,
    /// Check a file against the administration and use it from now on
    #[command(after_help = "Example:\n  sluitend settings import settings.toml")]
    Import {
        /// The settings (TOML); - is standard input
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Print the settings as they were imported
    #[command(after_help = "Example:\n  sluitend settings export > settings.toml")]
    Export,
}

/// The words of states, which a shell can complete.
fn states() -> impl TypedValueParser<Value = State> {
    PossibleValuesParser::new(State::ALL.map(State::as_str))
        .try_map(|word| State::parse(&word).ok_or("not a state"))
}

/// An id or a number; which of the two it is, is known once the orders are looked at.
fn order(text: &str) -> Result<String, String> {
    match text.trim() {
        "" => Err("give an order id or number".to_owned()),
        order => Ok(order.to_owned()),
    }
}

fn reason(text: &str) -> Result<String, String> {
    match text.trim() {
        "" => Err("give a reason".to_owned()),
        reason => Ok(reason.to_owned()),
    }
}

/// `user`
#[derive(Debug, clap::Subcommand)]
#[command(after_help = "Example:\n  sluitend user add eigenaar@voorbeeld.example")]
pub(crate) enum User {
    /// Make an operator, and print a link that lets them in once
    #[command(after_help = "Example:\n  sluitend user add eigenaar@voorbeeld.example")]
    Add {
        /// Their e-mail address
        #[arg(value_name = "EMAIL", value_parser = email)]
        email: String,
    },
}

/// `mail`
#[derive(Debug, Subcommand)]
#[command(after_help = "Example:\n  sluitend mail list")]
pub(crate) enum Mail {
    /// Send one letter, and say what the mail server answers
    #[command(after_help = "Example:\n  sluitend mail test eigenaar@voorbeeld.example")]
    Test {
        /// The address that it goes to
        #[arg(value_name = "ADDRESS", value_parser = email)]
        address: String,
    },
    /// List the newest letters and how far each is
    #[command(after_help = "Example:\n  sluitend mail list --limit 20")]
    List {
        /// How many
        #[arg(long, value_name = "NUMBER", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=10_000))]
        limit: u32,
    },
}

/// Reads an e-mail address: a name, an at sign and a domain.
fn email(text: &str) -> Result<String, String> {
    let parts = text.trim().split_once('@');
    let is_one = |(name, domain): &(&str, &str)| {
        !name.is_empty() && domain.contains('.') && !domain.contains('@')
    };
    let is_clean = text.chars().all(|sign| !sign.is_whitespace() && !sign.is_control());
    match parts.filter(|parts| is_one(parts) && is_clean) {
        Some(_) => Ok(text.to_owned()),
        None => Err("an e-mail address, such as eigenaar@voorbeeld.example".to_owned()),
    }
}
