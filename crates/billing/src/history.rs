//! What happened to a subscription, and which months that costs.

use std::collections::BTreeSet;
use std::time::Duration;

use jiff::Timestamp;

use crate::Month;

/// Something that happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Event {
    /// When. The order of a history is the order in which it was written down: where a clock was set back
    /// in between, an event counts as of the one before it.
    pub at: Timestamp,
    /// What.
    pub what: What,
}

/// What can happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// The connection was made, or the app was installed again.
    Installed,
    /// The app was removed.
    Uninstalled,
    /// From the first day of that month on nothing is booked any more. It costs nothing then either.
    Ended(Month),
    /// It goes on.
    Resumed,
}

/// A month in which a connection was installed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// The month.
    pub month: Month,
    /// Whether it costs something.
    pub kind: Kind,
}

/// What a month costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Nothing: it is the calendar month of the first installation.
    Free,
    /// The price of a month, however short it was installed in it and however often.
    Charged,
}

impl Kind {
    const ALL: [Self; 2] = [Self::Free, Self::Charged];

    /// Its name in files and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Free => "free",
            Self::Charged => "charged",
        }
    }

    /// The kind of that name.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|own| own.as_str() == word)
    }
}

/// Some months, from the first to the last; without a last one it goes on.
type Months = (Month, Option<Month>);

/// A history, read.
#[derive(Debug, Default)]
struct Told {
    /// The month of the first installation.
    first: Option<Month>,
    /// Months in which it was installed at any moment.
    installed: Vec<Months>,
    /// The first months of what it did not book in, and the months in which it went on.
    ended: Vec<Months>,
}

impl Told {
    fn of(history: &[Event]) -> Self {
        let mut told = Self::default();
        let (mut since, mut end): (Option<Timestamp>, Option<Month>) = (None, None);
        let mut now = Timestamp::MIN;
        for event in history {
            now = now.max(event.at);
            let month = Month::of(now);
            match event.what {
                What::Installed => {
                    told.first = told.first.or(Some(month));
                    since = since.or(Some(now));
                }
                What::Uninstalled => {
                    // What was never installed is noise.
                    let spell = since.take().and_then(|since| spell(since, now));
                    told.installed.extend(spell);
                }
                // What has ended ends no other time.
                What::Ended(_) if end.is_some_and(|end| end <= month) => {}
                What::Ended(from) => end = Some(from),
                What::Resumed => {
                    told.ended.extend(end.take().map(|from| (from, Some(month))));
                }
            }
        }
        told.installed.extend(since.map(|since| (Month::of(since), None)));
        told.ended.extend(end.map(|from| (from, None)));
        told
    }
}

/// The months of [from, to): at the last moment it was there no more, and midnight is of the next day.
fn spell(from: Timestamp, to: Timestamp) -> Option<Months> {
    let last = to.checked_sub(Duration::from_nanos(1)).ok().filter(|last| *last >= from)?;
    Some((Month::of(from), Some(Month::of(last))))
}

/// The months in which a connection was installed, the oldest first, up to and with `until`. Those in which
/// its subscription had ended are left out.
pub fn months(history: &[Event], until: Month) -> Vec<Due> {
    let told = Told::of(history);
    let mut there = BTreeSet::new();
    for (first, last) in told.installed {
        there.extend(first.through(last.map_or(until, |last| last.min(until))));
    }
    for (from, resumed) in told.ended {
        there.retain(|month| *month < from || resumed.is_some_and(|resumed| *month >= resumed));
    }
    let kind = |month| if Some(month) == told.first { Kind::Free } else { Kind::Charged };
    there.into_iter().map(|month| Due { month, kind: kind(month) }).collect()
}

/// The calendar month of the first installation, which is free; none if it was never installed.
pub fn free_month(history: &[Event]) -> Option<Month> {
    Told::of(history).first
}

/// The month from whose first day on nothing is booked, if the subscription has ended or will.
pub fn ends_from(history: &[Event]) -> Option<Month> {
    let ended = Told::of(history).ended;
    ended.last().filter(|(_, resumed)| resumed.is_none()).map(|(from, _)| *from)
}
