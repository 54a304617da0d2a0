//! Facts: named texts.

use crate::statement::statements;

statements! {
    /// A fact.
    FACT = "SELECT body, noted_at FROM facts WHERE connection_id = $1 AND name = $2";
    /// The newest fact of a name.
    NEWEST_FACT = "SELECT body, noted_at FROM facts WHERE name = $1 \
                   ORDER BY noted_at DESC, connection_id LIMIT 1";
    /// The facts of a name, of all connections, that say something.
    SAYING = "SELECT body FROM facts WHERE name = $1 AND body LIKE $2";
    /// A new or newer fact.
    PUT_FACT = "INSERT INTO facts (connection_id, name, body, noted_at) VALUES ($1, $2, $3, $4) \
                ON CONFLICT (connection_id, name) DO UPDATE SET body = excluded.body, \
                noted_at = excluded.noted_at";
}
