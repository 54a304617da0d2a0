//! What a caller may choose when the books are opened.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;

use crate::Clock;

/// How to open the books.
#[derive(Clone)]
pub struct BooksOptions {
    /// The time of the books.
    pub clock: Arc<dyn Clock>,
    /// The only token that is let in.
    pub token: String,
    /// The name of the one administration.
    pub administration_name: String,
    /// What the references leave open.
    pub switches: Switches,
    /// How many requests are let in.
    pub limits: Limits,
    /// The same seed gives the same ids.
    pub seed: u64,
}

impl fmt::Debug for BooksOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BooksOptions")
            .field("administration_name", &self.administration_name)
            .field("switches", &self.switches)
            .field("limits", &self.limits)
            .field("seed", &self.seed)
            .finish_non_exhaustive()
    }
}

/// The limits of moneybird-api.md §4, counted per source address in fixed windows.
///
/// A request for a report counts in both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Requests per window.
    pub per_window: u32,
    /// Requests for reports per window.
    pub reports_per_window: u32,
    /// The length of a window.
    pub window: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self { per_window: 150, reports_per_window: 50, window: Duration::from_mins(5) }
    }
}

/// The behaviour that no reference settles (moneybird-api.md §9.1), with its defaults.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Switches {
    /// Where VAT is rounded.
    pub rounding: Rounding,
    /// What happens to attributes that are not in the document.
    pub unknown_keys: UnknownKeys,
    /// Whether a second invoice with the same reference is refused.
    pub unique_reference: bool,
    /// What happens to a payment of more than is open.
    pub overpayment: Overpayment,
    /// The status of the answer to a booking in a locked period.
    pub locked_period: LockedPeriod,
    /// What happens to a price with more than two decimals.
    pub more_than_two_decimals: Decimals,
    /// What may be done with an invoice that has payments.
    pub paid_invoice: PaidInvoice,
    /// How a line with an unknown tax rate or ledger account is refused.
    pub unknown_on_line: UnknownOnLine,
    /// What happens to a line with a tax rate that is not active.
    pub inactive_rate: Verdict,
    /// What happens to a negative invoice, and to a negative payment.
    pub negatives: Verdict,
    /// What happens to an external invoice without lines.
    pub without_lines: Verdict,
    /// What happens to synchronisation of ids that do not exist: accepted means left out.
    pub unknown_ids: Verdict,
    /// How long a new external invoice stays out of lists and synchronisation.
    pub list_lag: Duration,
    /// What the personal token may do.
    pub scopes: Vec<String>,
    /// How consent by OAuth goes.
    pub oauth: Oauth,
    /// Whether a webhook is made: refused as if its address did not answer 200 (moneybird-api.md
    /// §5.1). The address is called either way.
    pub webhook_ping: Verdict,
}

impl Default for Switches {
    fn default() -> Self {
        let scopes =
            ["sales_invoices", "documents", "estimates", "bank", "time_entries", "settings"];
        Self {
            rounding: Rounding::PerRate,
            unknown_keys: UnknownKeys::Refuse,
            unique_reference: false,
            overpayment: Overpayment::Accept,
            locked_period: LockedPeriod::Unprocessable,
            more_than_two_decimals: Decimals::Refuse,
            paid_invoice: PaidInvoice::EditOnly,
            unknown_on_line: UnknownOnLine::Unprocessable,
            inactive_rate: Verdict::Refuse,
            negatives: Verdict::Accept,
            without_lines: Verdict::Accept,
            unknown_ids: Verdict::Accept,
            list_lag: Duration::ZERO,
            scopes: scopes.map(str::to_owned).to_vec(),
            oauth: Oauth::default(),
            webhook_ping: Verdict::Accept,
        }
    }
}

/// Where VAT is rounded to cents (moneybird-api.md §8.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rounding {
    /// Once per rate, over the sum of its lines.
    PerRate,
    /// On every line.
    PerLine,
}

/// What happens to attributes that are not in the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnknownKeys {
    /// 400.
    Refuse,
    /// Nothing.
    Ignore,
}

/// What happens to a payment of more than is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overpayment {
    /// It is booked; less than nothing remains open.
    Accept,
    /// 422.
    Refuse,
}

/// The status of the answer to a booking in a locked period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LockedPeriod {
    /// 422 with texts per field.
    Unprocessable,
    /// 400 with a code.
    BadRequest,
}

/// What happens to a price with more than two decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decimals {
    /// 422.
    Refuse,
    /// It is rounded to cents, half away from zero.
    Round,
}

/// What may be done with an invoice that has payments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaidInvoice {
    /// It can be edited, but not deleted.
    EditOnly,
    /// It can be edited and deleted.
    Free,
    /// Neither.
    Fixed,
}

/// How a line with an unknown tax rate or ledger account is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnknownOnLine {
    /// 422 with texts per field, as with a project.
    Unprocessable,
    /// 404.
    NotFound,
}

/// What happens to something that may be refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is taken.
    Accept,
    /// It is refused.
    Refuse,
}

/// What is not known about consent by OAuth (moneybird-api.md §2.2), with its defaults.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Oauth {
    /// How long access tokens last. `None`: they do not end, and the answer says nothing of it.
    pub expires_in: Option<Duration>,
    /// What a refresh does with the refresh token.
    pub rotation: Rotation,
    /// Whether the proof key of RFC 7636 is looked at.
    pub pkce: Pkce,
}

impl Default for Oauth {
    fn default() -> Self {
        Self { expires_in: None, rotation: Rotation::Silent, pkce: Pkce::Ignored }
    }
}

impl Oauth {
    /// When a token that is given now will end.
    pub(super) fn end(self, now: Timestamp) -> Option<Timestamp> {
        self.expires_in.map(|lasts| now.saturating_add(lasts).unwrap_or(Timestamp::MAX))
    }
}

/// What a refresh does with the refresh token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rotation {
    /// It stays good, and the answer does not hold it.
    Silent,
    /// It stays good, and the answer repeats it.
    Same,
    /// The answer holds another one; the old one is refused from then on.
    New,
}

/// Whether the proof key of RFC 7636 is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pkce {
    /// It is not.
    Ignored,
    /// If it came with the request for consent, it must fit.
    Checked,
}
