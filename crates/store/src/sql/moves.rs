//! Moving an installation from SQLite to PostgreSQL: what one of the two understands.
//!
//! Rows are compared in the order of their keys, which is that of their bytes on SQLite. A server may
//! sort texts as people do, so there it is said to be by bytes, and an index of that order stands
//! there while the move lasts.

use super::copies::{
    Kind, Table, accounts, audit, billed_lines, billed_months, connections, contact_emails,
    contact_intents, contacts, count, deliveries, facts, grants, holes, hooks, installs, key,
    listings, mail_choices, memberships, names, orders, page, rest, steps, subscription_steps,
    told,
};
use crate::statement::Statement;

/// A table that moves.
#[derive(Debug)]
pub(crate) struct Moved {
    /// Its pages are read on SQLite, its rows written on PostgreSQL, some at a time, whether they are there or
    /// not.
    pub(crate) table: Table,
    /// The rows after a key, up to another, on SQLite.
    pub(crate) here: Statement,
    /// All that stands in them, as one text: reading that takes a tenth of the time of reading rows.
    pub(crate) body: Statement,
    /// The rows after a key, up to another, on PostgreSQL.
    pub(crate) there: Statement,
    /// Removes a row on PostgreSQL.
    pub(crate) remove: Statement,
    /// Lets go of what only one row may have, besides its key, on PostgreSQL.
    pub(crate) vacate: Option<Statement>,
    /// Keeps everybody but the move from writing, on PostgreSQL.
    pub(crate) guard: &'static str,
    /// Ends that.
    pub(crate) release: &'static str,
    /// Keeps everybody from writing for good, on SQLite, whatever version their program is.
    pub(crate) close: &'static str,
}

/// A column in the order of its bytes.
macro_rules! bytes {
    (Text $column:ident) => {
        concat!(stringify!($column), " COLLATE \"C\"")
    };
    (Whole $column:ident) => {
        stringify!($column)
    };
}

/// The columns of a key in the order of their bytes.
macro_rules! in_bytes {
    ($_:literal $first:ident $kind:ident $(, $__:literal $more:ident $kinds:ident)*) => {
        concat!(bytes!($kind $first) $(, ", ", bytes!($kinds $more))*)
    };
}

/// The holes of a second key.
macro_rules! second {
    ($a:literal $_a:ident $__a:ident) => {
        "$2"
    };
    ($a:literal $_a:ident $__a:ident, $b:literal $_b:ident $__b:ident) => {
        "$3, $4"
    };
    ($a:literal $_a:ident $__a:ident, $b:literal $_b:ident $__b:ident,
     $c:literal $_c:ident $__c:ident) => {
        "$4, $5, $6"
    };
}

/// The rows after a key, up to another.
macro_rules! here {
    ($table:ident [$($k:literal $key:ident $kind:ident),+] $limit:literal
     [$($n:literal $column:ident $_:ident),*]) => {
        concat!(
            "SELECT ", names!($($key),+ $(, $column)*), " FROM ", stringify!($table),
            " WHERE (", names!($($key),+), ") > (", holes!($($k),+), ") AND (",
            names!($($key),+), ") <= (", second!($($k $key $kind),+), ") ORDER BY ",
            names!($($key),+)
        )
    };
}

/// All that stands in them.
macro_rules! body {
    ($table:ident [$($k:literal $key:ident $kind:ident),+] $limit:literal
     [$($n:literal $column:ident $of:ident),*]) => {
        concat!(
            "SELECT COALESCE(group_concat(json_array(", names!($($key),+ $(, $column)*),
            "), char(10)), '') AS body FROM (",
            here!($table [$($k $key $kind),+] $limit [$($n $column $of),*]), ")"
        )
    };
}

/// The rows after a key, up to another, in the order of bytes.
macro_rules! there {
    ($table:ident [$($k:literal $key:ident $kind:ident),+] $limit:literal
     [$($n:literal $column:ident $_:ident),*]) => {
        concat!(
            "SELECT ", names!($($key),+ $(, $column)*), " FROM ", stringify!($table),
            " WHERE (", in_bytes!($($k $key $kind),+), ") > (", holes!($($k),+), ") AND (",
            in_bytes!($($k $key $kind),+), ") <= (", second!($($k $key $kind),+), ") ORDER BY ",
            in_bytes!($($k $key $kind),+)
        )
    };
}

