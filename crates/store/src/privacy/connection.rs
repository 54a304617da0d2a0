//! All that is kept of a connection, and the end of it.

use jiff::Timestamp;
use secrecy::SecretString;

use crate::columns::Columns;
use crate::instant::millis;
use crate::sql::{audit, connections, grants, privacy as sql};
use crate::statement::Statement;
use crate::subscription::uninstalled;
use crate::{ConnectionId, Contact, Error, Secrets, Store, Write, id};

/// The tables in which a connection has rows, those first that refer to others.
const OWN: [Statement; 12] = [
    sql::ERASE_DELIVERIES,
    sql::ERASE_HOOKS,
    sql::ERASE_GRANT,
    sql::ERASE_STEPS,
    sql::ERASE_ORDERS,
    sql::ERASE_LISTINGS,
    sql::ERASE_FACTS,
    sql::ERASE_EMAILS,
    sql::ERASE_CONTACTS,
    sql::ERASE_INTENTS,
    sql::ERASE_TOLD,
    sql::ERASE_LETTERS,
];

/// Those in which its shop has, unless it has another connection.
const OF_SHOP: [Statement; 4] =
    [sql::ERASE_MEMBERSHIPS, sql::ERASE_INVITATIONS, sql::ERASE_INSTALLS, sql::ERASE_AUDIT];

/// What somebody has who sees no shop any more, themselves last.
const OF_NOBODY: [Statement; 5] = [
    sql::ERASE_ERRANDS_OF,
    sql::ERASE_SESSIONS_OF,
    sql::ERASE_LINKS_OF,
    sql::ERASE_CHOICES_OF,
    sql::ERASE_ACCOUNT,
];

impl Store {
    /// Forgets what Moneybird gave us for a connection. It cannot be used before somebody gives it anew.
    ///
    /// # Errors
    /// If the database fails, or there are no random bytes.
    pub async fn forget_leave(&self, id: &ConnectionId, now: Timestamp) -> Result<(), Error> {
        let none = SecretString::default();
        let entropy = self.entropy.as_ref();
        let sealed = Secrets::seal_moneybird_token(&none, id, &self.key, entropy)?;
        let mut write = self.write_unfenced(id, now).await?;
        let query = connections::SAVE_MONEYBIRD_TOKEN.query().bind(id.to_string());
        write.execute(query.bind(sealed)).await?;
        write.execute(grants::DROP.query().bind(id.to_string())).await?;
        for statement in [sql::ERASE_DELIVERIES, sql::ERASE_HOOKS] {
            write.execute(statement.query().bind(id.to_string())).await?;
        }
        write.commit().await
    }

    /// The connections whose shop took the app away before an instant and has not come back.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn uninstalled_before(&self, instant: Timestamp) -> Result<Vec<ConnectionId>, Error> {
        self.connection_ids(sql::UNINSTALLED.query().bind(millis(instant))).await
    }

    /// The contacts of Moneybird in the mirror.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn contacts(&self, connection: &ConnectionId) -> Result<Vec<Contact>, Error> {
        let rows = self.all(sql::CONTACTS.query().bind(connection.to_string())).await?;
        rows.iter().map(Contact::read).collect()
    }

    /// Erases a connection and everything that is kept of it; with the last one of its shop also who may look
    /// in there, what was done there, and who sees no other shop. A line in the log tells of it, and what a host
    /// charges for stays, which names no person. All of it or nothing; how many rows.
    ///
    /// # Errors
    /// [`Error::Conflict`] if somebody works on it now, [`Error::NoConnection`], or if the database fails.
    pub async fn erase_connection(&self, id: &ConnectionId, now: Timestamp) -> Result<u64, Error> {
        let shop = self.connection(id).await?.shop_id;
        let mut write = self.write_unfenced(id, now).await?;
        let query = sql::CLOSE.query().bind(id.to_string()).bind(millis(now));
        if write.execute(query).await? != 1 {
            return Err(Error::Conflict {
                what: format!("connection {id}"),
                expected: "free".to_owned(),
                found: "being worked on".to_owned(),
            });
        }
        // If it was installed until now, that is over.
        write.execute(uninstalled(id, now)).await?;
        let mut rows = 0_u64;
        for statement in OWN {
            rows += write.execute(statement.query().bind(id.to_string())).await?;
        }
        rows += write.execute(sql::ERASE_CONNECTION.query().bind(id.to_string())).await?;
        let members = write.all(sql::MEMBERS.query().bind(shop)).await?;
        for statement in OF_SHOP {
            rows += write.execute(statement.query().bind(shop)).await?;
        }
        for member in &members {
            rows += erase_nobody(&mut write, &member.text("account_id")?).await?;
        }
        let entry = audit::NOTE.query().bind(id::made(now, self.entropy.as_ref())?);
        let entry = entry.bind(millis(now)).bind(None::<String>).bind(shop).bind(id.to_string());
        write.execute(entry.bind("connection erased").bind(rows.to_string())).await?;
        write.commit().await?;
        Ok(rows)
    }
}

/// Forgets an account that sees no shop any more. One that another shop's log still names stays, without
/// anything that lets it in.
async fn erase_nobody(write: &mut Write<'_>, account: &str) -> Result<u64, Error> {
    let mut rows = 0;
    for statement in OF_NOBODY {
        rows += write.execute(statement.query().bind(account.to_owned())).await?;
    }
    Ok(rows)
}
