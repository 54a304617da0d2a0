//! What cells look like.

use bookkeeping::Language;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use super::sheet::Kind;

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
        let plain = Format::new().set_align(FormatAlign::Top);
        let bold = plain.clone().set_bold();
        let amount = plain.clone().set_num_format(AMOUNT);
        let heading = bold
            .clone()
            .set_background_color(Color::RGB(0x00E8_EDF1))
            .set_border_bottom(FormatBorder::Thin)
            .set_text_wrap();
        let total = bold.clone().set_border_top(FormatBorder::Thin);
        let day = match language {
            Language::Nl => "dd-mm-yyyy",
            Language::En => "yyyy-mm-dd",
        };
        Self {
            title: bold.clone().set_font_size(14),
            sentence: plain.clone().set_text_wrap(),
            off: amount.clone().set_bold().set_font_color(Color::RGB(0x00B0_0020)),
            number: plain.clone(),
            day: plain.clone().set_num_format(day).set_align(FormatAlign::Left),
            heading_left: heading.clone().set_align(FormatAlign::Left),
            heading_right: heading.set_align(FormatAlign::Right),
            total_amount: total.clone().set_num_format(AMOUNT),
            total,
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
