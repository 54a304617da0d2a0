//! How all connections together stand: for whoever runs the service.

use crate::statement::statements;

statements! {
    /// The connections, by whether they take part.
    CONNECTIONS = "SELECT CASE WHEN settings IS NULL THEN 'new' ELSE state END AS state, \
                   COUNT(*) AS number FROM connections GROUP BY \
                   CASE WHEN settings IS NULL THEN 'new' ELSE state END";
    /// The orders on which somebody still has to work, by state. Each number is looked up in the index that
    /// begins with connection and state, so that what is booked is not counted.
    OPEN_ORDERS = "SELECT states.state AS state, CAST(SUM((SELECT COUNT(*) FROM orders \
                   WHERE orders.connection_id = connections.id AND orders.state = states.state)) AS BIGINT) \
                   AS number FROM connections CROSS JOIN (SELECT 'ready' AS state UNION ALL \
                   SELECT 'booking' UNION ALL SELECT 'refused' UNION ALL SELECT 'changed') AS states \
                   GROUP BY states.state";
    /// The orders on which nobody has to work, by state, without the summaries of days. They are all the others,
    /// so this takes as long as there are orders.
    RESTING_ORDERS = "SELECT states.state AS state, CAST(SUM((SELECT COUNT(*) FROM orders \
                      WHERE orders.connection_id = connections.id AND orders.state = states.state \
                      AND (orders.order_id > 0 OR (-orders.order_id) % 4 <> 3))) AS BIGINT) \
                      AS number FROM connections CROSS JOIN (SELECT 'waiting' AS state UNION ALL \
                      SELECT 'booked' UNION ALL SELECT 'ignored') AS states GROUP BY states.state";
    /// Nothing: whether the database answers.
    ANSWERS = "SELECT COUNT(*) AS number FROM connections WHERE id = ''";
    /// The orders that are to be booked, by whether they are history. Looked up in the same index.
    READY = "SELECT kinds.backfill AS backfill, CAST(SUM((SELECT COUNT(*) FROM orders \
             WHERE orders.connection_id = connections.id AND orders.state = 'ready' \
             AND orders.backfill = kinds.backfill)) AS BIGINT) AS number FROM connections CROSS JOIN \
             (SELECT 0 AS backfill UNION ALL SELECT 1) AS kinds GROUP BY kinds.backfill";
    /// How many orders were placed since a day.
    PLACED = "SELECT CAST(COALESCE(SUM((SELECT COUNT(*) FROM orders \
              WHERE orders.connection_id = connections.id AND orders.placed_on >= $1 \
              AND orders.order_id > 0)), 0) AS BIGINT) AS number FROM connections";
    /// The requests of which the outcome is not known.
    UNSETTLED = "SELECT COUNT(*) AS number FROM orders WHERE settle_at IS NOT NULL";
    /// Since when the most overdue connection waits, of those that nobody works on. One that was let go to wait for an
    /// allowance is not counted: all of those come to their time at once, and each goes on when the ones before it
    /// have left it something. What a worker that died left is.
    MOST_OVERDUE = "SELECT MIN(next_sync_at) AS since FROM connections WHERE state = 'active' \
                    AND settings IS NOT NULL \
                    AND ((lease_until IS NULL AND waits_at IS NULL) OR lease_until <= $1)";
}
