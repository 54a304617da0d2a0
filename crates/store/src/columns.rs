//! Reading the columns of a row as what they mean.

use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::{Error, Trouble, instant};

/// The values of a row by the names of their columns.
pub(crate) trait Columns {
    fn text(&self, column: &'static str) -> Result<String, Error>;
    fn text_if_any(&self, column: &'static str) -> Result<Option<String>, Error>;
    fn whole(&self, column: &'static str) -> Result<i64, Error>;
    fn whole_if_any(&self, column: &'static str) -> Result<Option<i64>, Error>;

    fn flag(&self, column: &'static str) -> Result<bool, Error> {
        Ok(self.whole(column)? != 0)
    }

    fn instant(&self, column: &'static str) -> Result<Timestamp, Error> {
        self.whole(column).map(instant::instant)
    }

    fn instant_if_any(&self, column: &'static str) -> Result<Option<Timestamp>, Error> {
        Ok(self.whole_if_any(column)?.map(instant::instant))
    }

    /// A text that `parse` must understand.
    fn parsed<T>(
        &self,
        column: &'static str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<T, Error> {
        parse(&self.text(column)?).ok_or_else(|| meaningless(column))
    }

    /// A text that `parse` must understand, if there is one.
    fn parsed_if_any<T>(
        &self,
        column: &'static str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, Error> {
        self.text_if_any(column)?
            .map(|text| parse(&text).ok_or_else(|| meaningless(column)))
            .transpose()
    }

    fn day(&self, column: &'static str) -> Result<Date, Error> {
        self.parsed(column, |text| text.parse().ok())
    }

    fn day_if_any(&self, column: &'static str) -> Result<Option<Date>, Error> {
        self.parsed_if_any(column, |text| text.parse().ok())
    }

    fn amount(&self, column: &'static str) -> Result<Decimal, Error> {
        self.parsed(column, |text| Decimal::from_str_exact(text).ok())
    }
}

impl Columns for AnyRow {
    fn text(&self, column: &'static str) -> Result<String, Error> {
        Ok(self.try_get(column)?)
    }

    fn text_if_any(&self, column: &'static str) -> Result<Option<String>, Error> {
        Ok(self.try_get(column)?)
    }

    fn whole(&self, column: &'static str) -> Result<i64, Error> {
        Ok(self.try_get(column)?)
    }

    fn whole_if_any(&self, column: &'static str) -> Result<Option<i64>, Error> {
        Ok(self.try_get(column)?)
    }
}

fn meaningless(column: &'static str) -> Error {
    Error::database(
        Trouble::Damaged,
        format!("column {column} holds a text that this program never writes"),
    )
}
