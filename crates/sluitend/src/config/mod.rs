//! The configuration of the program: `sluitend.toml`, and environment variables over it.

mod billing;
mod environment;
mod folder;
mod host;
mod keys;
mod read;
#[cfg(test)]
mod tests;

use std::io::ErrorKind;
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};
use std::time::Duration;

use ::billing::Terms;
use bookkeeping::Language;
use post::{Hook, Server};
use secrecy::SecretString;
use store::Bounds;
use sync::{Application, Code, Fault, OAUTH_URL, Options};
use url::Url;

pub(crate) use environment::Environment;
pub(crate) use folder::{data_folder, is_open_to_others, make};
pub(crate) use keys::nearest;

use crate::language::{reason, say};
use keys::{Entries, Wrong};

/// The name of the file in the data folder.
const FILE: &str = "sluitend.toml";

/// How the program is told to run.
#[derive(Debug)]
pub(crate) struct Config {
    /// Where the database is. May hold a password.
    pub(crate) database_url: String,
    /// What this process keeps to in asking the database.
    pub(crate) database: Bounds,
    /// Host and port to listen on.
    pub(crate) listen: String,
    /// Host and port at which whoever watches over the program is told how it is, if anybody is.
    pub(crate) metrics_listen: Option<String>,
    /// Address under which we are reached.
    pub(crate) public_url: Url,
    /// The App Secret Key of CCV's Developer App Center, if the program is registered there.
    pub(crate) app_secret: Option<SecretString>,
    /// The proxy before us, which says where a request comes from, if there is one.
    pub(crate) proxy: Option<web::Proxy>,
    /// Where the sealing key is.
    pub(crate) encryption_key_file: PathBuf,
    /// What a month costs, if this host charges.
    pub(crate) billing: Option<Terms>,
    /// The mail server, and who sends by it, if letters are mailed.
    pub(crate) smtp: Option<Server>,
    /// The address that is called when something is to be told, if there is one.
    pub(crate) notify: Option<Hook>,
    /// Whom the people of a shop can ask for help, as far as this host says it.
    pub(crate) contact: web::Contact,
    /// How the sync is told to run.
    pub(crate) options: Options,
}

impl Config {
    /// Reads the configuration of a data folder.
    ///
    /// # Errors
    /// An unknown key, a value that cannot be, or a file that cannot be read; with its place.
    pub(crate) fn load(
        folder: &Path,
        file: Option<&Path>,
        environment: &Environment,
        language: Language,
    ) -> Result<Self, Fault> {
        let wrong = |wrong: Wrong| match wrong {
            Wrong::Key(message) => {
                let hint = match language {
                    Language::Nl => format!("Verbeter dit. De sleutels zijn: {}.", keys::list()),
                    Language::En => format!("Mend this. The keys are: {}.", keys::list()),
                };
                Fault::new(Code::Settings, message, hint)
            }
            Wrong::Value(message) => {
                let hint = say(language, "Verbeter dit op die plaats.", "Mend this at that place.");
                Fault::new(Code::Settings, message, hint)
            }
        };
        let mut entries = Entries::default();
        let usual = folder.join(FILE);
        let path = file.unwrap_or(&usual);
        match std::fs::read_to_string(path) {
            Ok(text) => entries.read_file(path, &text).map_err(wrong)?,
            Err(error) if error.kind() == ErrorKind::NotFound && file.is_none() => {}
            Err(error) => return Err(unreadable(path, &error, language)),
        }
        entries.read_environment(environment).map_err(wrong)?;
        let read = Self::from_entries(folder, &entries, environment, language);
        read.map_err(|message| wrong(Wrong::Value(message)))
    }

    /// Whether browsers and shops reach us from elsewhere.
    pub(crate) fn is_public(&self) -> bool {
        self.public_url.scheme() == "https" && self.options.moneybird_api.starts_with("https:")
    }

    /// The file that the database is in, if it is not on a server.
    pub(crate) fn database_file(&self) -> Option<&Path> {
        let path = self.database_url.strip_prefix("sqlite:")?;
        Some(Path::new(path.strip_prefix("//").unwrap_or(path)))
    }