/// A column with its type.
macro_rules! typed {
    (Text $column:ident) => {
        concat!(stringify!($column), " TEXT")
    };
    (Whole $column:ident) => {
        concat!(stringify!($column), " BIGINT")
    };
}

/// Rows as they are to be, from objects of JSON: a round trip for each row would make the first pass ten times as
/// long, and more on a server that is further away.
macro_rules! put {
    ($table:ident [$k:literal $key:ident $kind:ident $(, $ks:literal $keys:ident $kinds:ident)*]
     $limit:literal [$($n:literal $column:ident $of:ident),*]) => {
        concat!(
            "INSERT INTO ", stringify!($table), " (",
            names!($key $(, $keys)* $(, $column)*), ") SELECT ",
            names!($key $(, $keys)* $(, $column)*),
            " FROM json_to_recordset(CAST($1 AS JSON)) AS given (", typed!($kind $key)
            $(, ", ", typed!($kinds $keys))* $(, ", ", typed!($of $column))*,
            ") ON CONFLICT (", names!($key $(, $keys)*), ") ", otherwise!($($column)*)
        )
    };
}

/// What becomes of a row that is there already.
macro_rules! otherwise {
    () => {
        "DO NOTHING"
    };
    ($column:ident $($more:ident)*) => {
        concat!(
            "DO UPDATE SET ", stringify!($column), " = excluded.", stringify!($column)
            $(, ", ", stringify!($more), " = excluded.", stringify!($more))*
        )
    };
}

macro_rules! remove {
    ($table:ident [$a:literal $first:ident $_:ident $(, $k:literal $key:ident $__:ident)*]
     $($___:tt)*) => {
        concat!(
            "DELETE FROM ", stringify!($table), " WHERE ", stringify!($first), " = $", $a
            $(, " AND ", stringify!($key), " = $", $k)*
        )
    };
}

macro_rules! guard {
    ($table:ident [$($k:literal $key:ident $kind:ident),+] $($_:tt)*) => {
        concat!(
            "CREATE TRIGGER moving BEFORE INSERT OR UPDATE OR DELETE ON ", stringify!($table),
            " FOR EACH STATEMENT EXECUTE FUNCTION moving(); ",
            "CREATE UNIQUE INDEX moving_", stringify!($table), " ON ", stringify!($table),
            " (", in_bytes!($($k $key $kind),+), ")"
        )
    };
}

macro_rules! release {
    ($table:ident $($_:tt)*) => {
        concat!(
            "DROP TRIGGER moving ON ",
            stringify!($table),
            "; DROP INDEX moving_",
            stringify!($table)
        )
    };
}

macro_rules! closed {
    ($what:ident $table:ident) => {
        concat!(
            "CREATE TRIGGER moved_",
            stringify!($what),
            "_",
            stringify!($table),
            " BEFORE ",
            stringify!($what),
            " ON ",
            stringify!($table),
            " BEGIN SELECT RAISE(ABORT, 'this installation has moved to PostgreSQL'); END; "
        )
    };
}

macro_rules! close {
    ($table:ident $($_:tt)*) => {
        concat!(closed!(INSERT $table), closed!(UPDATE $table), closed!(DELETE $table))
    };
}

macro_rules! sessions {
    ($as:ident) => {
        $as!(sessions [1 token_hash Text] 2 [
            2 account_id Text, 3 made_at Whole, 4 extended_at Whole, 5 expires_at Whole
        ])
    };
}

macro_rules! links {
    ($as:ident) => {
        $as!(links [1 token_hash Text] 2 [
            2 account_id Text, 3 made_at Whole, 4 expires_at Whole, 5 used_at Whole
        ])
    };
}

macro_rules! errands {
    ($as:ident) => {
        $as!(errands [1 token_hash Text] 2 [
            2 account_id Text, 3 shop_id Whole, 4 verifier Text, 5 made_at Whole, 6 expires_at Whole
        ])
    };
}

