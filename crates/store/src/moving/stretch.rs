//! A stretch of a table's keys, made the same on both sides.

use std::collections::BTreeMap;

use sqlx::AnyConnection;

use super::MoveError;
use super::digest::{self, Digest};
use super::row::{Row, Value, both, filled, json, key, read};
use crate::Error;
use crate::sql::moves::Moved;

/// A stretch that was the same on both sides when it was last looked at.
#[derive(Debug, Clone)]
pub(super) struct Stretch {
    /// The last key of it.
    pub(super) upto: Row,
    pub(super) rows: u64,
    /// By which it is known on SQLite as long as it does not change.
    pub(super) mark: Digest,
    /// What SQLite's rows come to.
    pub(super) here: Digest,
    /// What PostgreSQL's rows come to, as they were read there.
    pub(super) there: Digest,
}

/// The rows of a stretch as they are on SQLite now.
pub(super) struct Found {
    pub(super) after: Row,
    pub(super) upto: Row,
    pub(super) rows: Vec<Row>,
    pub(super) mark: Digest,
}

/// What was done to make a stretch the same.
pub(super) struct Levelled {
    pub(super) stretch: Stretch,
    /// How many rows were written.
    pub(super) written: u64,
    /// Keys of rows that are too many. They are removed when all else is there: others may refer to
    /// them until then.
    pub(super) extra: Vec<Row>,
}

impl Found {
    /// The rows of this stretch as they are on PostgreSQL now.
    async fn there(&self, moved: &Moved, to: &mut AnyConnection) -> Result<Vec<Row>, Error> {
        read(&moved.table, filled(moved.there, &both(&self.after, &self.upto)), to).await
    }

    /// Lets go of what only one row may have, in all rows that are not as they are to be.
    pub(super) async fn vacate(&self, moved: &Moved, to: &mut AnyConnection) -> Result<(), Error> {
        let Some(vacate) = moved.vacate else { return Ok(()) };
        for row in self.there(moved, to).await? {
            if !self.rows.contains(&row) {
                filled(vacate, key(&moved.table, &row)).execute(&mut *to).await?;
            }
        }
        Ok(())
    }

    /// Writes what is missing or differs.
    pub(super) async fn level(
        self,
        moved: &'static Moved,
        to: &mut AnyConnection,
    ) -> Result<Levelled, Error> {
        let table = &moved.table;
        let mut rows = self.there(moved, to).await?;
        let mut by_key: BTreeMap<&[Value], &Row> =
            rows.iter().map(|row| (key(table, row), row)).collect();
        let mut differ = Vec::new();
        for row in &self.rows {
            if by_key.remove(key(table, row)) != Some(row) {
                differ.push(row);
            }
        }
        let extra: Vec<Row> = by_key.into_keys().map(<[Value]>::to_vec).collect();
        let mut written = 0;
        if !differ.is_empty() {
            let query = table.write.query().bind(json(table, &differ));
            written = query.execute(&mut *to).await?.rows_affected();
            // As the server has it now, not as it was told to.
            rows = self.there(moved, to).await?;
        }
        rows.retain(|row| !extra.iter().any(|own| own == key(table, row)));
        let there = digest::of_rows(rows.iter());
        let here = digest::of_rows(self.rows.iter());
        if there != here {
            return Err(MoveError::Differs { table: table.name }.into());
        }
        let count = u64::try_from(rows.len()).unwrap_or(u64::MAX);
        let stretch = Stretch { upto: self.upto, rows: count, mark: self.mark, here, there };
        Ok(Levelled { stretch, written, extra })
    }
}