    fn from_entries(
        folder: &Path,
        entries: &Entries,
        environment: &Environment,
        language: Language,
    ) -> Result<Self, String> {
        let database = format!("sqlite:{}", folder.join("sluitend.db").display());
        let key_file = entries.text("encryption_key_file")?;
        // An address of the API keeps the form it was given in: it is a base to add to.
        let api = entries.address("moneybird.api_url")?;
        let address = entries.text("sync.address")?;
        let mut options = Options::of_address(address.unwrap_or_else(|| host::name(environment)));
        options.language = language;
        if let Some(api) = api {
            api.as_str().trim_end_matches('/').clone_into(&mut options.moneybird_api);
        }
        if let Some(minutes) = entries.whole("sync.interval_minutes", 1, 10_080)? {
            options.interval = Duration::from_mins(minutes.into());
        }
        if let Some(requests) = entries.whole("sync.requests_per_window", 1, 1_000_000)? {
            options.requests_per_window = requests;
        }
        if let Some(reports) = entries.whole("sync.reports_per_window", 1, 1_000_000)? {
            options.reports_per_window = reports;
        }
        if let Some(seconds) = entries.whole("sync.window_seconds", 1, 86_400)? {
            options.window = Duration::from_secs(seconds.into());
        }
        if let Some(seconds) = entries.whole("sync.shop_window_seconds", 1, 86_400)? {
            options.shop_window = Duration::from_secs(seconds.into());
        }
        if let Some(seconds) = entries.whole("sync.settle_seconds", 1, 86_400)? {
            options.settle = Duration::from_secs(seconds.into());
        }
        if let Some(seconds) = entries.whole("sync.lease_seconds", 1, 3_600)? {
            options.lease = Duration::from_secs(seconds.into());
        }
        if let Some(days) = entries.whole("privacy.persons_days", 1, 3_650)? {
            options.persons = Duration::from_hours(24 * u64::from(days));
        }
        if let Some(days) = entries.whole("privacy.uninstalled_days", 1, 3_650)? {
            options.uninstalled = Duration::from_hours(24 * u64::from(days));
        }
        let public_url = match entries.address("public_url")? {
            Some(url) => url,
            None => Url::parse("http://localhost:8080").map_err(|error| error.to_string())?,
        };
        options.oauth = oauth(entries, &public_url)?;
        let billing = billing::terms(entries)?;
        options.subscriptions = billing.is_some();
        Ok(Self {
            database_url: entries.text("database_url")?.unwrap_or(database),
            database: bounds(entries)?,
            listen: entries.place("listen")?.unwrap_or_else(|| "127.0.0.1:8080".to_owned()),
            metrics_listen: entries.place("metrics_listen")?,
            public_url,
            app_secret: entries.text("ccvshop.app_secret")?.map(SecretString::from),
            proxy: proxy(entries)?,
            encryption_key_file: folder.join(key_file.unwrap_or_else(|| "sealing.key".to_owned())),
            billing,
            smtp: entries.mail_server()?,
            notify: entries.hook(folder)?,
            contact: web::Contact {
                url: entries.address("support.url")?,
                email: entries.email("support.email")?,
            },
            options,
        })
    }
}

/// What is kept to in asking the database.
fn bounds(entries: &Entries) -> Result<Bounds, String> {
    let mut bounds = Bounds::default();
    let connections = entries.whole("database_connections", 2, 1_000)?;
    if let Some(connections) = connections.and_then(NonZeroU32::new) {
        bounds.connections = connections;
    }
    if let Some(seconds) = entries.whole("database_answer_seconds", 1, 3_600)? {
        bounds.answer = Duration::from_secs(seconds.into());
    }
    Ok(bounds)
}

/// The proxy before us.
fn proxy(entries: &Entries) -> Result<Option<web::Proxy>, String> {
    let trusted = entries.networks("trusted_proxies")?;
    let header = entries.header("client_address_header")?;
    if header.is_none() && !trusted.is_empty() {
        return Err("trusted_proxies does nothing without client_address_header".to_owned());
    }
    Ok(header.map(|header| web::Proxy { header, trusted }))
}

/// What this program is to Moneybird, if it is registered there.
fn oauth(entries: &Entries, public_url: &Url) -> Result<Option<Application>, String> {
    let base = entries.address("moneybird.oauth_url")?;
    let base = base.as_ref().map_or(OAUTH_URL, Url::as_str).trim_end_matches('/');
    let id = entries.text("moneybird.client_id")?;
    let secret = entries.text("moneybird.client_secret")?;
    let (Some(id), Some(secret)) = (&id, &secret) else {
        return if id.is_none() && secret.is_none() {
            Ok(None)
        } else {
            Err("moneybird.client_id and moneybird.client_secret belong together".to_owned())
        };
    };
    let redirect = format!("{}/moneybird/return", public_url.as_str().trim_end_matches('/'));
    let application = Application::new(base, id, SecretString::from(secret.clone()), &redirect);
    application.map(Some).map_err(|error| error.to_string())
}

fn unreadable(path: &Path, error: &std::io::Error, language: Language) -> Fault {
    let error = reason(error, language);
    let message = match language {
        Language::Nl => format!("{} kan niet worden gelezen: {error}.", path.display()),
        Language::En => format!("{} cannot be read: {error}.", path.display()),
    };
    let hint = say(
        language,
        "Controleer het pad en de rechten van het bestand.",
        "Check the path and the rights of the file.",
    );
    Fault::new(Code::Settings, message, hint)
}
