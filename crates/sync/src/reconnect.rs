//! Moneybird is connected again, after a token was withdrawn or may not do what it must: the same
//! administration, and nothing else.

use secrecy::SecretString;
use store::{Connection, ConnectionId, Health};

use crate::fault::{Code, Fault, say};
use crate::{ConnectRequest, Service};

impl Service {
    /// Gives a connection another token, if it opens the same administration. What stood still goes on.
    ///
    /// # Errors
    /// As [`Service::connect`], or if the token opens other administrations only; nothing was changed then.
    pub async fn reconnect(&self, id: &ConnectionId, token: SecretString) -> Result<(), Fault> {
        let connection = self.connection(id).await?;
        let opened = self.moneybird(&token)?.administrations().await;
        let opened = opened.map_err(|error| self.books_fault(&error))?;
        let is_same =
            |own: &moneybird::Administration| own.id.as_str() == connection.administration_id;
        if !opened.iter().any(is_same) {
            return Err(self.another_administration(&connection));
        }
        let secrets = self.store.secrets(id).await.map_err(|error| self.database(&error))?;
        let request = ConnectRequest {
            shop_url: connection.shop_url,
            administration: Some(connection.administration_id),
            settings: None,
            shop_key: secrets.shop_key,
            shop_secret: secrets.shop_secret,
            moneybird_token: token,
        };
        self.connect(request).await.map(|_| ())
    }

    /// The same for a shop, with the leave that a person just gave at Moneybird. Which of its connections it
    /// is, the administration tells.
    ///
    /// # Errors
    /// The same, or if Moneybird takes the code no longer.
    pub async fn reconnect_by_code(
        &self,
        shop: i64,
        code: &SecretString,
        verifier: &SecretString,
    ) -> Result<ConnectionId, Fault> {
        let tokens = self.exchange(code, verifier).await?;
        let opened = self.moneybird(&tokens.access)?.administrations().await;
        let opened = opened.map_err(|error| self.books_fault(&error))?;
        let known = self.store.connections_of_shop(shop).await;
        let known = known.map_err(|error| self.database(&error))?;
        let is_opened = |own: &&Connection| {
            opened.iter().any(|other| other.id.as_str() == own.administration_id)
        };
        // Of two, the one that stands still is meant.
        let meant = known.iter().filter(is_opened).min_by_key(|own| own.health == Health::Active);
        let Some(meant) = meant else {
            return Err(match known.first() {
                Some(first) => self.another_administration(first),
                None => self.unregistered(),
            });
        };
        self.reconnect(&meant.id, tokens.access.clone()).await?;
        self.keep(&meant.id, &tokens).await?;
        Ok(meant.id.clone())
    }

    fn another_administration(&self, connection: &Connection) -> Fault {
        let name = &connection.administration_name;
        let message = match self.language() {
            bookkeeping::Language::Nl => {
                format!("Dit geeft toegang tot een andere administratie dan {name}.")
            }
            bookkeeping::Language::En => {
                format!("This opens another administration than {name}.")
            }
        };
        let hint = say(
            self.language(),
            "Er is niets gewijzigd. Kies bij Moneybird de administratie waarin tot nu toe is geboekt.",
            "Nothing was changed. Choose at Moneybird the administration that was booked into so far.",
        );
        Fault::new(Code::Usage, message, hint)
    }
}
