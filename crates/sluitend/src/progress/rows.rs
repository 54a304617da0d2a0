//! How many rows of a move were compared.

use std::time::Duration;

use bookkeeping::Language;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use store::MoveProgress;

use crate::language::say;
use crate::output::Output;

/// A bar on stderr; nothing is drawn where that is no terminal, or where quiet is wanted.
pub(crate) struct RowMeter {
    bar: ProgressBar,
    language: Language,
}

impl RowMeter {
    /// A bar.
    pub(crate) fn new(output: Output, language: Language) -> Self {
        let target = if output.is_quiet() {
            ProgressDrawTarget::hidden()
        } else {
            ProgressDrawTarget::stderr()
        };
        let bar = ProgressBar::with_draw_target(None, target);
        // A template that could not be read leaves the usual bar.
        let style = ProgressStyle::with_template("{prefix} [{bar:20}] {pos}/{len} {wide_msg}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.enable_steady_tick(Duration::from_millis(200));
        Self { bar, language }
    }

    /// A pass begins, the first or another.
    pub(crate) fn pass(&self, number: usize) {
        self.bar.set_prefix(match self.language {
            Language::Nl => format!("ronde {number}"),
            Language::En => format!("pass {number}"),
        });
        let message =
            say(self.language, "rijen; het werk gaat door", "rows; the work goes on meanwhile");
        self.bar.set_message(message.to_owned());
    }

    /// Shows how far it is.
    pub(crate) fn tell(&self, progress: MoveProgress) {
        match progress {
            MoveProgress::Compared { rows, of } => {
                self.bar.set_length(of.max(rows));
                self.bar.set_position(rows);
            }
            MoveProgress::Locked => {
                self.bar.set_prefix(say(self.language, "slot", "end").to_owned());
                let message = say(
                    self.language,
                    "rijen; even kan niemand schrijven",
                    "rows; nobody can write for a moment",
                );
                self.bar.set_message(message.to_owned());
            }
        }
    }
}

impl Drop for RowMeter {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
