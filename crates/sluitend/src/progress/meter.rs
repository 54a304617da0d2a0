//! The bar.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use bookkeeping::Language;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use sync::{Progress, Service};

use super::forecast::Known;
use crate::language::say;
use crate::output::Output;

/// A longer name would leave no room on a line for what is to be told.
const MOST_NAME: usize = 16;

/// A bar on stderr; nothing is drawn where that is no terminal, or where quiet is wanted.
pub(crate) struct Meter {
    bar: ProgressBar,
    service: Service,
    language: Language,
    calls_before: u64,
    zone: TimeZone,
    last: Mutex<Progress>,
    output: Output,
    told_of_others: AtomicBool,
}

impl Meter {
    /// A meter under this name.
    pub(crate) fn new(name: &str, service: &Service, output: Output) -> Self {
        let target = if output.is_quiet() {
            ProgressDrawTarget::hidden()
        } else {
            ProgressDrawTarget::stderr()
        };
        let bar = ProgressBar::with_draw_target(None, target);
        bar.set_prefix(name.chars().take(MOST_NAME).collect::<String>());
        bar.set_style(style("{prefix} {spinner} {wide_msg}"));
        bar.enable_steady_tick(Duration::from_millis(200));
        Self {
            bar,
            language: service.options().language,
            calls_before: service.calls().0,
            service: service.clone(),
            zone: TimeZone::system(),
            last: Mutex::default(),
            output,
            told_of_others: AtomicBool::new(false),
        }
    }

    /// Shows how far a round is.
    pub(crate) fn tell(&self, progress: Progress) {
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = progress;
        let whole = progress.booked + progress.left;
        if whole == 0 {
            self.bar.set_message(match (self.language, progress.seen) {
                (Language::Nl, 1) => "1 bestelling gezien".to_owned(),
                (Language::En, 1) => "1 order seen".to_owned(),
                (Language::Nl, seen) => format!("{seen} bestellingen gezien"),
                (Language::En, seen) => format!("{seen} orders seen"),
            });
            return;
        }
        if self.bar.length() != Some(whole) {
            self.bar.set_style(style("{prefix} [{bar:10}] {pos}/{len} {wide_msg}"));
            self.bar.set_length(whole);
        }
        self.bar.set_position(progress.booked + progress.begun);
        self.bar.set_message(self.ready(progress));
    }

    /// Shows that the allowance is used up until then.
    pub(crate) fn pauses(&self, until: Timestamp) {
        let last = *self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let at = self.clock_time(until);
        let pause = match self.language {
            Language::Nl => format!("pauze tot {at}"),
            Language::En => format!("pause until {at}"),
        };
        let ready = self.ready(last);
        let told = if ready.is_empty() { pause } else { format!("{pause}, {ready}") };
        self.bar.set_message(told);
    }

    /// Shows that it goes on.
    pub(crate) fn goes_on(&self) {
        let last = *self.last.lock().unwrap_or_else(PoisonError::into_inner);
        self.bar.set_message(self.ready(last));
    }

    /// Shows that another process works on this connection.
    pub(crate) fn is_behind_others(&self) {
        self.bar.set_message(say(
            self.language,
            "wacht op een ander proces",
            "waits for another process",
        ));
    }

    /// Shows that another process works on this connection, and when its right to do so ends at
    /// the latest. The first time it is said on stderr, where a script finds it too.
    pub(crate) fn waits_for_others(&self, until: Timestamp) {
        self.is_behind_others();
        if self.told_of_others.swap(true, Ordering::Relaxed) {
            return;
        }
        let at = self.clock_time(until);
        let text = match self.language {
            Language::Nl => format!(
                "Een ander proces werkt aan deze koppeling, of is afgebroken; neemt het over om \
                 uiterlijk {at}."
            ),
            Language::En => format!(
                "Another process works on this connection, or was killed; takes over by {at} at \
                 the latest."
            ),
        };
        self.bar.suspend(|| self.output.note(&text));
    }

    /// Shows that it waits for an outcome to settle.
    pub(crate) fn settles(&self, until: Timestamp) {
        let at = self.clock_time(until);
        self.bar.set_message(match self.language {
            Language::Nl => format!("wacht tot {at} op een uitkomst die nog niet bekend is"),
            Language::En => format!("waits until {at} for an outcome that is not known yet"),
        });
    }

    /// Takes the bar away.
    pub(crate) fn done(&self) {
        self.bar.finish_and_clear();
    }

    fn ready(&self, progress: Progress) -> String {
        let options = self.service.options();
        let known = Known {
            done: progress.booked + progress.begun,
            left: progress.left.saturating_sub(progress.begun),
            calls: self.service.calls().0.saturating_sub(self.calls_before),
            per_window: options.requests_per_window,
            window: options.window,
        };
        let Some(left) = known.time_left() else { return String::new() };
        let now = self.service.clock().now();
        let at = self.clock_time(now.saturating_add(left).unwrap_or(now));
        match self.language {
            Language::Nl => format!("klaar rond {at}"),
            Language::En => format!("ready around {at}"),
        }
    }

    /// The time on the clock of this place; with the day, if that is another.
    fn clock_time(&self, at: Timestamp) -> String {
        let today = self.service.clock().now().to_zoned(self.zone.clone()).date();
        let at = at.to_zoned(self.zone.clone());
        let form = if at.date() == today { "%H:%M:%S" } else { "%Y-%m-%d %H:%M" };
        at.strftime(form).to_string()
    }
}

impl Drop for Meter {
    fn drop(&mut self) {
        self.done();
    }
}

fn style(template: &str) -> ProgressStyle {
    // A template that could not be read leaves the usual bar.
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}
