//! A shop comes from CCV Shop's App Store: it is asked who it is, connected, and told that the
//! installation is complete (ccvshop-api.md §8).

use bookkeeping::Language;
use moneybird::{Denied, Tokens};
use secrecy::SecretString;
use store::{ConnectionId, Install, InstallId, Secrets};

use crate::fault::{Code, Fault, say};
use crate::{ConnectRequest, Connected, Service};

/// A shop that came from the App Store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrived {
    /// The webshop's id, by which it is known even when its address changes.
    pub shop_id: i64,
    /// Its name.
    pub shop_name: String,
    /// Its address.
    pub shop_url: String,
}

impl Service {
    /// Asks the shop of an install who it is, and which app we are there. Connections that it has already
    /// get its new keys and address.
    ///
    /// # Errors
    /// If the shop cannot be asked, or shows no app or no web shop.
    pub async fn arrive(&self, id: &InstallId) -> Result<Arrived, Fault> {
        let install = self.store.install(id).await.map_err(|error| self.database(&error))?;
        let shop = self.shop(&install.root, &self.keys(id).await?)?;
        let webshops = shop.webshops().await.map_err(|error| self.shop_fault(&error))?;
        let webshop = webshops.into_iter().next().ok_or_else(|| self.shows_nothing())?;
        let apps = shop.apps().await.map_err(|error| self.shop_fault(&error))?;
        let app = apps.first().ok_or_else(|| self.shows_nothing())?.id;
        let opened = self.store.open_install(id, webshop.id, app, self.clock.now()).await;
        opened.map_err(|error| self.database(&error))?;
        let (keys, now) = (self.keys(id).await?, self.clock.now());
        let connections = self.store.connections_of_shop(webshop.id).await;
        for connection in connections.map_err(|error| self.database(&error))? {
            let named = (webshop.name.as_str(), install.root.as_str());
            let keys = (&keys.shop_key, &keys.shop_secret);
            let saved = self.store.save_shop_keys(&connection.id, named, keys, now).await;
            saved.map_err(|error| self.database(&error))?;
            self.forget_check(&connection.id).await?;
        }
        Ok(Arrived { shop_id: webshop.id, shop_name: webshop.name, shop_url: install.root })
    }

    /// Connects the shop of an install with the administration that a token opens.
    ///
    /// # Errors
    /// As [`Service::connect`].
    pub async fn connect_install(
        &self,
        id: &InstallId,
        token: SecretString,
    ) -> Result<Connected, Fault> {
        let install = self.store.install(id).await.map_err(|error| self.database(&error))?;
        let keys = self.keys(id).await?;
        let request = ConnectRequest {
            shop_url: install.root,
            administration: None,
            settings: None,
            shop_key: keys.shop_key,
            shop_secret: keys.shop_secret,
            moneybird_token: token,
        };
        self.connect(request).await
    }

    /// The same, with the leave that a person just gave at Moneybird: `code` is what the browser
    /// brought back, `verifier` what it was asked with.
    ///
    /// # Errors
    /// The same, or if Moneybird takes the code no longer.
    pub async fn connect_by_code(
        &self,
        id: &InstallId,
        code: &SecretString,
        verifier: &SecretString,
    ) -> Result<Connected, Fault> {
        let tokens = self.exchange(code, verifier).await?;
        let connected = self.connect_install(id, tokens.access.clone()).await?;
        if let Ok(connection) = connected.connection.parse() {
            self.keep(&connection, &tokens).await?;
        }
        Ok(connected)
    }

    /// Turns what the browser brought back from Moneybird into tokens.
    pub(crate) async fn exchange(
        &self,
        code: &SecretString,
        verifier: &SecretString,
    ) -> Result<Tokens, Fault> {
        let Some(application) = &self.options.oauth else { return Err(self.unregistered()) };
        let tokens =
            application.exchange(self.moneybird_caller(), &self.pace(), code, verifier).await;
        tokens.map_err(|denied| self.denied(&denied))
    }

