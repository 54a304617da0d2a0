//! The mirror of contacts, and intents to make one.

use crate::statement::statements;

statements! {
    /// The version of every contact in the mirror.
    VERSIONS = "SELECT contact_id, version FROM contacts WHERE connection_id = $1";
    /// The contact with a customer id; a live one before an archived one.
    BY_CUSTOMER = "SELECT contact_id, version, customer_id, archived FROM contacts \
                   WHERE connection_id = $1 AND customer_id = $2 \
                   ORDER BY archived, LENGTH(contact_id), contact_id LIMIT 1";
    /// Live contacts with an address. Ids are numbers in text: the lowest is the oldest.
    BY_EMAIL = "SELECT contacts.contact_id AS contact_id FROM contact_emails JOIN contacts \
                ON contacts.connection_id = contact_emails.connection_id \
                AND contacts.contact_id = contact_emails.contact_id \
                WHERE contact_emails.connection_id = $1 AND contact_emails.email_key = $2 \
                AND contacts.archived = 0 \
                ORDER BY LENGTH(contacts.contact_id), contacts.contact_id";
    /// A new or newer contact.
    SAVE = "INSERT INTO contacts (connection_id, contact_id, version, customer_id, archived) \
            VALUES ($1, $2, $3, $4, $5) ON CONFLICT (connection_id, contact_id) DO UPDATE SET \
            version = excluded.version, customer_id = excluded.customer_id, \
            archived = excluded.archived";
    /// One of its addresses; nothing if it is there.
    SAVE_EMAIL = "INSERT INTO contact_emails (connection_id, contact_id, email_key) \
                  VALUES ($1, $2, $3) \
                  ON CONFLICT (connection_id, contact_id, email_key) DO NOTHING";
    /// Forgets the addresses of a contact.
    FORGET_EMAILS = "DELETE FROM contact_emails WHERE connection_id = $1 AND contact_id = $2";
    /// Forgets a contact.
    FORGET = "DELETE FROM contacts WHERE connection_id = $1 AND contact_id = $2";
    /// What is intended for a customer.
    INTENT = "SELECT state, contact_id, attempt, sent_at, settle_at, message \
              FROM contact_intents WHERE connection_id = $1 AND customer_id = $2";
    /// The first request for a contact is about to leave.
    INTEND_FIRST = "INSERT INTO contact_intents (connection_id, customer_id, state, attempt, \
                    sent_at, settle_at) VALUES ($1, $2, 'sending', $3, $4, $5) \
                    ON CONFLICT (connection_id, customer_id) DO NOTHING";
    /// A request for it is about to leave after one that was refused.
    INTEND_AGAIN = "UPDATE contact_intents SET state = 'sending', attempt = $3, sent_at = $4, \
                    settle_at = $5, message = NULL \
                    WHERE connection_id = $1 AND customer_id = $2 \
                    AND state = 'refused' AND attempt = $3 - 1";
    /// No outcome settles later than that.
    BRING_FORWARD = "UPDATE contact_intents SET settle_at = $2 WHERE connection_id = $1 \
                     AND state = 'sending' AND settle_at > $2";
    /// The contact exists, whether we asked for it or found it.
    MADE = "INSERT INTO contact_intents (connection_id, customer_id, state, contact_id, attempt) \
            VALUES ($1, $2, 'known', $3, 0) \
            ON CONFLICT (connection_id, customer_id) DO UPDATE SET state = 'known', \
            contact_id = excluded.contact_id, sent_at = NULL, settle_at = NULL, message = NULL";
    /// The contact was refused.
    REFUSED = "UPDATE contact_intents SET state = 'refused', message = $3, sent_at = NULL, \
               settle_at = NULL WHERE connection_id = $1 AND customer_id = $2 \
               AND state = 'sending'";
    /// Forgets what was intended.
    CLEAR = "DELETE FROM contact_intents WHERE connection_id = $1 AND customer_id = $2 \
             AND state = $3";
}
