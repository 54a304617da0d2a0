//! The statement as a spreadsheet for the accountant: a sheet for each part. Amounts are numbers,
//! days are days, ids are texts, and no text is ever a formula.
//!
//! Cells hold binary numbers. An amount of whole cents below 90 billion is the nearest of them and
//! is shown and read back as that amount.

mod looks;
mod page;
mod parts;
mod sheet;

use bookkeeping::Language;
use bookkeeping::closing::Statement;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use rust_xlsxwriter::{DocProperties, Workbook};

use crate::words::title;
use looks::Looks;

/// Why there can be no spreadsheet of it.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct XlsxError(#[from] rust_xlsxwriter::XlsxError);

/// The statement as an XLSX file, made at this moment.
///
/// # Errors
/// If it has more rows than a sheet can hold, which is a little more than a million.
pub fn xlsx(own: &Statement, at: Timestamp, language: Language) -> Result<Vec<u8>, XlsxError> {
    let looks = Looks::new(language);
    let mut workbook = Workbook::new();
    let made = at.to_zoned(TimeZone::UTC).datetime();
    let properties = DocProperties::new().set_title(title(own, language)).set_author("Sluitend");
    workbook.set_properties(&properties.set_creation_datetime(&made));
    for page in parts::all(own, language) {
        sheet::write(page, &mut workbook, &looks)?;
    }
    Ok(workbook.save_to_buffer()?)
}
