//! What a sync did, as text and as JSON.

use bookkeeping::Language;
use jiff::Timestamp;
use serde::Serialize;
use store::{Counts, State};
use sync::{OrderView, Tally};

use super::ErrorShape;
use super::causes::causes;
use crate::language::say;

/// `sync` as JSON.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct SyncShape {
    /// What became of each connection.
    pub(crate) connections: Vec<SyncedShape>,
    /// The worst fault, if any connection could not be synced.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) error: Option<ErrorShape>,
}

/// One connection after its sync.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct SyncedShape {
    id: String,
    orders: CountsShape,
    booked_now: u64,
    adopted_now: u64,
    calls: CallsShape,
    again_at: Option<Timestamp>,
    needs_person: Vec<NeedsPersonShape>,
    unsettled: Vec<UnsettledShape>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<ErrorShape>,
}

/// Numbers of orders by state.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct CountsShape {
    waiting: u64,
    ready: u64,
    booking: u64,
    booked: u64,
    refused: u64,
    ignored: u64,
    changed: u64,
}

/// Requests that were made.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct CallsShape {
    moneybird: u64,
    ccvshop: u64,
}

/// An order that needs a person, as JSON.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct NeedsPersonShape {
    pub(super) id: i64,
    pub(super) number: String,
    pub(super) state: &'static str,
    pub(super) code: Option<String>,
    pub(super) message: Option<String>,
    pub(super) hint: Option<String>,
}

#[derive(Debug, PartialEq, Eq, Serialize)]
struct UnsettledShape {
    id: i64,
    number: String,
    again_at: Timestamp,
}

impl From<&Counts> for CountsShape {
    fn from(counts: &Counts) -> Self {
        Self {
            waiting: counts.of(State::Waiting),
            ready: counts.of(State::Ready),
            booking: counts.of(State::Booking),
            booked: counts.of(State::Booked),
            refused: counts.of(State::Refused),
            ignored: counts.of(State::Ignored),
            changed: counts.of(State::Changed),
        }
    }
}

impl CountsShape {
    /// As text: the states that have any, by their public names.
    pub(crate) fn text(&self) -> String {
        let all = [
            ("waiting", self.waiting),
            ("ready", self.ready),
            ("booking", self.booking),
            ("booked", self.booked),
            ("refused", self.refused),
            ("ignored", self.ignored),
            ("changed", self.changed),
        ];
        let told: Vec<String> = all
            .iter()
            .filter(|(_, number)| *number > 0)
            .map(|(name, number)| format!("{name} {number}"))
            .collect();
        if told.is_empty() { "0".to_owned() } else { told.join(", ") }
    }
}

impl SyncedShape {
    /// What became of a connection whose orders now stand like this.
    pub(crate) fn new(
        id: String,
        counts: &Counts,
        tally: Tally,
        again_at: Option<Timestamp>,
        orders: &[OrderView],
        error: Option<ErrorShape>,
    ) -> Self {
        let stopped = |view: &&OrderView| matches!(view.state, State::Refused | State::Changed);
        Self {
            id,
            orders: counts.into(),
            booked_now: tally.booked,
            adopted_now: tally.adopted,
            calls: CallsShape { moneybird: tally.moneybird, ccvshop: tally.ccvshop },
            again_at,
            needs_person: orders
                .iter()
                .filter(stopped)
                .map(|view| NeedsPersonShape {
                    id: view.id,
                    number: view.number.clone(),
                    state: view.state.as_str(),
                    code: view.code.clone(),
                    message: view.message.clone(),
                    hint: view.hint.clone(),
                })
                .collect(),
            unsettled: orders
                .iter()
                .filter(|view| view.state == State::Booking)
                .filter_map(|view| {
                    let (number, again_at) = (view.number.clone(), view.settle_at?);
                    Some(UnsettledShape { id: view.id, number, again_at })
                })
                .collect(),
            error,
        }
    }

    /// The numbers of its orders, as text.
    pub(crate) fn counts(&self) -> String {
        self.orders.text()
    }

    /// Whether everything is booked that can be, and nothing is left for a person.
    pub(crate) fn is_clean(&self) -> bool {
        self.needs_person.is_empty() && self.again_at.is_none()
    }
}

/// What became of one connection, as text.
pub(crate) fn synced(own: &SyncedShape, name: &str, language: Language) -> String {
    let (moneybird, shop) = (own.calls.moneybird, own.calls.ccvshop);
    let (booked, adopted) = (own.booked_now, own.adopted_now);
    let found = match (language, adopted) {
        (_, 0) => String::new(),
        (Language::Nl, _) => format!(" ({adopted} daarvan stonden al in Moneybird)"),
        (Language::En, _) => format!(" ({adopted} of them were in Moneybird already)"),
    };
    let mut lines = vec![match language {
        Language::Nl => format!(
            "{name}: {booked} geboekt{found}; {moneybird} aanroepen van Moneybird, {shop} van CCV Shop."
        ),
        Language::En => format!(
            "{name}: booked {booked}{found}; {moneybird} calls to Moneybird, {shop} to CCV Shop."
        ),
    }];
    lines.push(format!("  {}: {}", say(language, "bestellingen", "orders"), own.counts()));
    if !own.needs_person.is_empty() {
        let title = say(language, "Dit vraagt om een mens:", "These need a person:");
        lines.push(format!("  {title}"));
    }
    lines.extend(causes(&own.needs_person, language));
    if let Some(at) = own.again_at {
        let at = at.strftime("%Y-%m-%d %H:%M:%S UTC");
        let number = own.unsettled.len();
        lines.push(match language {
            Language::Nl if number == 0 => format!(
                "  Tot {at} wordt er niets geboekt: wat er eerder is verstuurd, kan nog verschijnen. Draai \
                 opnieuw daarna (of gebruik --wait)."
            ),
            Language::En if number == 0 => format!(
                "  Nothing is booked before {at}: what was sent earlier may still appear. Run again after \
                 it (or use --wait)."
            ),
            Language::Nl => format!(
                "  Van {number} is de uitkomst nog niet bekend; draai opnieuw na {at} (of gebruik --wait)."
            ),
            Language::En => format!(
                "  The outcome of {number} is not known yet; run again after {at} (or use --wait)."
            ),
        });
    }
    lines.join("\n")
}
