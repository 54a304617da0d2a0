//! Makes a connection between one shop and one administration: both sides are checked first.

use bookkeeping::settings::Mismatch;
use bookkeeping::{Administration, Language, Settings};
use ccvshop::Webshop;
use secrecy::SecretString;
use serde::Serialize;
use store::{ConnectionId, NewConnection, Secrets};

use crate::fault::{Code, Fault, say};
use crate::{Service, translate};

/// What a connection is made from.
#[derive(Debug, Clone)]
pub struct ConnectRequest {
    /// The shop's address: scheme and host.
    pub shop_url: String,
    /// The administration, if the token opens more than one.
    pub administration: Option<String>,
    /// The settings (TOML), if there are any yet.
    pub settings: Option<String>,
    /// Public key of the shop's API.
    pub shop_key: SecretString,
    /// Its secret.
    pub shop_secret: SecretString,
    /// Moneybird token.
    pub moneybird_token: SecretString,
}

/// A connection that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Connected {
    /// Its id.
    pub connection: String,
    /// The shop.
    pub shop: ConnectedShop,
    /// The administration.
    pub administration: ConnectedAdministration,
}

/// The shop of a connection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ConnectedShop {
    /// The webshop's id.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// Its address.
    pub url: String,
}

/// The administration of a connection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ConnectedAdministration {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
}

impl Service {
    /// Checks both sides and the settings, then stores the connection.
    ///
    /// # Errors
    /// What is wrong, and what to do; nothing was stored then.
    pub async fn connect(&self, request: ConnectRequest) -> Result<Connected, Fault> {
        self.check_and_save(request).await.map_err(|fault| self.unconnected(fault))
    }

    /// A fault before there is a connection: no background service tries again, and a key that is
    /// refused may have been shown to the wrong address.
    fn unconnected(&self, fault: Fault) -> Fault {
        let language = self.language();
        let hint = match fault.code {
            Code::CredentialsShop => say(
                language,
                "Er is niets bewaard. Controleer het adres (is dit een CCV Shop?), sleutel en geheim (Mijn webshop, Instellingen, API).",
                "Nothing was stored. Check the address (is it a CCV Shop?), the key and the secret (My web shop, Settings, API).",
            ),
            Code::Unreachable | Code::Throttled | Code::BadReply => say(
                language,
                "Er is niets bewaard; probeer opnieuw.",
                "Nothing was stored; try again.",
            ),
            _ => return fault,
        };
        Fault { hint, ..fault }
    }

    async fn check_and_save(&self, request: ConnectRequest) -> Result<Connected, Fault> {
        let settings = request.settings.as_deref().map(|text| self.parse(text)).transpose()?;
        let url = request.shop_url.trim_end_matches('/').to_owned();
        let secrets = Secrets {
            shop_key: request.shop_key,
            shop_secret: request.shop_secret,
            moneybird_token: request.moneybird_token,
        };
        let webshop = self.webshop(&url, &secrets).await?;
        let client = self.moneybird(&secrets.moneybird_token)?;
        let all = client.administrations().await.map_err(|error| self.books_fault(&error))?;
        let own = self.choose(&all, request.administration.as_deref())?;
        let books = client.administration(own.id.clone());
        let administration = self.administration(&books).await?;
        if let Some(settings) = &settings {
            self.check(settings, &administration)?;
        }
        let new = NewConnection {
            shop_id: webshop.id,
            shop_name: webshop.name.clone(),
            shop_url: url.clone(),
            administration_id: own.id.as_str().to_owned(),
            administration_name: own.name.clone(),
            settings: request.settings,
            secrets,
        };
        let id = self.store.save_connection(&new, self.clock.now()).await;
        let id = id.map_err(|error| self.database(&error))?;
        Ok(Connected {
            connection: id.to_string(),
            shop: ConnectedShop { id: webshop.id, name: webshop.name, url },
            administration: ConnectedAdministration {
                id: own.id.as_str().to_owned(),
                name: own.name.clone(),
            },
        })
    }

    async fn webshop(&self, url: &str, secrets: &Secrets) -> Result<Webshop, Fault> {
        let shop = self.shop(url, secrets)?;
        let webshops = shop.webshops().await.map_err(|error| self.shop_fault(&error))?;
        webshops.into_iter().next().ok_or_else(|| {
            let message = say(
                self.language(),
                "Deze sleutel geeft toegang tot geen enkele webwinkel.",
                "This key opens no web shop.",
            );
            let hint = crate::mishap::hint(Code::CredentialsShop, self.language());
            Fault::new(Code::CredentialsShop, message, hint)
        })
    }

