//! Forgetting persons, and all that is kept of a connection.

use super::orders::{record, summary};
use crate::statement::statements;

/// The rows of a shop that has no connection.
macro_rules! of_shop {
    ($table:literal) => {
        concat!(
            "DELETE FROM ",
            $table,
            " WHERE shop_id = $1 \
             AND NOT EXISTS (SELECT 1 FROM connections WHERE connections.shop_id = $1)"
        )
    };
}

/// The rows of somebody who sees no shop.
macro_rules! of_nobody {
    ($table:literal, $column:literal) => {
        concat!(
            "DELETE FROM ",
            $table,
            " WHERE ",
            $column,
            " = $1 \
             AND NOT EXISTS (SELECT 1 FROM memberships WHERE memberships.account_id = $1)"
        )
    };
}

statements! {
    /// What is booked or set aside and has not changed since an instant, the longest unchanged first. What is
    /// to be compared has just changed.
    UNCHANGED = concat!(
        "SELECT ", record!(), " FROM orders WHERE connection_id = $1 \
         AND state IN ('booked', 'ignored') AND (updated_at, order_id) > ($2, $3) \
         AND updated_at < $4 AND review = 0 ORDER BY updated_at, order_id LIMIT $5"
    );
    /// The same, of what is still to be booked or waits for a person.
    UNCHANGED_OPEN = concat!(
        "SELECT ", record!(), " FROM orders WHERE connection_id = $1 \
         AND state IN ('waiting', 'ready', 'refused', 'changed') AND (updated_at, order_id) > ($2, $3) \
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
    /// The contacts in the mirror.
    CONTACTS = "SELECT contact_id, version, customer_id, archived FROM contacts \
                WHERE connection_id = $1 ORDER BY LENGTH(contact_id), contact_id";
    /// The connections whose shop took us away before an instant and has not come back.
    UNINSTALLED = "SELECT id FROM connections WHERE state = 'broken' \
                   AND (SELECT MAX(changed_at) FROM installs WHERE installs.shop_id = connections.shop_id \
                   AND installs.state = 'gone') < $1 \
                   AND NOT EXISTS (SELECT 1 FROM installs WHERE installs.shop_id = connections.shop_id \
                   AND installs.state <> 'gone') ORDER BY id";
    /// Keeps everybody from a connection on which nobody works.
    CLOSE = "UPDATE connections SET lease_owner = NULL, lease_until = NULL, attempt = attempt + 1, \
             state = 'broken', broken_code = 'erased', broken_message = 'erased' \
             WHERE id = $1 AND (lease_until IS NULL OR lease_until <= $2)";
    /// The calls that came to its addresses.
    ERASE_DELIVERIES = "DELETE FROM deliveries WHERE hook_hash IN \
                        (SELECT token_hash FROM hooks WHERE connection_id = $1)";
    /// Its addresses.
    ERASE_HOOKS = "DELETE FROM hooks WHERE connection_id = $1";
    /// The leave that Moneybird gave for it.
    ERASE_GRANT = "DELETE FROM grants WHERE connection_id = $1";
    /// What happened to its orders.
    ERASE_STEPS = "DELETE FROM steps WHERE connection_id = $1";
    /// Its orders.
    ERASE_ORDERS = "DELETE FROM orders WHERE connection_id = $1";
    /// What the shop listed.
    ERASE_LISTINGS = "DELETE FROM listings WHERE connection_id = $1";
    /// Its facts.
    ERASE_FACTS = "DELETE FROM facts WHERE connection_id = $1";
    /// The addresses of its contacts.
    ERASE_EMAILS = "DELETE FROM contact_emails WHERE connection_id = $1";
    /// Its contacts.
    ERASE_CONTACTS = "DELETE FROM contacts WHERE connection_id = $1";
    /// What was intended for its customers.
    ERASE_INTENTS = "DELETE FROM contact_intents WHERE connection_id = $1";
    /// What was told of it.
    ERASE_TOLD = "DELETE FROM told WHERE connection_id = $1";
    /// The letters about it.
    ERASE_LETTERS = "DELETE FROM outbox WHERE connection_id = $1";
    /// The connection itself.
    ERASE_CONNECTION = "DELETE FROM connections WHERE id = $1";
    /// Who sees a shop.
    MEMBERS = "SELECT account_id FROM memberships WHERE shop_id = $1 ORDER BY account_id";
    /// Nobody sees a shop any more that has no connection.
    ERASE_MEMBERSHIPS = of_shop!("memberships");
    /// Nor is anybody asked to.
    ERASE_INVITATIONS = of_shop!("invitations");
    /// Nor is it installed.
    ERASE_INSTALLS = of_shop!("installs");
    /// Nor is there anything to tell of it.
    ERASE_AUDIT = of_shop!("audit");
    /// Who sees no shop is on no errand.
    ERASE_ERRANDS_OF = of_nobody!("errands", "account_id");
    /// Nor are they in.
    ERASE_SESSIONS_OF = of_nobody!("sessions", "account_id");
    /// Nor do they come in.
    ERASE_LINKS_OF = of_nobody!("links", "account_id");
    /// Nor do they want to be told anything.
    ERASE_CHOICES_OF = of_nobody!("mail_choices", "account_id");
    /// Nor are they anybody, unless something is told of them.
    ERASE_ACCOUNT = concat!(
        of_nobody!("accounts", "id"),
        " AND kind = 'shopkeeper' AND NOT EXISTS (SELECT 1 FROM audit WHERE audit.account_id = $1)"
    );
}
