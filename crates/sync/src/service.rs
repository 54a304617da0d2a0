//! Everything that the work needs, put together once.

use std::sync::Arc;

use bookkeeping::switching::Foreign;
use bookkeeping::{Language, Settings};
use moneybird::{AdministrationId, Pace};
use remote::{CALL_TIMEOUT, Caller, Clock, Heard, Source, Transport};
use store::{Connection, ConnectionId, Mark, Secrets, Store};

use crate::fault::{Code, Fault, Halt, say};
use crate::gate::{StoreGate, shop_gate};
use crate::{Options, mishap};

/// The store, both remotes and the clock. Cheap to clone; clones share the allowances.
#[derive(Clone)]
pub struct Service {
    pub(crate) store: Store,
    pub(crate) options: Arc<Options>,
    pub(crate) clock: Arc<dyn Clock>,
    /// One caller per remote, so that calls are counted apart.
    moneybird: Caller,
    ccvshop: Caller,
}

impl Service {
    /// Puts a service together.
    pub fn new(
        store: Store,
        transport: Arc<dyn Transport>,
        clock: Arc<dyn Clock>,
        options: Options,
    ) -> Self {
        let gate = Arc::new(StoreGate::new(store.clone(), CALL_TIMEOUT));
        let shop_gate = Arc::new(shop_gate(CALL_TIMEOUT));
        // Moneybird's time is the one that counts. What a shop says is a start, no more: it is anybody's.
        let heard = Arc::new(Heard::new(Arc::clone(&clock)));
        let moneybird = Caller::new(Arc::clone(&transport), gate, Arc::clone(&clock));
        let ccvshop = Caller::new(transport, shop_gate, Arc::clone(&clock));
        Self {
            moneybird: moneybird.hearing(Arc::clone(&heard), Source::Witness),
            ccvshop: ccvshop.hearing(heard, Source::Bystander),
            store,
            options: Arc::new(options),
            clock,
        }
    }

    /// The same, with sentences in another language.
    #[must_use]
    pub fn speaking(&self, language: Language) -> Self {
        if self.options.language == language {
            return self.clone();
        }
        let options = Options { language, ..Options::clone(&self.options) };
        Self { options: Arc::new(options), ..self.clone() }
    }

    /// The same, called by both sides at addresses that begin with `hooks`.
    #[must_use]
    pub fn called_at(&self, hooks: url::Url) -> Self {
        let options = Options { hooks: Some(hooks), ..Options::clone(&self.options) };
        Self { options: Arc::new(options), ..self.clone() }
    }

    /// What is remembered.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The clock.
    pub fn clock(&self) -> &dyn Clock {
        self.clock.as_ref()
    }

    /// What time it is, as far as Moneybird tells; see [`Heard`].
    pub(crate) fn heard(&self) -> &Heard {
        self.moneybird.heard()
    }

    /// How the service is told to behave.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// The same, of which the requests are counted apart, and as the whole's too.
    pub(crate) fn apart(&self) -> Self {
        let (moneybird, ccvshop) = (self.moneybird.apart(), self.ccvshop.apart());
        Self { moneybird, ccvshop, ..self.clone() }
    }

    /// Requests that left so far: to Moneybird and to CCV Shop.
    pub fn calls(&self) -> (u64, u64) {
        (self.moneybird.sent(), self.ccvshop.sent())
    }

    /// How many of those were answered by 429.
    pub fn throttled(&self) -> (u64, u64) {
        (self.moneybird.throttled(), self.ccvshop.throttled())
    }

    pub(crate) fn language(&self) -> Language {
        self.options.language
    }

    /// A client of Moneybird with this token.
    pub(crate) fn moneybird(
        &self,
        token: &secrecy::SecretString,
    ) -> Result<moneybird::Client, Fault> {
        let access = moneybird::Access::new(&self.options.moneybird_api, token.clone())
            .map_err(|error| Fault::new(Code::CredentialsMoneybird, error.to_string(), ""))?;
        Ok(moneybird::Client::new(self.moneybird.clone(), access, self.pace()))
    }

    /// Where a browser sees an invoice of an administration; `foreign` says what kind another program made.
    pub fn invoice_page(
        &self,
        administration: &str,
        invoice: &str,
        foreign: Option<Foreign>,
    ) -> String {
        self.options.invoice_page(administration, invoice, foreign)
    }

    /// How fast Moneybird is asked.
    pub(crate) fn pace(&self) -> Pace {
        Pace {
            address: self.options.address.clone(),
            per_window: self.options.requests_per_window,
            reports_per_window: self.options.reports_per_window,
            window: self.options.window,
        }
    }

