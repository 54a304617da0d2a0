//! The arguments of `billing`.

use std::path::PathBuf;

use billing::Month;
use clap::{Args, Subcommand};
use store::ConnectionId;

/// `billing`
#[derive(Debug, Subcommand)]
#[command(
    disable_help_subcommand = true,
    after_help = "\
Examples:
  sluitend billing statement --month 2026-03 --csv march.csv
  sluitend billing close --month 2026-03"
)]
pub(crate) enum Billing {
    /// Show what each connection owes for a month: as it was fixed, or as it would be now
    #[command(
        after_help = "Example:\n  sluitend billing statement --month 2026-03 --csv march.csv"
    )]
    Statement(Monthly),
    /// Fix what each connection owes for a month that is over; it never changes after that
    #[command(after_help = "Example:\n  sluitend billing close --month 2026-03 --csv march.csv")]
    Close(Monthly),
    /// Let a subscription end: from the first of a month on nothing is booked, and nothing charged
    #[command(after_help = "\
The shopkeeper is told on the pages, from now on. All of it can be read afterwards.

Example:
  sluitend billing end 01a207d9-2100-7fff-bfff-000000000001 --from 2026-05")]
    End {
        /// The connection, as `sluitend connections` lists it
        #[arg(value_name = "ID")]
        connection: ConnectionId,
        /// The first month in which nothing is booked; the next one at the earliest
        #[arg(long, value_name = "MONTH")]
        from: Month,
    },
    /// Let a subscription go on that has ended, or is to
    #[command(after_help = "\
Example:
  sluitend billing resume 01a207d9-2100-7fff-bfff-000000000001")]
    Resume {
        /// The connection, as `sluitend connections` lists it
        #[arg(value_name = "ID")]
        connection: ConnectionId,
    },
}

/// A month of `billing`.
#[derive(Debug, Args)]
pub(crate) struct Monthly {
    /// The month, as the clocks in Amsterdam have it (2026-03)
    #[arg(long, value_name = "MONTH")]
    pub(crate) month: Month,
    /// Also write the statement to this file, as CSV
    #[arg(long, value_name = "FILE")]
    pub(crate) csv: Option<PathBuf>,
}