    fn choose<'a>(
        &self,
        all: &'a [moneybird::Administration],
        wanted: Option<&str>,
    ) -> Result<&'a moneybird::Administration, Fault> {
        match (wanted, all) {
            (Some(id), _) => {
                all.iter().find(|own| own.id.as_str() == id).ok_or_else(|| self.no_access(all))
            }
            (None, [only]) => Ok(only),
            (None, []) => Err(self.opens_nothing()),
            (None, _) => Err(self.opens_several(all)),
        }
    }

    /// The token does not open the administration that is wanted, but these.
    pub(crate) fn no_access(&self, all: &[moneybird::Administration]) -> Fault {
        let message = say(
            self.language(),
            "Het token geeft geen toegang tot deze administratie.",
            "The token does not open this administration.",
        );
        let hint = if all.is_empty() { self.other_token() } else { self.choose_one(all) };
        Fault::new(Code::Usage, message, hint)
    }

    fn opens_several(&self, all: &[moneybird::Administration]) -> Fault {
        let message = say(
            self.language(),
            "Het token geeft toegang tot meer dan één administratie, en er is er geen gekozen.",
            "The token opens more than one administration, and none was chosen.",
        );
        Fault::new(Code::Usage, message, self.choose_one(all))
    }

    fn opens_nothing(&self) -> Fault {
        let message = say(
            self.language(),
            "Het token geeft tot geen enkele administratie toegang.",
            "The token opens no administration at all.",
        );
        Fault::new(Code::Usage, message, self.other_token())
    }

    fn choose_one(&self, all: &[moneybird::Administration]) -> String {
        let names: Vec<String> =
            all.iter().map(|own| format!("{} ({})", own.id, own.name)).collect();
        match self.language() {
            Language::Nl => format!("Kies er een met --administration: {}.", names.join(", ")),
            Language::En => format!("Choose one with --administration: {}.", names.join(", ")),
        }
    }

    fn other_token(&self) -> String {
        say(
            self.language(),
            "Maak in Moneybird een token als gebruiker van de administratie en verbind opnieuw.",
            "Make a token in Moneybird as a user of the administration, and connect again.",
        )
    }

    /// Reads settings.
    ///
    /// # Errors
    /// What is wrong with them, and where.
    pub fn parse(&self, text: &str) -> Result<Settings, Fault> {
        Settings::parse(text).map_err(|error| {
            let hint = say(
                self.language(),
                "Verbeter het bestand; er is niets gewijzigd.",
                "Mend the file; nothing was changed.",
            );
            Fault::new(Code::Settings, error.to_string(), hint)
        })
    }

    /// Holds settings against an administration.
    fn check(&self, settings: &Settings, administration: &Administration) -> Result<(), Fault> {
        let found = settings.check(administration);
        if found.is_empty() {
            return Ok(());
        }
        let language = self.language();
        let lines: Vec<String> = found.iter().map(|mismatch| mismatch.sentence(language)).collect();
        let hint = say(
            language,
            "`sluitend settings suggest` toont wat de administratie heeft. Er is niets gewijzigd.",
            "`sluitend settings suggest` shows what the administration has. Nothing was changed.",
        );
        Err(Fault::new(Code::Settings, lines.join("\n"), hint))
    }

    /// Replaces a connection's settings, after holding them against its administration. They hold
    /// for what is booked from now on; the next round reads all orders again.
    ///
    /// # Errors
    /// What is wrong with them; nothing was changed then.
    pub async fn import_settings(&self, id: &ConnectionId, text: &str) -> Result<(), Fault> {
        let settings = self.parse(text)?;
        let connection = self.connection(id).await?;
        let (_, books) = self.clients(&connection).await?;
        self.check(&settings, &self.administration(&books).await?)?;
        let saved = self.store.save_settings(id, text).await;
        saved.map_err(|error| self.database(&error))
    }

    /// The same, of settings that were read already: what of them does not fit the administration, and
    /// only if that is nothing, they are saved.
    ///
    /// # Errors
    /// If the administration cannot be asked, or the database fails.
    pub async fn save_settings(
        &self,
        id: &ConnectionId,
        settings: &Settings,
    ) -> Result<Vec<Mismatch>, Fault> {
        let connection = self.connection(id).await?;
        let (_, books) = self.clients(&connection).await?;
        let found = settings.check(&self.to_check_by(id, &books).await?);
        if found.is_empty() {
            let text = settings.to_toml();
            let text = text.map_err(|error| Fault::new(Code::Settings, error.to_string(), ""))?;
            let saved = self.store.save_settings(id, &text).await;
            saved.map_err(|error| self.database(&error))?;
        }
        Ok(found)
    }

    /// Settings proposed from what the administration of a connection has and what its shop sells
    /// with.
    ///
    /// # Errors
    /// If a remote side cannot be asked.
    pub async fn suggest(&self, id: &ConnectionId) -> Result<String, Fault> {
        let connection = self.connection(id).await?;
        let (shop, books) = self.clients(&connection).await?;
        let countries = shop.geozone_countries(connection.shop_id).await;
        let countries = countries.map_err(|error| self.shop_fault(&error))?;
        let methods = shop.paymethods().await.map_err(|error| self.shop_fault(&error))?;
        let administration = self.administration(&books).await?;
        let offer = translate::offer(&countries, &methods);
        Ok(bookkeeping::settings::suggest(&administration, &offer, self.language()))
    }

    /// Checks that both sides of a connection can be reached and let us in.
    ///
    /// # Errors
    /// What stands in the way.
    pub async fn check_connection(&self, id: &ConnectionId) -> Result<(), Fault> {
        let connection = self.connection(id).await?;
        let (shop, books) = self.clients(&connection).await?;
        shop.webshops().await.map_err(|error| self.shop_fault(&error))?;
        let administration = self.administration(&books).await?;
        if connection.settings.is_some() {
            self.check(&self.settings(&connection)?, &administration)?;
        }
        Ok(())
    }
}