macro_rules! invitations {
    ($as:ident) => {
        $as!(invitations [1 id Text] 2 [
            2 token_hash Text, 3 shop_id Whole, 4 name Text, 5 role Text, 6 made_at Whole,
            7 expires_at Whole, 8 made_by Text
        ])
    };
}

macro_rules! allowances {
    ($as:ident) => {
        $as!(allowances [1 name Text] 2 [
            2 next_number Whole, 3 blocked_until Whole
        ])
    };
}

macro_rules! outbox {
    ($as:ident) => {
        $as!(outbox [1 id Text] 2 [
            2 way Text, 3 kind Text, 4 connection_id Text, 5 account_id Text, 6 recipient Text,
            7 subject Text, 8 body Text, 9 html Text, 10 unsubscribe Text, 11 state Text,
            12 attempt Whole, 13 made_at Whole, 14 due_at Whole, 15 sent_at Whole,
            16 ended_at Whole, 17 message_id Text, 18 answer Text
        ])
    };
}

macro_rules! requests {
    ($as:ident) => {
        $as!(requests [1 name Text, 2 number Whole] 3 [
            3 counted_by Whole
        ])
    };
}

/// A table, its sealed columns, and what lets go of what only one row of it may have.
macro_rules! moved {
    ($table:ident [$($sealed:ident)*] $vacate:expr) => {
        Moved {
            table: Table {
                name: stringify!($table),
                key: $table!(key),
                rest: $table!(rest),
                sealed: &[$(stringify!($sealed)),*],
                page: Statement::of_one_engine($table!(page)),
                write: Statement::of_one_engine($table!(put)),
                count: Statement::of_one_engine($table!(count)),
            },
            here: Statement::of_one_engine($table!(here)),
            body: Statement::of_one_engine($table!(body)),
            there: Statement::of_one_engine($table!(there)),
            remove: Statement::of_one_engine($table!(remove)),
            vacate: $vacate,
            guard: $table!(guard),
            release: $table!(release),
            close: $table!(close),
        }
    };
}

/// An address of an account may have become that of another.
const VACATE_ACCOUNT: Option<Statement> = Some(Statement::of_one_engine(
    "UPDATE accounts SET email_lower = id WHERE id = $1 AND email_lower IS NOT NULL",
));
/// The App Store may open another account.
const VACATE_MEMBERSHIP: Option<Statement> = Some(Statement::of_one_engine(
    "UPDATE memberships SET by_app_store = 0 WHERE account_id = $1 AND shop_id = $2",
));
/// The same keys may have come again, under another id.
const VACATE_INSTALL: Option<Statement> =
    Some(Statement::of_one_engine("UPDATE installs SET key_name = id WHERE id = $1"));

/// Everything, those first that others refer to. What is soon over moves as well, other than into a
/// backup: nothing is put back to an earlier moment, so who is signed in stays so, and what the remotes
/// counted counts on.
pub(crate) const MOVED: &[Moved] = &[
    moved!(connections [shop_key shop_secret moneybird_token] None),
    moved!(orders [] None),
    moved!(steps [] None),
    moved!(listings [] None),
    moved!(facts [] None),
    moved!(contacts [] None),
    moved!(contact_emails [] None),
    moved!(contact_intents [] None),
    moved!(accounts [totp] VACATE_ACCOUNT),
    moved!(memberships [] VACATE_MEMBERSHIP),
    moved!(installs [shop_key shop_secret] VACATE_INSTALL),
    moved!(grants [refresh] None),
    moved!(hooks [token signing_key] None),
    moved!(deliveries [] None),
    moved!(audit [] None),
    moved!(subscription_steps [] None),
    moved!(billed_months [] None),
    moved!(billed_lines [] None),
    moved!(told [] None),
    moved!(mail_choices [] None),
    moved!(sessions [] None),
    moved!(links [] None),
    moved!(errands [verifier] None),
    moved!(invitations [] None),
    moved!(allowances [] None),
    moved!(requests [] None),
    moved!(outbox [] None),
];

