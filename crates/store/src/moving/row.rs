//! Rows as they are compared.

use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use crate::Error;
use crate::columns::Columns;
use crate::sql::copies::{Kind, Table};
use crate::statement::{Query, Statement};

/// A value. Two are in the order of their bytes or their numbers, as keys are on SQLite.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Value {
    Text(Option<String>),
    Whole(Option<i64>),
}

/// The values of a row, its key first.
pub(super) type Row = Vec<Value>;

impl Value {
    fn read(row: &AnyRow, column: &'static str, kind: Kind) -> Result<Self, Error> {
        Ok(match kind {
            Kind::Text => Self::Text(row.text_if_any(column)?),
            Kind::Whole => Self::Whole(row.whole_if_any(column)?),
        })
    }

    /// PostgreSQL wants to know of a value that is missing, too, of which kind it is.
    fn bind(&self, query: Query) -> Query {
        match self {
            Self::Text(text) => query.bind(text.clone()),
            Self::Whole(number) => query.bind(*number),
        }
    }
}

/// Before every key: a key begins with a text that is not empty.
pub(super) fn first(table: &Table) -> Row {
    let value = |kind: &Kind| match kind {
        Kind::Text => Value::Text(Some(String::new())),
        Kind::Whole => Value::Whole(Some(i64::MIN)),
    };
    table.key.iter().map(|(_, kind)| value(kind)).collect()
}

/// After every key: no text of ours begins with the last sign that there is.
pub(super) fn last(table: &Table) -> Row {
    let value = |kind: &Kind| match kind {
        Kind::Text => Value::Text(Some(char::MAX.to_string())),
        Kind::Whole => Value::Whole(Some(i64::MAX)),
    };
    table.key.iter().map(|(_, kind)| value(kind)).collect()
}

/// The key of a row.
pub(super) fn key<'a>(table: &Table, row: &'a Row) -> &'a [Value] {
    row.get(..table.key.len()).unwrap_or(row)
}

/// A statement with these values.
pub(super) fn filled(statement: Statement, values: &[Value]) -> Query {
    values.iter().fold(statement.query(), |query, value| value.bind(query))
}

/// The rows of a table that a query finds.
pub(super) async fn read(
    table: &Table,
    query: Query,
    connection: &mut AnyConnection,
) -> Result<Vec<Row>, Error> {
    let rows = query.fetch_all(connection).await?;
    let values = |row: &AnyRow| {
        let columns = table.key.iter().chain(table.rest);
        columns.map(|(column, kind)| Value::read(row, column, *kind)).collect()
    };
    rows.iter().map(values).collect()
}

/// Rows as objects of JSON, which the server makes rows of again.
pub(super) fn json(table: &Table, rows: &[&Row]) -> String {
    let columns: Vec<&str> = table.key.iter().chain(table.rest).map(|(name, _)| *name).collect();
    let mut text = String::from("[");
    for (at, row) in rows.iter().enumerate() {
        text.push_str(if at == 0 { "{" } else { ",{" });
        for (at, (column, value)) in columns.iter().zip(row.iter()).enumerate() {
            text.push_str(if at == 0 { "\"" } else { ",\"" });
            text.push_str(column);
            text.push_str("\":");
            match value {
                Value::Text(None) | Value::Whole(None) => text.push_str("null"),
                Value::Text(Some(own)) => quote(own, &mut text),
                Value::Whole(Some(own)) => text.push_str(&own.to_string()),
            }
        }
        text.push('}');
    }
    text.push(']');
    text
}

fn quote(own: &str, text: &mut String) {
    text.push('"');
    for sign in own.chars() {
        match sign {
            '"' | '\\' => text.extend(['\\', sign]),
            '\0'..='\u{1f}' => {
                // It is below 32: two digits are always 0.
                text.push_str("\\u00");
                text.push_str(&hex::encode([u32::from(sign).to_be_bytes()[3]]));
            }
            _ => text.push(sign),
        }
    }
    text.push('"');
}

/// Two keys, after the one and up to the other.
pub(super) fn both(after: &Row, upto: &Row) -> Row {
    after.iter().chain(upto).cloned().collect()
}