    /// Tells the shop that the installation is complete, which is the last thing that is done.
    ///
    /// # Errors
    /// If the shop cannot be told; nothing is lost, say it again.
    pub async fn complete(&self, id: &InstallId) -> Result<(), Fault> {
        let install = self.store.install(id).await.map_err(|error| self.database(&error))?;
        let shop = self.shop(&install.root, &self.keys(id).await?)?;
        for connection in self.connections_of(&install).await? {
            // Rounds put them in order too; an installation is not held up by them.
            let hooked = self.round(&connection, &format!("install {id}")).hook_up().await;
            if let Err(fault) = hooked {
                let code = fault.code.as_str();
                tracing::warn!(%connection, code, "webhooks: {}", fault.message);
            }
        }
        if let Some(app) = install.app_id {
            shop.set_installed(app, true).await.map_err(|error| self.shop_fault(&error))?;
        }
        let finished = self.store.finish_install(id, self.clock.now()).await;
        finished.map_err(|error| self.database(&error))
    }

    /// Keeps the tokens of a connection.
    pub(crate) async fn keep(
        &self,
        connection: &store::ConnectionId,
        tokens: &Tokens,
    ) -> Result<(), Fault> {
        let now = self.clock.now();
        let (access, refresh) = (&tokens.access, tokens.refresh.as_ref());
        let saved = self.store.save_grant(connection, access, refresh, tokens.end(now), now).await;
        saved.map_err(|error| self.database(&error))
    }

    async fn connections_of(&self, install: &Install) -> Result<Vec<ConnectionId>, Fault> {
        let Some(shop) = install.shop_id else { return Ok(Vec::new()) };
        let found = self.store.connections_of_shop(shop).await;
        let found = found.map_err(|error| self.database(&error))?;
        Ok(found.into_iter().map(|connection| connection.id).collect())
    }

    async fn keys(&self, id: &InstallId) -> Result<Secrets, Fault> {
        let keys = self.store.install_secrets(id).await;
        let (shop_key, shop_secret) = keys.map_err(|error| self.database(&error))?;
        Ok(Secrets { shop_key, shop_secret, moneybird_token: SecretString::default() })
    }

    pub(crate) fn denied(&self, denied: &Denied) -> Fault {
        let language = self.language();
        match denied {
            Denied::Failed(error) => self.books_fault(error),
            Denied::Program(_) => {
                tracing::error!(%denied, "Moneybird does not know this program");
                self.unregistered()
            }
            Denied::Over(_) => {
                let hint = say(
                    language,
                    "Verbind Moneybird opnieuw; er gaat niets verloren.",
                    "Connect Moneybird again; nothing is lost.",
                );
                let message = match language {
                    Language::Nl => "Moneybird geeft geen toegang (meer).",
                    Language::En => "Moneybird gives no access (any more).",
                };
                tracing::warn!(%denied, "no leave of Moneybird");
                Fault::new(Code::CredentialsMoneybird, message, hint)
            }
        }
    }

    pub(crate) fn unregistered(&self) -> Fault {
        let language = self.language();
        let message = say(
            language,
            "Dit programma is niet bij Moneybird aangemeld.",
            "This program is not registered with Moneybird.",
        );
        let hint = say(
            language,
            "Stel moneybird.client_id en moneybird.client_secret in, of gebruik een eigen token.",
            "Set moneybird.client_id and moneybird.client_secret, or use a token of your own.",
        );
        Fault::new(Code::Settings, message, hint)
    }

    fn shows_nothing(&self) -> Fault {
        let language = self.language();
        let message = say(
            language,
            "De winkel toont met deze sleutel geen webwinkel of geen app.",
            "With this key the shop shows no web shop, or no app.",
        );
        let hint = say(
            language,
            "Installeer Sluitend opnieuw vanuit de App Store.",
            "Install Sluitend again from the App Store.",
        );
        Fault::new(Code::CredentialsShop, message, hint)
    }
}
