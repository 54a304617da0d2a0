//! How things look: amounts, instants, the chart, and the frame around every page.

mod assets;
mod chart;
mod frame;
mod money;
mod when;

pub(crate) use assets::{SCRIPT, STYLE, kept_forever, print_of, script, style};
pub(crate) use chart::{Bar, Chart};
pub(crate) use frame::{Frame, Place, Tab};
pub(crate) use money::{amount, euros, percent, price};
pub(crate) use when::{around, clock, day, moment, month, short_month};
