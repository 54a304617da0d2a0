//! What was told of connections, and what is still to be.

use crate::statement::statements;

/// Nobody works on it: what a round is finding is told when it is over.
macro_rules! at_rest {
    () => {
        "(connections.lease_until IS NULL OR connections.lease_until <= $1)"
    };
}

/// Whether an order has one of these states.
macro_rules! has_orders {
    ($states:literal) => {
        concat!(
            "EXISTS (SELECT 1 FROM orders WHERE orders.connection_id = connections.id \
             AND orders.state IN (",
            $states,
            "))"
        )
    };
}

statements! {
    /// A mark; nothing if it stands there, or there is no such connection.
    MARK = "INSERT INTO told (kind, connection_id, topic, told_at, letters) \
            SELECT $2, id, $3, $4, $5 FROM connections WHERE id = $1 ON CONFLICT DO NOTHING";
    /// The same, of a connection that is broken; nothing if it is not.
    MARK_BROKEN = "INSERT INTO told (kind, connection_id, topic, told_at, letters) \
                   SELECT $2, id, $3, $4, $5 FROM connections WHERE id = $1 AND state = 'broken' \
                   ON CONFLICT DO NOTHING";
    /// What has been mended may break again.
    MENDED = "DELETE FROM told WHERE kind = 'broken' AND connection_id IN \
              (SELECT id FROM connections WHERE state = 'active')";
    /// Connections that are broken, of which it was not told.
    BROKEN = "SELECT connections.id AS id FROM connections LEFT JOIN told ON told.kind = 'broken' \
              AND told.connection_id = connections.id AND told.topic = '' \
              WHERE connections.state = 'broken' AND told.connection_id IS NULL \
              ORDER BY connections.id LIMIT $1";
    /// Connections whose orders were all read once and are booked, as far as they can be, of which it was
    /// not told.
    TAKEN_OVER = concat!(
        "SELECT connections.id AS id FROM facts JOIN connections ON connections.id = facts.connection_id \
         LEFT JOIN told ON told.kind = 'takeover' AND told.connection_id = connections.id \
         AND told.topic = '' WHERE facts.name = 'swept' AND connections.state = 'active' \
         AND connections.settings IS NOT NULL AND told.connection_id IS NULL AND ", at_rest!(),
        " AND NOT ", has_orders!("'ready', 'booking'"), " ORDER BY connections.id LIMIT $2"
    );
    /// Connections that were taken over and have orders that need a person, of which it was not told on
    /// that day.
    WAITING = concat!(
        "SELECT connections.id AS id FROM told AS done JOIN connections \
         ON connections.id = done.connection_id LEFT JOIN told ON told.kind = 'orders' \
         AND told.connection_id = connections.id AND told.topic = $2 \
         WHERE done.kind = 'takeover' AND done.topic = '' AND connections.state = 'active' \
         AND told.connection_id IS NULL AND ",
        at_rest!(), " AND ", has_orders!("'refused', 'changed'"), " ORDER BY connections.id LIMIT $3"
    );
    /// The last time that letters of a kind were written.
    LAST = "SELECT told_at FROM told WHERE kind = $1 AND connection_id = $2 AND letters > 0 \
            ORDER BY topic DESC LIMIT 1";
    /// All marks of a kind.
    TOPICS = "SELECT topic FROM told WHERE kind = $1 AND connection_id = $2 ORDER BY topic";
    /// How many orders need a person that did not at that instant.
    SINCE = "SELECT COUNT(*) AS number FROM orders WHERE connection_id = $1 \
             AND state IN ('refused', 'changed') AND EXISTS (SELECT 1 FROM steps \
             WHERE steps.connection_id = orders.connection_id AND steps.order_id = orders.order_id \
             AND steps.what IN ('refused', 'changed') AND steps.happened_at > $2)";
    /// Facts of a name that were noted after an instant.
    FACTS_SINCE = "SELECT connection_id, noted_at FROM facts WHERE name = $1 AND noted_at > $2 \
                   ORDER BY noted_at, connection_id LIMIT $3";
    /// Marks of days that are long gone.
    SWEEP = "DELETE FROM told WHERE kind = 'orders' AND told_at < $1";
}
