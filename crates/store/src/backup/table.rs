//! Copies a table from one database to another, some rows at a time.

use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use super::BackupError;
use crate::columns::Columns;
use crate::seal::Place;
use crate::sql::copies::{Kind, Table};
use crate::statement::Query;
use crate::{Error, Moment, SealingKey, Store};

/// Rows in memory at a time: an order is some kilobytes, a long day's summary some hundreds.
pub(crate) const SOME: i64 = 200;

/// Where rows come from and go to, and what it means if that fails.
pub(super) struct Way<'a> {
    pub(super) from: &'a mut AnyConnection,
    pub(super) to: &'a mut AnyConnection,
    pub(super) unreadable: &'a (dyn Fn(Error) -> Error + Sync),
    pub(super) unwritable: &'a (dyn Fn(sqlx::Error) -> Error + Sync),
}

/// Where a row stands in the order of its key.
enum Part {
    Text(String),
    Whole(i64),
}

impl Part {
    /// Before every row there is: a key begins with an id, and no id is empty.
    fn first(kind: Kind) -> Self {
        match kind {
            Kind::Text => Self::Text(String::new()),
            Kind::Whole => Self::Whole(i64::MIN),
        }
    }

    fn read(row: &AnyRow, column: &'static str, kind: Kind) -> Result<Self, Error> {
        Ok(match kind {
            Kind::Text => Self::Text(row.text(column)?),
            Kind::Whole => Self::Whole(row.whole(column)?),
        })
    }

    fn bind(&self, query: Query) -> Query {
        match self {
            Self::Text(text) => query.bind(text.clone()),
            Self::Whole(number) => query.bind(*number),
        }
    }

    fn as_text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Whole(number) => number.to_string(),
        }
    }
}

impl Way<'_> {
    /// Copies all rows of a table; how many there were. Their number is counted on both sides, so a
    /// table that was not empty is an error.
    pub(super) async fn copy(&mut self, table: &Table, store: &Store) -> Result<u64, Error> {
        let expected = count(table, self.from).await.map_err(self.unreadable)?;
        let mut after = first(table);
        let mut copied = 0_u64;
        loop {
            store.tell(Moment::BeforeRead).await;
            let rows = page(table, &after).fetch_all(&mut *self.from).await;
            store.tell(Moment::AfterRead).await;
            let rows = rows.map_err(|error| (self.unreadable)(error.into()))?;
            let Some(last) = rows.last() else { break };
            after = key(table, last).map_err(self.unreadable)?;
            for row in &rows {
                let query = filled(table, row).map_err(self.unreadable)?;
                let written = query.execute(&mut *self.to).await.map_err(self.unwritable)?;
                copied = copied.saturating_add(written.rows_affected());
            }
        }
        let found = count(table, self.to).await?;
        if copied == expected && found == expected {
            Ok(found)
        } else {
            Err(BackupError::Incomplete { table: table.name, expected, found }.into())
        }
    }
}

/// Opens everything that is sealed in a table: what a key does not open now is of no use later.
pub(crate) async fn open_all(
    table: &Table,
    connection: &mut AnyConnection,
    key: &SealingKey,
) -> Result<(), Error> {
    if table.sealed.is_empty() {
        return Ok(());
    }
    let mut after = first(table);
    loop {
        let rows = page(table, &after).fetch_all(&mut *connection).await?;
        for row in &rows {
            after = self::key(table, row)?;
            let name = after.iter().map(Part::as_text).collect::<Vec<_>>().join("/");
            for column in table.sealed {
                if let Some(sealed) = row.text_if_any(column)? {
                    key.open(Place { table: table.name, column, row: &name }, &sealed)?;
                }
            }
        }
        if rows.is_empty() {
            return Ok(());
        }
    }
}

/// Before all rows of a table.
fn first(table: &Table) -> Vec<Part> {
    table.key.iter().map(|(_, kind)| Part::first(*kind)).collect()
}

/// Some rows after a key.
fn page(table: &Table, after: &[Part]) -> Query {
    after.iter().fold(table.page.query(), |query, part| part.bind(query)).bind(SOME)
}

fn key(table: &Table, row: &AnyRow) -> Result<Vec<Part>, Error> {
    table.key.iter().map(|(column, kind)| Part::read(row, column, *kind)).collect()
}

/// The statement that writes a row which was read.
fn filled(table: &Table, row: &AnyRow) -> Result<Query, Error> {
    let mut query = table.write.query();
    for (column, kind) in table.key.iter().chain(table.rest) {
        query = match kind {
            Kind::Text => query.bind(row.text_if_any(column)?),
            Kind::Whole => query.bind(row.whole_if_any(column)?),
        };
    }
    Ok(query)
}

/// How many rows a table has.
pub(crate) async fn count(table: &Table, connection: &mut AnyConnection) -> Result<u64, Error> {
    let row = table.count.query().fetch_one(connection).await?;
    Ok(row.whole("number")?.unsigned_abs())
}
