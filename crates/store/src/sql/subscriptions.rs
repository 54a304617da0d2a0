//! Subscriptions: what happened to them, and the months that were fixed.

use crate::statement::statements;

/// The rows of the pair of shop and administration that a connection has.
macro_rules! of_pair {
    () => {
        "FROM subscription_steps AS o WHERE o.shop_id = c.shop_id \
         AND o.administration_id = c.administration_id"
    };
}

/// A step of the pair of connection `$1` at `$2`, if `$when` holds.
macro_rules! step {
    ($what:literal, $month:literal, $when:expr) => {
        concat!(
            "INSERT INTO subscription_steps (shop_id, administration_id, seq, happened_at, what, \
             month, shop_name, administration_name) SELECT c.shop_id, c.administration_id, \
             COALESCE((SELECT MAX(o.seq) ",
            of_pair!(),
            "), 0) + 1, $2, '",
            $what,
            "', ",
            $month,
            ", c.shop_name, c.administration_name FROM connections AS c WHERE c.id = $1 AND ",
            $when
        )
    };
}

/// Whether it is installed now, in words.
macro_rules! was {
    () => {
        concat!(
            "COALESCE((SELECT o.what ",
            of_pair!(),
            " AND o.what IN ('installed', 'uninstalled') \
             ORDER BY o.seq DESC LIMIT 1), 'uninstalled')"
        )
    };
}

/// What was last said of its end.
macro_rules! last_said {
    ($column:literal) => {
        concat!(
            "(SELECT o.",
            $column,
            " ",
            of_pair!(),
            " AND o.what IN ('ended', 'resumed') \
             ORDER BY o.seq DESC LIMIT 1)"
        )
    };
}

/// What happened, and to whom: as both are called now, or were when it happened.
macro_rules! told {
    ($join:literal, $rest:literal) => {
        concat!(
            "SELECT s.shop_id, s.administration_id, s.happened_at, s.what, s.month, \
             c.id AS connection_id, COALESCE(c.shop_name, s.shop_name) AS shop_name, \
             COALESCE(c.administration_name, s.administration_name) AS administration_name \
             FROM subscription_steps AS s ",
            $join,
            " connections AS c ON c.shop_id = s.shop_id \
             AND c.administration_id = s.administration_id ",
            $rest
        )
    };
}

statements! {
    /// It is installed; nothing if it was.
    INSTALLED = step!("installed", "NULL", concat!(was!(), " = 'uninstalled'"));
    /// It is not installed any more; nothing if it was not.
    UNINSTALLED = step!("uninstalled", "NULL", concat!(was!(), " = 'installed'"));
    /// It ends with the beginning of month `$3`; nothing if it has ended by month `$4`.
    END = step!("ended", "$3", concat!("COALESCE(", last_said!("month"), ", '9999-12') > $4"));
    /// It goes on; nothing if it neither has ended nor will.
    RESUME = step!("resumed", "NULL", concat!(last_said!("what"), " = 'ended'"));
    /// Everything that happened, by shop and administration.
    HISTORIES = told!("LEFT JOIN", "ORDER BY s.shop_id, s.administration_id, s.seq");
    /// What happened to a connection.
    HISTORY = told!("JOIN", "WHERE c.id = $1 ORDER BY s.seq");
    /// The connections whose subscription has ended by a month.
    ENDED = concat!(
        "SELECT c.id, c.state FROM subscription_steps AS s JOIN connections AS c \
         ON c.shop_id = s.shop_id AND c.administration_id = s.administration_id \
         WHERE s.what = 'ended' AND s.month <= $1 AND s.seq = (SELECT MAX(o.seq) ", of_pair!(),
        " AND o.what IN ('ended', 'resumed')) ORDER BY c.id"
    );
    /// The connections that are installed, for the first time since instant `$1`, and go on at least until month
    /// `$3`, of which the end of the free month `$2` was not told.
    IN_FREE_MONTH = concat!(
        "SELECT c.id AS id FROM subscription_steps AS s JOIN connections AS c \
         ON c.shop_id = s.shop_id AND c.administration_id = s.administration_id \
         LEFT JOIN told ON told.kind = 'trial' AND told.connection_id = c.id AND told.topic = $2 \
         WHERE s.what = 'installed' AND s.happened_at >= $1 AND told.connection_id IS NULL \
         AND NOT EXISTS (SELECT 1 ", of_pair!(), " AND o.what = 'installed' AND o.seq < s.seq) AND ",
        was!(), " = 'installed' AND COALESCE(", last_said!("month"), ", '9999-12') > $3 \
         ORDER BY c.id LIMIT $4"
    );
    /// Takes a connection out that takes part.
    SET_ASIDE = "UPDATE connections SET state = 'broken', broken_code = $2, broken_message = $3 \
                 WHERE id = $1 AND state = 'active'";
    /// Lets a connection take part again that was taken out for this, and look now.
    LET_ON = "UPDATE connections SET state = 'active', broken_code = NULL, broken_message = NULL, \
              look_asked = 1, next_sync_at = CASE WHEN next_sync_at < $3 THEN next_sync_at \
              ELSE $3 END WHERE id = $1 AND state = 'broken' AND broken_code = $2";
    /// Closes a month; nothing if it was closed.
    CLOSE = "INSERT INTO billed_months (month, closed_at, price, currency, vat) \
             VALUES ($1, $2, $3, $4, $5) ON CONFLICT (month) DO NOTHING";
    /// A line of it.
    LINE = "INSERT INTO billed_lines (month, shop_id, administration_id, connection_id, shop_name, \
            administration_name, kind, amount) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    /// A closed month.
    CLOSED = "SELECT closed_at, price, currency, vat FROM billed_months WHERE month = $1";
    /// Its lines.
    LINES = "SELECT shop_id, administration_id, connection_id, shop_name, administration_name, \
             kind, amount FROM billed_lines WHERE month = $1 ORDER BY shop_id, administration_id";
    /// All closed months, each with the line of one subscriber if there is one.
    CLOSED_OF = "SELECT m.month, m.currency, m.vat, l.kind, l.amount FROM billed_months AS m \
                 LEFT JOIN billed_lines AS l ON l.month = m.month AND l.shop_id = $1 \
                 AND l.administration_id = $2 ORDER BY m.month";
}
