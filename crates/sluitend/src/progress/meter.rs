//! The bar.

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

/// A bar on stderr; nothing is drawn where that is no terminal, or where quiet is wanted.
pub(crate) struct Meter {
    bar: ProgressBar,
    service: Service,
    language: Language,
    calls_before: u64,
    zone: TimeZone,
    last: Mutex<Progress>,
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
        bar.set_prefix(name.to_owned());
        bar.set_style(style("{prefix} {spinner} {msg}"));
        bar.enable_steady_tick(Duration::from_millis(200));
        Self {
            bar,
            language: service.options().language,
            calls_before: service.calls().0,
            service: service.clone(),
            zone: TimeZone::system(),
            last: Mutex::default(),
        }
    }

    /// Shows how far a round is.
    pub(crate) fn tell(&self, progress: Progress) {
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = progress;
        let whole = progress.booked + progress.left;
        if whole == 0 {
            self.bar.set_message(match self.language {
                Language::Nl => format!("{} bestellingen gezien", progress.seen),
                Language::En => format!("{} orders seen", progress.seen),
            });
            return;
        }
        if self.bar.length() != Some(whole) {
            self.bar.set_style(style("{prefix} [{bar:30}] {pos}/{len} {msg}"));
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
            Language::Nl => format!("aanroepen op, gaat verder om {at}"),
            Language::En => format!("allowance used up, moves on at {at}"),
        };
        let ready = self.ready(last);
        let told = if ready.is_empty() { pause } else { format!("{pause}; {ready}") };
        self.bar.set_message(told);
    }

    /// Shows that it goes on.
    pub(crate) fn goes_on(&self) {
        let last = *self.last.lock().unwrap_or_else(PoisonError::into_inner);
        self.bar.set_message(self.ready(last));
    }

    /// Shows that another process works on this connection.
    pub(crate) fn waits_for_others(&self) {
        let text = say(
            self.language,
            "wacht op een ander proces dat aan deze koppeling werkt",
            "waits for another process that works on this connection",
        );
        self.bar.set_message(text);
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
