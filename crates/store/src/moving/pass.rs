//! A pass over all tables.

use sqlx::{Any, AnyConnection, Transaction};

use super::Move;
use super::digest::{self, Digest};
use super::row::{Row, both, filled, first, key, last, read};
use super::stretch::{Found, Stretch};
use crate::backup::table::{SOME, count};
use crate::columns::Columns;
use crate::sql::copies::Table;
use crate::sql::moves::{MOVED, Moved};
use crate::{Error, Moment};

/// How far a pass is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MoveProgress {
    /// So many of so many rows were compared.
    Compared {
        /// Compared rows.
        rows: u64,
        /// All rows.
        of: u64,
    },
    /// Nobody else can write to SQLite from now on.
    Locked,
}

/// What a pass did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Passed {
    /// Rows there are.
    pub rows: u64,
    /// Rows that were written or removed, since they differed.
    pub written: u64,
}

/// What a pass found and did.
#[derive(Default)]
pub(super) struct Swept {
    /// The stretches of each table.
    pub(super) known: Vec<Vec<Stretch>>,
    pub(super) passed: Passed,
    /// Rows that are too many.
    extra: Vec<(&'static Moved, Row)>,
}

/// What is told how far it is.
pub(super) type Tell<'a> = &'a (dyn Fn(MoveProgress) + Sync);

/// One reading of SQLite, compared with PostgreSQL.
pub(super) struct Sweep<'a> {
    pub(super) own: &'a Move,
    pub(super) from: &'a mut AnyConnection,
    /// The transaction that all is written in, or each stretch has one of its own.
    pub(super) to: Option<Transaction<'static, Any>>,
    pub(super) tell: Tell<'a>,
}

impl Move {
    /// Brings PostgreSQL to where SQLite is now, while others go on writing there. What is written is
    /// kept, whatever becomes of the rest. Each pass after the first is as short as what was written to
    /// SQLite meanwhile.
    ///
    /// # Errors
    /// [`MoveError`](crate::MoveError), or if one of the databases fails.
    pub async fn pass(&mut self, tell: Tell<'_>) -> Result<Passed, Error> {
        let mut from = self.from.pool.begin_with(self.from.engine.begin_reading()).await?;
        let sweep = Sweep { own: self, from: &mut from, to: None, tell };
        let (swept, _) = sweep.run().await?;
        from.rollback().await?;
        self.known = swept.known;
        Ok(swept.passed)
    }
}

