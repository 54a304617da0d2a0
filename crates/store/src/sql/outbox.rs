//! Letters, and how far each is.

use crate::statement::statements;

/// The columns of a [`Posted`](crate::Posted).
macro_rules! posted {
    () => {
        "id, way, kind, connection_id, account_id, recipient, subject, state, attempt, made_at, due_at, \
         sent_at, ended_at, message_id, answer"
    };
}

statements! {
    /// One more.
    PUT = "INSERT INTO outbox (id, way, kind, connection_id, account_id, recipient, subject, body, html, \
           unsubscribe, state, made_at, due_at) \
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'queued', $11, $11)";
    /// What is to be sent next. What is due too late was dated by a clock that has been set back.
    NEXT = "SELECT id FROM outbox WHERE state = 'queued' AND (due_at <= $1 OR due_at > $2) AND way = $3 \
            ORDER BY due_at, id LIMIT 1";
    /// It is being sent from now on, by whoever asked first.
    TAKE = "UPDATE outbox SET state = 'sending', attempt = attempt + 1, sent_at = $2, \
            message_id = COALESCE(message_id, id || '@' || $3) WHERE id = $1 AND state = 'queued'";
    /// What is sent.
    WHOLE = concat!("SELECT ", posted!(), ", body, html, unsubscribe FROM outbox WHERE id = $1");
    /// It is to be tried again then.
    PUT_OFF = "UPDATE outbox SET state = 'queued', due_at = $3, answer = $4 \
               WHERE id = $1 AND attempt = $2 AND state = 'sending'";
    /// It has ended. Somebody may have given it up meanwhile; the answer says more.
    END = "UPDATE outbox SET state = $3, ended_at = $4, answer = $5, body = '', html = '', \
           unsubscribe = '' WHERE id = $1 AND attempt = $2 AND state IN ('sending', 'unknown')";
    /// Whoever was sending these is gone.
    GIVE_UP = "UPDATE outbox SET state = 'unknown', ended_at = $1, body = '', html = '', \
               unsubscribe = '' WHERE state = 'sending' AND way = $4 AND (sent_at < $2 OR sent_at > $3)";
    /// The same, of those that may be sent twice.
    TAKE_BACK = "UPDATE outbox SET state = 'queued', due_at = $1 WHERE state = 'sending' AND way = $4 \
                 AND (sent_at < $2 OR sent_at > $3)";
    /// The newest.
    NEWEST = concat!("SELECT ", posted!(), " FROM outbox WHERE id > '' ORDER BY id DESC LIMIT $1");
    /// How many letters of a kind about a connection, since an instant, of which nobody knows whether they
    /// arrived.
    IN_DOUBT = "SELECT COUNT(*) AS number FROM outbox WHERE connection_id = $1 AND kind = $2 \
                AND made_at >= $3 AND way = 'mail' AND state = 'unknown'";
    /// What letters about a connection say, and are answered.
    TEXTS = "SELECT id, subject, body, html, answer FROM outbox WHERE connection_id = $1 ORDER BY id";
    /// A letter says something else; nothing if it has ended since, for what it said is gone then.
    REWRITE = "UPDATE outbox SET subject = $3, body = $4, html = $5, answer = $6 \
               WHERE id = $1 AND body = $2";
    /// Forgets what ended long ago.
    SWEEP = "DELETE FROM outbox WHERE state IN ('sent', 'refused', 'unknown') AND due_at < $1";
}
