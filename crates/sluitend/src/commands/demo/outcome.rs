//! What came of the demo.

use std::time::Duration;

use bookkeeping::closing::Statement;
use rust_decimal::Decimal;
use serde::Serialize;
use sync::Tally;

use super::accounts::Unaccounted;
use super::person::Answer;
use super::stage::Stage;
use super::{SPEED, span};
use crate::output::{Exit, SyncedShape, amount};

/// What came of the demo.
pub(super) struct Outcome {
    pub(super) orders: usize,
    pub(super) seed: u64,
    pub(super) tally: Tally,
    pub(super) booking_took: Duration,
    pub(super) everything_took: Duration,
    /// The first pass, and the one after the person's answers if there was anything to answer.
    pub(super) synced: Vec<SyncedShape>,
    pub(super) answers: Vec<Answer>,
    /// One per month.
    pub(super) statements: Vec<Statement>,
    pub(super) unaccounted: Vec<Unaccounted>,
}

/// The outcome as JSON.
#[derive(Serialize)]
pub(super) struct OutcomeShape<'a> {
    orders: usize,
    seed: u64,
    folder: String,
    shop_url: &'a str,
    moneybird_api_url: &'a str,
    rate_limit: RateLimitShape,
    passes: &'a [SyncedShape],
    answers: &'a [Answer],
    calls_per_booked_order: CallsShape,
    took_ms: u128,
    statements: &'a [Statement],
    total: Option<Statement>,
    difference: String,
    unaccounted: &'a [Unaccounted],
}

#[derive(Serialize)]
struct RateLimitShape {
    divided_by: u32,
    minutes_at_the_real_limit: u64,
}

#[derive(Serialize)]
struct CallsShape {
    moneybird: String,
    ccvshop: String,
}

impl Outcome {
    /// Whether all is well.
    pub(super) fn exit(&self) -> Exit {
        let is_closed = self.statements.iter().all(|statement| statement.closes);
        if is_closed && self.unaccounted.is_empty() { Exit::Done } else { Exit::NeedsPerson }
    }

    /// Calls to Moneybird and to the shop per booked order, in two decimals.
    pub(super) fn calls_per_order(&self) -> [String; 2] {
        [self.tally.moneybird, self.tally.ccvshop].map(|calls| {
            let each = Decimal::from(calls).checked_div(Decimal::from(self.tally.booked));
            amount(each.unwrap_or_default())
        })
    }

    /// How long the calls would at least have taken at Moneybird's real limit: the last window need
    /// not be waited for.
    pub(super) fn minutes_at_the_real_limit(&self, stage: &Stage) -> u64 {
        let per_window = stage.installation.service.options().requests_per_window;
        let windows = self.tally.moneybird.saturating_sub(1) / u64::from(per_window.max(1));
        windows * super::sandboxes::BOOKS_WINDOW.as_secs() / 60
    }

    /// As JSON.
    pub(super) fn shape<'a>(&'a self, stage: &'a Stage) -> OutcomeShape<'a> {
        let [moneybird, ccvshop] = self.calls_per_order();
        OutcomeShape {
            orders: self.orders,
            seed: self.seed,
            folder: stage.folder.path().display().to_string(),
            shop_url: &stage.sandboxes.shop_url,
            moneybird_api_url: &stage.sandboxes.api_url,
            rate_limit: RateLimitShape {
                divided_by: SPEED,
                minutes_at_the_real_limit: self.minutes_at_the_real_limit(stage),
            },
            passes: &self.synced,
            answers: &self.answers,
            calls_per_booked_order: CallsShape { moneybird, ccvshop },
            took_ms: self.everything_took.as_millis(),
            statements: &self.statements,
            total: span::total(&self.statements),
            difference: span::difference(&self.statements).to_string(),
            unaccounted: &self.unaccounted,
        }
    }
}
