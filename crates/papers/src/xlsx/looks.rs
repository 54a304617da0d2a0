//! What cells look like.

use bookkeeping::Language;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use super::page::Kind;

/// How amounts are written; the reader's own language decides which signs that takes.
const AMOUNT: &str = "#,##0.00";

/// All formats of a workbook, made once.
pub(super) struct Looks {
    pub(super) title: Format,
    pub(super) plain: Format,
    sentence: Format,
    amount: Format,
    /// An amount that should have been nothing.
    pub(super) off: Format,
    number: Format,
    day: Format,
    heading_left: Format,
    heading_right: Format,
    total: Format,
    total_amount: Format,
}

impl Looks {
    pub(super) fn new(language: Language) -> Self {
        let cell = Format::new().set_align(FormatAlign::Top);
        // A text begins a little to the right, so that it does not touch the amount before it.
        let plain = cell.clone().set_align(FormatAlign::Left).set_indent(1);
        let amount = cell.clone().set_num_format(AMOUNT);
        let heading = Format::new()
            .set_bold()
            .set_align(FormatAlign::Bottom)
            .set_background_color(Color::RGB(0x00E8_EDF1))
            .set_border_bottom(FormatBorder::Thin)
            .set_text_wrap();
        let total = |own: &Format| own.clone().set_bold().set_border_top(FormatBorder::Thin);
        let day = match language {
            Language::Nl => "dd-mm-yyyy",
            Language::En => "yyyy-mm-dd",
        };
        Self {
            title: plain.clone().set_bold().set_font_size(14),
            sentence: plain.clone().set_text_wrap(),
            off: amount.clone().set_bold().set_font_color(Color::RGB(0x00B0_0020)),
            number: cell,
            day: plain.clone().set_num_format(day),
            heading_left: heading.clone().set_align(FormatAlign::Left).set_indent(1),
            heading_right: heading.set_align(FormatAlign::Right),
            total_amount: total(&amount),
            total: total(&plain),
            amount,
            plain,
        }
    }

    pub(super) fn heading(&self, kind: Kind) -> &Format {
        match kind {
            Kind::Text | Kind::Sentence | Kind::Day => &self.heading_left,
            Kind::Amount | Kind::Difference | Kind::Number => &self.heading_right,
        }
    }

    pub(super) fn cell(&self, kind: Kind) -> &Format {
        match kind {
            Kind::Text => &self.plain,
            Kind::Sentence => &self.sentence,
            Kind::Amount | Kind::Difference => &self.amount,
            Kind::Number => &self.number,
            Kind::Day => &self.day,
        }
    }

    pub(super) fn total(&self, kind: Kind) -> &Format {
        match kind {
            Kind::Amount | Kind::Difference => &self.total_amount,
            _ => &self.total,
        }
    }
}