    /// How many requests of the allowance at Moneybird are used in the window that ends now, and how many
    /// there are.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn allowance(&self) -> Result<(u64, u32), Fault> {
        let pace = self.pace();
        Ok((self.used(&pace.name()).await?, pace.per_window))
    }

    /// The same of its reports.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn reports_allowance(&self) -> Result<(u64, u32), Fault> {
        let pace = self.pace();
        Ok((self.used(&pace.reports_name()).await?, pace.reports_per_window))
    }

    async fn used(&self, name: &str) -> Result<u64, Fault> {
        let used = self.store.allowance_used(name, self.options.window, self.heard().at_least());
        used.await.map_err(|error| self.database(&error))
    }

    /// Who sends requests to Moneybird.
    pub(crate) fn moneybird_caller(&self) -> &Caller {
        &self.moneybird
    }

    /// A client of the shop with these credentials.
    pub(crate) fn shop(&self, url: &str, secrets: &Secrets) -> Result<ccvshop::Client, Fault> {
        let language = self.language();
        let access = url::Url::parse(url)
            .map_err(|error| error.to_string())
            .and_then(|root| {
                let (key, secret) = (secrets.shop_key.clone(), secrets.shop_secret.clone());
                ccvshop::Access::new(root, key, secret).map_err(|error| error.to_string())
            })
            .map_err(|reason| {
                let hint = say(
                    language,
                    "Geef het adres van de webwinkel als https://…, zonder pad.",
                    "Give the shop's address as https://…, without a path.",
                );
                let message = match language {
                    Language::Nl if url.starts_with("https://") => {
                        "Dit adres kan niet, of sleutel of geheim bevat vreemde tekens.".to_owned()
                    }
                    Language::Nl => {
                        "Het adres van de webwinkel moet beginnen met https://.".to_owned()
                    }
                    Language::En => reason,
                };
                Fault::new(Code::Usage, message, hint)
            })?;
        let pace = ccvshop::Pace { window: self.options.shop_window, ..ccvshop::Pace::default() };
        Ok(ccvshop::Client::new(self.ccvshop.clone(), access, pace))
    }

    /// A connection by its id.
    ///
    /// # Errors
    /// If there is none of that id, or the database fails.
    pub async fn connection(&self, id: &ConnectionId) -> Result<Connection, Fault> {
        self.store.connection(id).await.map_err(|error| self.not_had(id, &error))
    }

    /// Why a connection cannot be had.
    pub(crate) fn not_had(&self, id: &ConnectionId, error: &store::Error) -> Fault {
        match error {
            store::Error::NoConnection(_) => self.no_connection(id),
            error => self.database(error),
        }
    }

    fn no_connection(&self, id: &ConnectionId) -> Fault {
        let message = match self.language() {
            Language::Nl => format!("Er is geen koppeling {id}."),
            Language::En => format!("There is no connection {id}."),
        };
        let hint = say(
            self.language(),
            "`sluitend connections` noemt ze.",
            "`sluitend connections` lists them.",
        );
        Fault::new(Code::NotFound, message, hint)
    }

    /// A connection's settings.
    pub(crate) fn settings(&self, connection: &Connection) -> Result<Settings, Fault> {
        let language = self.language();
        let hint = say(
            language,
            "Stel ze voor met `sluitend settings suggest`, vul aan en lees ze in met `sluitend settings import`.",
            "Propose them with `sluitend settings suggest`, complete them and read them in with `sluitend settings import`.",
        );
        let Some(text) = &connection.settings else {
            let message = say(
                language,
                "Deze koppeling heeft nog geen instellingen.",
                "This connection has no settings yet.",
            );
            return Err(Fault::new(Code::Settings, message, hint));
        };
        Settings::parse(text).map_err(|error| Fault::new(Code::Settings, error.to_string(), hint))
    }

    /// Both remotes of a connection, ready to be asked.
    pub(crate) async fn clients(
        &self,
        connection: &Connection,
    ) -> Result<(ccvshop::Client, moneybird::Books), Fault> {
        let (shop, books, _) = self.reach(connection).await?;
        Ok((shop, books))
    }

    /// The same, and which secrets they have. A connection whose leave cannot be made fresh any more is
    /// broken from then on.
    pub(crate) async fn reach(
        &self,
        connection: &Connection,
    ) -> Result<(ccvshop::Client, moneybird::Books, Mark), Fault> {
        let read = async || self.store.marked_secrets(&connection.id).await;
        let (mut secrets, mut mark) = read().await.map_err(|error| self.database(&error))?;
        if self.options.oauth.is_some() {
            if let Err(fault) = self.freshen(&connection.id).await {
                if fault.code.breaks_connection() {
                    let (id, code) = (&connection.id, fault.code.as_str());
                    let marked = self.store.mark_broken_by(id, &mark, code, &fault.message).await;
                    marked.map_err(|error| self.database(&error))?;
                }
                return Err(fault);
            }
            (secrets, mark) = read().await.map_err(|error| self.database(&error))?;
        }
        let shop = self.shop(&connection.shop_url, &secrets)?;
        let id = AdministrationId::new(connection.administration_id.as_str())
            .map_err(|error| Fault::new(Code::NotFound, error.to_string(), ""))?;
        Ok((shop, self.moneybird(&secrets.moneybird_token)?.administration(id), mark))
    }

    /// A fault of the database, for a person.
    pub(crate) fn database(&self, error: &store::Error) -> Fault {
        match mishap::store(error, self.language()) {
            Halt::Fault(fault) => fault,
            Halt::Wait(..) | Halt::Settles(_) => Fault::new(Code::Database, error.to_string(), ""),
        }
    }
}