impl Sweep<'_> {
    /// Compares all tables; the transaction is still open if there was one.
    pub(super) async fn run(mut self) -> Result<(Swept, Option<Transaction<'static, Any>>), Error> {
        let mut swept = Swept::default();
        let mut of = 0_u64;
        for moved in MOVED {
            of = of.saturating_add(count(&moved.table, self.from).await?);
        }
        for (at, moved) in MOVED.iter().enumerate() {
            let own = self.own;
            let known = own.known.get(at).map_or(&[][..], Vec::as_slice);
            if moved.vacate.is_some() {
                self.vacate(moved, known).await?;
            }
            let mut stretches = Vec::new();
            let mut after = first(&moved.table);
            while after != last(&moved.table) {
                let before = known.get(stretches.len());
                let stretch = match self.find(moved, &after, before).await? {
                    Looked::Same(before) => before.clone(),
                    Looked::Found(found) => self.level(moved, found, &mut swept).await?,
                };
                after.clone_from(&stretch.upto);
                swept.passed.rows = swept.passed.rows.saturating_add(stretch.rows);
                stretches.push(stretch);
                (self.tell)(MoveProgress::Compared { rows: swept.passed.rows, of });
            }
            swept.known.push(stretches);
        }
        self.remove(&mut swept).await?;
        Ok((swept, self.to))
    }

    /// The next stretch: up to where it ended the last time, or some rows.
    async fn find<'k>(
        &mut self,
        moved: &Moved,
        after: &Row,
        before: Option<&'k Stretch>,
    ) -> Result<Looked<'k>, Error> {
        let table = &moved.table;
        let mut known = None;
        let query = match before {
            Some(before) => {
                let mark = self.mark(moved, after, &before.upto).await?;
                if mark == before.mark {
                    return Ok(Looked::Same(before));
                }
                known = Some((before.upto.clone(), mark));
                filled(moved.here, &both(after, &before.upto))
            }
            None => filled(table.page, after).bind(SOME),
        };
        self.own.from.tell(Moment::BeforeRead).await;
        let rows = read(table, query, self.from).await?;
        self.own.from.tell(Moment::AfterRead).await;
        let (upto, mark) = if let Some(known) = known {
            known
        } else {
            let upto = end(table, &rows);
            let mark = self.mark(moved, after, &upto).await?;
            (upto, mark)
        };
        Ok(Looked::Found(Found { after: after.clone(), upto, rows, mark }))
    }

    /// By which a stretch is known. SQLite shows it as it is at one moment for as long as a pass lasts.
    async fn mark(&mut self, moved: &Moved, after: &Row, upto: &Row) -> Result<Digest, Error> {
        let query = filled(moved.body, &both(after, upto));
        let row = query.fetch_one(&mut *self.from).await?;
        Ok(digest::of_body(&row.text("body")?))
    }

    /// Lets go, in a whole table, of what only one row may have: a row that is to get it may come before
    /// the one that has it still.
    async fn vacate(&mut self, moved: &'static Moved, known: &[Stretch]) -> Result<(), Error> {
        let mut after = first(&moved.table);
        let mut known = known.iter();
        while after != last(&moved.table) {
            let before = known.next();
            let found = match self.find(moved, &after, before).await? {
                Looked::Same(before) => {
                    after.clone_from(&before.upto);
                    continue;
                }
                Looked::Found(found) => found,
            };
            after.clone_from(&found.upto);
            if let Some(to) = &mut self.to {
                found.vacate(moved, to).await?;
            } else {
                let mut to = self.own.begin().await?;
                found.vacate(moved, &mut to).await?;
                self.own.to.commit_long(to).await?;
            }
        }
        Ok(())
    }

    async fn level(
        &mut self,
        moved: &'static Moved,
        found: Found,
        swept: &mut Swept,
    ) -> Result<Stretch, Error> {
        let levelled = if let Some(to) = &mut self.to {
            found.level(moved, to).await?
        } else {
            let mut to = self.own.begin().await?;
            let levelled = found.level(moved, &mut to).await?;
            self.own.to.commit_long(to).await?;
            levelled
        };
        swept.passed.written = swept.passed.written.saturating_add(levelled.written);
        swept.extra.extend(levelled.extra.into_iter().map(|key| (moved, key)));
        Ok(levelled.stretch)
    }

    /// Removes what is too much, those first that refer to others.
    async fn remove(&mut self, swept: &mut Swept) -> Result<(), Error> {
        if swept.extra.is_empty() {
            return Ok(());
        }
        let mut own = None;
        let to = match &mut self.to {
            Some(to) => to,
            None => own.insert(self.own.begin().await?),
        };
        for (moved, key) in swept.extra.iter().rev() {
            let removed = filled(moved.remove, key).execute(&mut **to).await?.rows_affected();
            swept.passed.written = swept.passed.written.saturating_add(removed);
        }
        match own {
            Some(own) => self.own.to.commit_long(own).await,
            None => Ok(()),
        }
    }
}

/// A stretch on SQLite.
enum Looked<'k> {
    /// Nothing has changed in it.
    Same(&'k Stretch),
    Found(Found),
}

/// Where a stretch ends that begins with these rows.
fn end(table: &Table, rows: &[Row]) -> Row {
    let is_full = i64::try_from(rows.len()).is_ok_and(|rows| rows >= SOME);
    match rows.last() {
        Some(row) if is_full => key(table, row).to_vec(),
        _ => last(table),
    }
}
