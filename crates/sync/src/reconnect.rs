//! Moneybird is connected again, after a token was withdrawn or may not do what it must: the same
//! administration, and nothing else.

use moneybird::Administration;
use secrecy::SecretString;
use store::{Connection, ConnectionId, Health};

use crate::Service;
use crate::fault::{Code, Fault, say};
use crate::mishap::hint;

impl Service {
    /// Gives a connection another token of Moneybird, if it opens the same administration. What stood still goes on.
    ///
    /// # Errors
    /// If Moneybird or the shop lets nobody in with it, or if it opens other administrations only; nothing was changed then.
    pub async fn reconnect(&self, id: &ConnectionId, token: SecretString) -> Result<(), Fault> {
        let connection = self.connection(id).await?;
        self.check_shop(&connection)?;
        let opened = self.moneybird(&token)?.administrations().await;
        let opened = opened.map_err(|error| self.books_fault(&error))?;
        self.renew(&connection, &token, &opened).await
    }

    /// Gives it the token, which opens these administrations.
    async fn renew(
        &self,
        connection: &Connection,
        token: &SecretString,
        opened: &[Administration],
    ) -> Result<(), Fault> {
        let same = opened.iter().find(|own| own.id.as_str() == connection.administration_id);
        let Some(own) = same else { return Err(self.another_administration(connection)) };
        let books = self.moneybird(token)?.administration(own.id.clone());
        self.administration(&books).await?;
        let renewed = self.store.renew_token(&connection.id, token, self.clock.now()).await;
        renewed.map_err(|error| self.database(&error))
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
        self.check_shop(meant)?;
        self.renew(meant, &tokens.access, &opened).await?;
        self.keep(&meant.id, &tokens).await?;
        Ok(meant.id.clone())
    }

    /// Refuses a connection whose shop lets us in no longer.
    fn check_shop(&self, connection: &Connection) -> Result<(), Fault> {
        let no_shop = Code::CredentialsShop.as_str();
        if !matches!(&connection.health, Health::Broken { code, .. } if code == no_shop) {
            return Ok(());
        }
        let language = self.language();
        let message = say(
            language,
            "De winkel laat ons niet toe; met Moneybird alleen gaat het niet verder.",
            "The shop does not let us in; with Moneybird alone it does not go on.",
        );
        let hint = hint(Code::CredentialsShop, language);
        Err(Fault::new(Code::CredentialsShop, message, hint))
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
