//! Reading orders, and what the shop says of them.

use crate::statement::statements;

/// The columns of an [`OrderSummary`](crate::OrderSummary).
macro_rules! summary {
    () => {
        "connection_id, order_id, number, state, code, refusal, why, placed_on, total, currency, \
         shop_status, paid, stage, reference, booked_on, invoice_id, settle_at, updated_at"
    };
}

/// The columns of an [`OrderRecord`](crate::OrderRecord).
macro_rules! record {
    () => {
        concat!(
            summary!(),
            ", snapshot, seen_at, backfill, ready_at, plan, contact_id, \
             payment_id, attempt, sent_at, booked, adopted, of_order, summary, review"
        )
    };
}

pub(super) use {record, summary};

/// The stages whose outcome is not known until it was asked for.
macro_rules! unsettled {
    () => {
        "connection_id = $1 AND state = 'booking' \
         AND stage IN ('contact', 'invoice_sending', 'payment_sending') AND settle_at IS NOT NULL"
    };
}

statements! {
    /// One order.
    ONE = concat!("SELECT ", record!(), " FROM orders WHERE connection_id = $1 AND order_id = $2");
    /// An order id in all connections.
    FIND = concat!("SELECT ", record!(), " FROM orders WHERE order_id = $1 ORDER BY connection_id");
    /// All orders of all connections.
    EVERY = concat!("SELECT ", summary!(), " FROM orders ORDER BY connection_id, order_id");
    /// All orders of all connections in one state.
    EVERY_IN_STATE = concat!(
        "SELECT ", summary!(), " FROM orders WHERE state = $1 ORDER BY connection_id, order_id"
    );
    /// All orders of one connection.
    OF_CONNECTION = concat!(
        "SELECT ", summary!(), " FROM orders WHERE connection_id = $1 ORDER BY order_id"
    );
    /// All orders of one connection in one state.
    OF_CONNECTION_IN_STATE = concat!(
        "SELECT ", summary!(), " FROM orders WHERE connection_id = $1 AND state = $2 \
         ORDER BY order_id"
    );
    /// Some orders of one connection, the newest first.
    PAGE = concat!(
        "SELECT ", summary!(), " FROM orders WHERE connection_id = $1 \
         AND (placed_on, order_id) < ($2, $3) ORDER BY placed_on DESC, order_id DESC LIMIT $4"
    );
    /// The same, in one state.
    PAGE_OF_STATE = concat!(
        "SELECT ", summary!(), " FROM orders WHERE connection_id = $1 AND state = $2 \
         AND (placed_on, order_id) < ($3, $4) ORDER BY placed_on DESC, order_id DESC LIMIT $5"
    );
    /// Orders of before another whose number is like a pattern, or whose invoice is called so; where the
    /// engines differ on what small letters are, more of them. Which they are is found in an index that has
    /// nothing else; they come in no order, for SQLite would read all of them for the sake of one.
    NAMED = concat!(
        "SELECT ", summary!(), " FROM orders WHERE connection_id = $1 AND order_id IN \
         (SELECT order_id FROM orders WHERE connection_id = $1 AND (placed_on, order_id) < ($2, $3) \
         AND (LOWER(number) LIKE LOWER($4) ESCAPE '!' OR LOWER(reference) = LOWER($5)) \
         ORDER BY placed_on DESC, order_id DESC LIMIT $6)"
    );
    /// The ids of all orders of one connection.
    IDS = "SELECT order_id FROM orders WHERE connection_id = $1 ORDER BY order_id";
    /// What to plan next: new orders before those of before the connection. The plus keeps SQLite from
    /// taking the index of the ids, and sorting.
    NEXT_READY = concat!(
        "SELECT ", record!(), " FROM orders WHERE connection_id = $1 AND state = 'ready' \
         AND +order_id > 0 ORDER BY backfill, order_id LIMIT $2"
    );
    /// What is not an order and is in a state: credit invoices, corrections and summaries, of each
    /// kind the oldest first.
    OTHERS = concat!(
        "SELECT ", record!(), " FROM orders WHERE connection_id = $1 AND state = $2 \
         AND order_id < 0 ORDER BY backfill, order_id DESC"
    );
    /// What belongs to an order: its credit invoices and corrections.
    OF_ORDER = concat!(
        "SELECT ", record!(), " FROM orders WHERE connection_id = $1 AND of_order = $2 \
         ORDER BY order_id DESC"
    );
    /// The orders that are booked in a summary.
    MEMBERS = concat!(
        "SELECT ", record!(), " FROM orders WHERE connection_id = $1 AND summary = $2 \
         ORDER BY order_id"
    );
    /// The days of the orders that are to be planned.
    READY_DAYS = "SELECT order_id, placed_on, ready_at FROM orders WHERE connection_id = $1 \
                  AND state = 'ready' AND +order_id > 0 ORDER BY backfill, order_id";
    /// Booked orders that the shop shows differently since.
    TO_REVIEW = concat!(
        "SELECT ", record!(), " FROM orders WHERE connection_id = $1 AND review = 1 \
         AND state IN ('booked', 'changed') ORDER BY order_id LIMIT $2"
    );
    /// Bookings at one stage. What is booked in a summary is carried by that.
    WITH_STAGE = concat!(
        "SELECT ", record!(), " FROM orders WHERE connection_id = $1 AND state = 'booking' \
         AND stage = $2 AND summary IS NULL ORDER BY order_id LIMIT $3"
    );
    /// Bookings in doubt whose outcome can be looked up by now.
    SETTLED = concat!(
        "SELECT ", record!(), " FROM orders WHERE ", unsettled!(), " AND settle_at <= $2 \
         ORDER BY settle_at, order_id"
    );
    /// When the next outcome can be looked up.
    UNSETTLED_UNTIL = concat!(
        "SELECT MIN(settle_at) AS settle_at FROM orders WHERE ", unsettled!(),
        " AND settle_at > $2"
    );
    /// Orders with an invoice of these days.
    BOOKED_BETWEEN = concat!(
        "SELECT ", record!(), " FROM orders WHERE connection_id = $1 AND invoice_id IS NOT NULL \
         AND booked_on BETWEEN $2 AND $3 ORDER BY booked_on, order_id"
    );
    /// Orders of these days, by the day of the invoice or, failing that, of the order.
    ALL_BETWEEN = concat!(
        "SELECT ", record!(), " FROM orders WHERE connection_id = $1 \
         AND (COALESCE(booked_on, placed_on)) BETWEEN $2 AND $3 \
         ORDER BY (COALESCE(booked_on, placed_on)), order_id"
    );
    /// What the orders of these days come to, one by one: amounts in text cannot be added up here.
    SALES_BETWEEN = "SELECT order_id, state, total, (COALESCE(booked_on, placed_on)) AS day \
                     FROM orders WHERE connection_id = $1 \
                     AND (COALESCE(booked_on, placed_on)) BETWEEN $2 AND $3";
    /// Orders of before a day that were booked unpaid and got their payment later.
    PAID_LATER = concat!(
        "SELECT ", record!(), " FROM orders WHERE connection_id = $1 AND order_id > 0 \
         AND booked_on < $2 AND payment_id IS NOT NULL AND EXISTS (SELECT 1 FROM steps \
         WHERE steps.connection_id = orders.connection_id \
         AND steps.order_id = orders.order_id AND what = 'payment due') ORDER BY order_id"
    );
    /// Orders whose booking has this reference.
    WITH_REFERENCE = concat!(
        "SELECT ", record!(), " FROM orders WHERE connection_id = $1 AND reference = $2 \
         ORDER BY order_id"
    );
    /// How many orders are in each state. A summary is not counted beside its orders, unless a person
    /// must look at it; its id has the kind 3 (`bookkeeping::Subject`).
    COUNTS = "SELECT state, COUNT(*) AS number FROM orders WHERE connection_id = $1 \
              AND (order_id > 0 OR (-order_id) % 4 <> 3 OR state = 'refused') GROUP BY state";
    /// Why orders need a person, and how many of them for each reason.
    REASONS = "SELECT state, code, refusal, COUNT(*) AS number FROM orders \
               WHERE connection_id = $1 AND state IN ('refused', 'changed') \
               GROUP BY state, code, refusal ORDER BY state, code, refusal";
    /// How many orders that are being booked are at each stage; a summary is none.
    STAGES = "SELECT stage, COUNT(*) AS number FROM orders WHERE connection_id = $1 \
              AND state = 'booking' AND stage IS NOT NULL \
              AND (order_id > 0 OR (-order_id) % 4 <> 3) GROUP BY stage";
    /// State and stage of one order.
    STATE = "SELECT state, stage FROM orders WHERE connection_id = $1 AND order_id = $2";
    /// What the shop says now. States that are ours to change stay as they are.
    SEE = "INSERT INTO orders (connection_id, order_id, number, state, snapshot, seen_at, \
           placed_on, total, currency, shop_status, paid, backfill, ready_at, of_order, \
           updated_at) \
           VALUES ($1, $2, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $3) \
           ON CONFLICT (connection_id, order_id) DO UPDATE SET \
           number = excluded.number, snapshot = excluded.snapshot, seen_at = excluded.seen_at, \
           placed_on = excluded.placed_on, total = excluded.total, currency = excluded.currency, \
           shop_status = excluded.shop_status, paid = excluded.paid, \
           ready_at = COALESCE(orders.ready_at, excluded.ready_at), \
           review = CASE WHEN orders.state IN ('booking', 'booked', 'changed') \
           AND orders.snapshot <> excluded.snapshot THEN 1 ELSE orders.review END, \
           state = CASE WHEN orders.state IN ('waiting', 'ready') THEN excluded.state \
           ELSE orders.state END, updated_at = excluded.updated_at";
    /// What happened to an order, the oldest first.
    STEPS = "SELECT happened_at, what, detail FROM steps \
             WHERE connection_id = $1 AND order_id = $2 ORDER BY seq";
    /// One more thing that happened. Only after the order's own row was written in the same
    /// transaction: that row's lock keeps the numbers apart.
    STEP = "INSERT INTO steps (connection_id, order_id, seq, happened_at, what, detail) \
            SELECT $1, $2, COALESCE(MAX(seq), 0) + 1, $3, $4, $5 FROM steps \
            WHERE connection_id = $1 AND order_id = $2";
    /// Holds an order's row for a step that changes nothing else.
    TOUCH = "UPDATE orders SET updated_at = $3 WHERE connection_id = $1 AND order_id = $2";
}