/// Whether a database of SQLite knows of moves.
pub(crate) const KNOWN_SQLITE: Statement = Statement::of_one_engine(
    "SELECT COUNT(*) AS number FROM sqlite_master WHERE type = 'table' AND name = 'moves'",
);
/// The same on PostgreSQL.
pub(crate) const KNOWN_POSTGRES: Statement = Statement::of_one_engine(
    "SELECT COUNT(*) AS number FROM pg_catalog.pg_class WHERE oid = to_regclass('moves')",
);
/// What stands where our tables are or will be, on PostgreSQL, but for what an extension keeps there.
pub(crate) const STANDS_THERE: Statement = Statement::of_one_engine(
    "SELECT CAST(own.relname AS TEXT) AS name FROM pg_catalog.pg_class AS own \
     JOIN pg_catalog.pg_namespace AS place ON place.oid = own.relnamespace \
     WHERE place.nspname = current_schema() AND own.relkind IN ('r', 'p', 'v', 'm', 'f') \
     AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS of_it \
     WHERE of_it.classid = CAST('pg_catalog.pg_class' AS regclass) AND of_it.objid = own.oid \
     AND of_it.deptype = 'e') ORDER BY 1",
);
/// All moves that this database is a side of.
pub(crate) const EVERY: Statement = Statement::of_one_engine(
    "SELECT id, side, place, attempt, ended_at FROM moves ORDER BY began_at, id",
);
/// A move begins.
pub(crate) const BEGIN: Statement = Statement::of_one_engine(
    "INSERT INTO moves (id, side, place, began_at, attempt) VALUES ($1, $2, $3, $4, 0)",
);
/// A move that had not ended goes elsewhere.
pub(crate) const AIM: Statement =
    Statement::of_one_engine("UPDATE moves SET place = $2 WHERE id = $1 AND ended_at IS NULL");
/// A move that had not ended is taken up.
pub(crate) const TAKE_UP: Statement = Statement::of_one_engine(
    "UPDATE moves SET attempt = attempt + 1 WHERE id = $1 AND side = 'to' AND ended_at IS NULL \
     RETURNING attempt",
);
/// Holds the move until the end of the transaction, if nobody has taken it up since.
pub(crate) const HOLD: Statement = Statement::of_one_engine(
    "SELECT id FROM moves WHERE id = $1 AND attempt = $2 AND ended_at IS NULL FOR UPDATE",
);
/// A move ends.
pub(crate) const END: Statement =
    Statement::of_one_engine("UPDATE moves SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL");
/// Somebody is getting new tokens from Moneybird.
pub(crate) const ASKED: Statement =
    Statement::of_one_engine("SELECT COUNT(*) AS number FROM grants WHERE taken_until > $1");
/// Nobody works on any connection.
pub(crate) const FREE: &str = "UPDATE connections SET lease_owner = NULL, lease_until = NULL \
     WHERE lease_owner IS NOT NULL; \
     UPDATE grants SET taken_by = NULL, taken_until = NULL WHERE taken_by IS NOT NULL";

/// Refuses whoever is not the move.
pub(crate) const GUARD: &str = "CREATE FUNCTION moving() RETURNS trigger LANGUAGE plpgsql AS $$ \
     BEGIN \
     IF COALESCE(current_setting('sluitend.moving', true), '') <> 'yes' THEN \
     RAISE EXCEPTION 'an installation is being moved into this database' USING ERRCODE = 'SLU01'; \
     END IF; \
     RETURN NULL; \
     END $$";
/// The end of that.
pub(crate) const RELEASE: &str = "DROP FUNCTION moving()";
/// This transaction is the move's. It may read SQLite for long in between, and reads whole tables in
/// the order of their keys, of which a server that has not counted its rows yet knows nothing.
pub(crate) const ALLOW: &str = "SET LOCAL sluitend.moving = 'yes'; \
     SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL enable_seqscan = off; \
     SET LOCAL enable_bitmapscan = off; SET LOCAL enable_sort = off";
/// This session is the move's.
pub(crate) const ALLOW_SESSION: &str = "SET sluitend.moving = 'yes'";
