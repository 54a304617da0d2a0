//! Months that were closed.

use billing::{Fixed, FixedMonth, Kind, Line, Month, Subscriber, Terms, Vat};
use bookkeeping::Money;
use sqlx::any::AnyRow;

use super::steps::subscriber;
use crate::columns::Columns;
use crate::instant::millis;
use crate::sql::subscriptions as sql;
use crate::{Error, Store};

impl Store {
    /// Closes a month, once: whether it was open. What it comes to never changes after that.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn close_month(&self, fixed: &Fixed) -> Result<bool, Error> {
        let month = fixed.month.to_string();
        let mut transaction = self.transaction().await?;
        let query = sql::CLOSE.query().bind(month.clone()).bind(millis(fixed.closed_at));
        let query = query.bind(fixed.terms.price.to_string()).bind(fixed.terms.currency.clone());
        let query = query.bind(fixed.terms.vat.as_str());
        if query.execute(&mut *transaction).await?.rows_affected() != 1 {
            return Ok(false);
        }
        for line in &fixed.lines {
            let query = sql::LINE.query().bind(month.clone()).bind(line.of.shop_id);
            let query = query.bind(line.of.administration_id.clone());
            let query = query.bind(line.of.connection.clone()).bind(line.of.shop_name.clone());
            let query = query.bind(line.of.administration_name.clone()).bind(line.kind.as_str());
            query.bind(line.amount.to_string()).execute(&mut *transaction).await?;
        }
        self.commit(transaction).await?;
        Ok(true)
    }

    /// A closed month, as it was fixed; nothing while it is open.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn closed_month(&self, month: Month) -> Result<Option<Fixed>, Error> {
        let Some(row) = self.find(sql::CLOSED.query().bind(month.to_string())).await? else {
            return Ok(None);
        };
        let rows = self.all(sql::LINES.query().bind(month.to_string())).await?;
        let lines = rows.iter().map(|row| {
            let (kind, amount) = charged(row)?;
            Ok(Line { of: subscriber(row)?, kind, amount })
        });
        Ok(Some(Fixed {
            month,
            closed_at: row.instant("closed_at")?,
            terms: Terms {
                price: money(&row, "price")?,
                currency: row.text("currency")?,
                vat: row.parsed("vat", Vat::parse)?,
            },
            lines: lines.collect::<Result<_, Error>>()?,
        }))
    }

    /// All closed months, the oldest first, as far as they are about one subscriber.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn closed_months_of(&self, of: &Subscriber) -> Result<Vec<FixedMonth>, Error> {
        let query = sql::CLOSED_OF.query().bind(of.shop_id).bind(of.administration_id.clone());
        let rows = self.all(query).await?;
        let read = |row: &AnyRow| {
            Ok(FixedMonth {
                month: row.parsed("month", |text| text.parse().ok())?,
                currency: row.text("currency")?,
                vat: row.parsed("vat", Vat::parse)?,
                line: match row.text_if_any("kind")? {
                    Some(_) => Some(charged(row)?),
                    None => None,
                },
            })
        };
        rows.iter().map(read).collect()
    }
}

fn charged(row: &AnyRow) -> Result<(Kind, Money), Error> {
    Ok((row.parsed("kind", Kind::parse)?, money(row, "amount")?))
}

/// An amount, which was written in whole cents.
fn money(row: &AnyRow, column: &'static str) -> Result<Money, Error> {
    row.amount(column).map(Money::round)
}
