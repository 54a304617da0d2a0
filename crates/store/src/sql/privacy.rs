//! Forgetting persons, and all that is kept of a connection.

use super::orders::{record, summary};
use crate::statement::statements;

statements! {
    /// What is booked or set aside and has not changed since an instant, the longest unchanged first. What is
    /// to be compared has just changed.
    UNCHANGED = concat!(
        "SELECT ", record!(), " FROM orders WHERE connection_id = $1 \
         AND state IN ('booked', 'ignored') AND (updated_at, order_id) > ($2, $3) \
         AND updated_at < $4 AND review = 0 ORDER BY updated_at, order_id LIMIT $5"
    );
    /// All of a connection, some after an id.
    AFTER = concat!(
        "SELECT ", record!(), " FROM orders WHERE connection_id = $1 AND order_id > $2 \
         ORDER BY order_id LIMIT $3"
    );
    /// The person in an order is forgotten. It is as old as it was, but what was seen of it a moment ago is not
    /// to be relied on: something is missing in it.
    FORGET = "UPDATE orders SET snapshot = $3, plan = $4, refusal = $5, why = $6, \
              seen_at = CASE WHEN seen_at > $7 THEN $7 ELSE seen_at END \
              WHERE connection_id = $1 AND order_id = $2 AND state = $8 AND updated_at = $9 \
              AND state <> 'booking'";
    /// What happened to an order, with the numbers of its steps.
    STEPS = "SELECT seq, happened_at, what, detail FROM steps \
             WHERE connection_id = $1 AND order_id = $2 ORDER BY seq";
    /// What is told of a step loses a person.
    FORGET_IN_STEP = "UPDATE steps SET detail = $4 \
                      WHERE connection_id = $1 AND order_id = $2 AND seq = $3";
    /// The addresses of a contact.
    FORGET_EMAILS = "DELETE FROM contact_emails WHERE connection_id = $1 AND contact_id = $2";
    /// A contact in the mirror.
    FORGET_CONTACT = "DELETE FROM contacts WHERE connection_id = $1 AND contact_id = $2";
    /// What was intended for a customer; not what may be under way.
    FORGET_INTENT = "DELETE FROM contact_intents WHERE connection_id = $1 AND customer_id = $2 \
                     AND state <> 'sending'";
    /// What was told of a shop.
    TOLD = "SELECT id, detail FROM audit WHERE shop_id = $1 AND detail <> '' ORDER BY id";
    /// An entry loses a person.
    FORGET_IN_AUDIT = "UPDATE audit SET detail = $2 WHERE id = $1";
    /// The facts of a connection.
    FACTS = "SELECT name, body, noted_at FROM facts WHERE connection_id = $1 ORDER BY name";
    /// A fact is no more.
    FORGET_FACT = "DELETE FROM facts WHERE connection_id = $1 AND name = $2";
}
