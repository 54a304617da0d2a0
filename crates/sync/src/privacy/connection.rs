//! A connection is erased, with everything that is kept of it.

use bookkeeping::Language;
use store::{Connection, ConnectionId};

use crate::Service;
use crate::fault::{Code, Fault, say};

impl Service {
    /// Erases a connection and everything that is kept of it; how many rows. Connected again, its shop is taken
    /// over anew, and what Moneybird holds is found there by its source.
    ///
    /// # Errors
    /// If somebody works on it now, or the database fails; then nothing is erased.
    pub async fn erase_connection(&self, connection: &Connection) -> Result<u64, Fault> {
        let done = self.store.erase_connection(&connection.id, self.clock.now()).await;
        done.map_err(|error| match error {
            store::Error::Conflict { .. } => self.at_work(connection),
            error => self.database(&error),
        })
    }

    /// Erases the connections whose shop took the app away long enough ago; which.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn erase_uninstalled(&self) -> Result<Vec<ConnectionId>, Fault> {
        let now = self.clock.now();
        let before = now.checked_sub(self.options.uninstalled).unwrap_or(now);
        let all = self.store.uninstalled_before(before).await;
        let mut erased = Vec::new();
        for id in all.map_err(|error| self.database(&error))? {
            match self.store.erase_connection(&id, now).await {
                Ok(_) => erased.push(id),
                // Somebody looks at it at this moment: it has waited for so long already.
                Err(store::Error::Conflict { .. } | store::Error::NoConnection(_)) => {}
                Err(error) => return Err(self.database(&error)),
            }
        }
        Ok(erased)
    }

    fn at_work(&self, connection: &Connection) -> Fault {
        let shop = &connection.shop_name;
        let message = match self.language() {
            Language::Nl => {
                format!("Aan de koppeling van {shop} wordt nu gewerkt; er is niets gewist.")
            }
            Language::En => {
                format!("The connection of {shop} is being worked on; nothing was erased.")
            }
        };
        let hint = say(
            self.language(),
            "Stop de dienst, of probeer het over een paar minuten nog eens.",
            "Stop the service, or try again in a few minutes.",
        );
        Fault::new(Code::Usage, message, hint)
    }
}
