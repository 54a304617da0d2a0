//! The installation: data folder, key, database, and the service on top of them.

use std::path::Path;
use std::sync::Arc;

use bookkeeping::Language;
use remote::Http;
use store::{Connection, ConnectionId, OsEntropy, SealingKey, Store};
use sync::{Code, Fault, Service};

use crate::config::{self, Config};
use crate::language::say;
use crate::move_fault::move_fault;
use crate::program::Program;
use crate::protection;
use crate::stop::Door;

/// An installation that is open.
pub(crate) struct Installation {
    /// How it is configured.
    pub(crate) config: Config,
    /// The service.
    pub(crate) service: Service,
}

impl Installation {
    /// Opens it, and makes what is missing: folder, key, database.
    ///
    /// # Errors
    /// What cannot be opened, and what to do.
    pub(crate) async fn open(program: &Program) -> Result<Self, Fault> {
        let config = program.configuration()?;
        let service = Self::service(program, &config).await?;
        Ok(Self { config, service })
    }

    /// The service of an installation that is configured like this; what is missing is made.
    ///
    /// # Errors
    /// What cannot be opened, and what to do.
    pub(crate) async fn service(program: &Program, config: &Config) -> Result<Service, Fault> {
        let language = program.language;
        config::make(&program.folder()?, language)?;
        is_known_here(program, config).await?;
        let key = key(program, config)?;
        let (url, bounds) = (&config.database_url, config.database);
        let store = Store::open_bounded(url, key, Arc::new(OsEntropy), bounds).await;
        let fault = |error: store::Error| store_fault(&error, language);
        let store = store.map_err(fault)?;
        if let Err(error) = store.check_key().await {
            store.close().await;
            return Err(fault(error));
        }
        // Where shops come by themselves, nobody is to make us call inside our own network. On this machine
        // alone, as in the demo, there is nothing but it.
        let http = if config.is_public() { Http::public() } else { Http::new() };
        let transport = http.map_err(|error| {
            let hint = say(language, "Start opnieuw.", "Start again.");
            Fault::new(Code::Unreachable, error.to_string(), hint)
        })?;
        let door = Arc::new(Door::new(Arc::new(transport), program.stop.clone()));
        let clock = Arc::clone(&program.clock);
        Ok(Service::new(store, door, clock, config.options.clone()))
    }

    /// The connection that was named or, if there is only one, that one.
    ///
    /// # Errors
    /// If there is none, or several and none was named.
    pub(crate) async fn choose(&self, named: Option<&ConnectionId>) -> Result<Connection, Fault> {
        if let Some(id) = named {
            return self.service.connection(id).await;
        }
        let language = self.service.options().language;
        let mut all = self.connections().await?;
        match (all.pop(), all.is_empty()) {
            (Some(only), true) => Ok(only),
            (Some(last), false) => {
                all.push(last);
                Err(several(&all, language))
            }
            (None, _) => Err(none(language)),
        }
    }

    /// The connection that was named, or all.
    ///
    /// # Errors
    /// If there is none.
    pub(crate) async fn choose_all(
        &self,
        named: Option<&ConnectionId>,
    ) -> Result<Vec<Connection>, Fault> {
        if let Some(id) = named {
            return Ok(vec![self.service.connection(id).await?]);
        }
        let all = self.connections().await?;
        if all.is_empty() { Err(none(self.service.options().language)) } else { Ok(all) }
    }

    /// All connections.
    ///
    /// # Errors
    /// If the database fails.
    pub(crate) async fn connections(&self) -> Result<Vec<Connection>, Fault> {
        let all = self.service.store().connections().await;
        all.map_err(|error| store_fault(&error, self.service.options().language))
    }
}

/// Opens the database of an installation that is there, to move what is in it away.
///
/// # Errors
/// What cannot be opened, and what to do.
pub(crate) async fn leaving(program: &Program, config: &Config) -> Result<Store, Fault> {
    if !database_exists(config) && config.database_url.starts_with("sqlite:") {
        return Err(none(program.language));
    }
    let key = key(program, config)?;
    let store = Store::open_to_leave(&config.database_url, key, Arc::new(OsEntropy)).await;
    let fault = |error: store::Error| store_fault(&error, program.language);
    let store = store.map_err(fault)?;
    if store.connections().await.map_err(fault)?.is_empty() {
        return Err(none(program.language));
    }
    Ok(store)
}

/// A server may hold what only the key of another machine opens. With one that is made here nothing of that could be
/// read, and whoever connected a shop anew with it would lock the others out.
async fn is_known_here(program: &Program, config: &Config) -> Result<(), Fault> {
    let path = config.encryption_key_file.as_path();
    if path.exists() || config.database_url.starts_with("sqlite:") {
        return Ok(());
    }
    let fault = |error: store::Error| store_fault(&error, program.language);
    // To look whether there is anything, any key will do.
    let key = SealingKey::random(&OsEntropy).map_err(|error| fault(error.into()))?;
    let store = Store::open(&config.database_url, key, Arc::new(OsEntropy)).await.map_err(fault)?;
    let is_new = store.connections().await.map_err(fault)?.is_empty();
    store.close().await;
    if is_new { Ok(()) } else { Err(lost(path, program.language)) }
}

/// Reads the key, or makes one at the first start and says so.
fn key(program: &Program, config: &Config) -> Result<SealingKey, Fault> {
    let (path, language) = (config.encryption_key_file.as_path(), program.language);
    let is_first = !path.exists();
    if is_first && database_exists(config) {
        return Err(lost(path, language));
    }
    let key = SealingKey::load_or_create(path, &OsEntropy)
        .map_err(|error| store_fault(&error.into(), language))?;
    if is_first {
        let path = path.display();
        program.output.note(&match language {
            Language::Nl => format!(
                "Nieuwe sleutel gemaakt: {path}. Bewaar een kopie op een veilige plek, apart van de \
                 database: zonder dit bestand zijn de geheimen van de koppelingen niet te lezen."
            ),
            Language::En => format!(
                "Made a new key: {path}. Keep a copy in a safe place, apart from the database: \
                 without this file the secrets of the connections cannot be read."
            ),
        });
    }
    Ok(key)
}

/// Whether an SQLite database is there already, which some key then belongs to.
fn database_exists(config: &Config) -> bool {
    let metadata = config.database_file().and_then(|path| path.metadata().ok());
    metadata.is_some_and(|file| file.is_file() && file.len() > 0)
}

fn lost(path: &Path, language: Language) -> Fault {
    let path = path.display();
    let message = match language {
        Language::Nl => format!("De database is er, maar de sleutel {path} niet."),
        Language::En => format!("The database is there, but its key {path} is not."),
    };
    let hint = say(
        language,
        "Zet het sleutelbestand terug uit de reservekopie. Is het verloren, verplaats dan de \
         database en verbind opnieuw; facturen die er al zijn, worden herkend.",
        "Put the key file back from the backup. If it is lost, move the database away and connect \
         again; invoices that are there already are recognised.",
    );
    Fault::new(Code::KeyFile, message, hint)
}

/// The key file is there, and is not that of this database.
fn foreign(expected: &str, actual: &str, language: Language) -> Fault {
    let message = match language {
        Language::Nl => format!(
            "Dit sleutelbestand is van een andere installatie: de geheimen in de database zijn verzegeld met \
             sleutel {expected}, en het bestand is sleutel {actual}."
        ),
        Language::En => format!(
            "This key file is that of another installation: the secrets in the database were sealed with key \
             {expected}, and the file is key {actual}."
        ),
    };
    let hint = say(
        language,
        "Zet hier het sleutelbestand neer van de machine waar de winkels zijn verbonden, of uit de reservekopie, of \
         noem het in `encryption_key_file`. Controleer anders of `database_url` de bedoelde database is.",
        "Put the key file here of the machine where the shops were connected, or from the backup, or name it in \
         `encryption_key_file`. Else check whether `database_url` is the database that you mean.",
    );
    Fault::new(Code::KeyFile, message, hint)
}

/// A fault of the database or the key, for a person.
pub(crate) fn store_fault(error: &store::Error, language: Language) -> Fault {
    match error {
        store::Error::Move(own) => return move_fault(own, language),
        store::Error::Parameter { name, known } => {
            return protection::parameter(name, known, language);
        }
        _ => {}
    }
    if let store::Error::WrongKey { expected, actual } = error {
        return foreign(expected, actual, language);
    }
    let code = match error.code() {
        "key-file" => Code::KeyFile,
        "not-found" => Code::NotFound,
        _ if matches!(error, store::Error::Address) => Code::Settings,
        _ if error.is_interruption() => Code::Interrupted,
        _ => Code::Database,
    };
    let hint = match code {
        Code::NotFound => say(
            language,
            "`sluitend connections` en `sluitend orders` noemen wat er is.",
            "`sluitend connections` and `sluitend orders` list what there is.",
        ),
        _ => say(
            language,
            "Verhelp dit en probeer opnieuw; wat geboekt is, blijft geboekt.",
            "Mend this and try again; what is booked stays booked.",
        ),
    };
    let on_the_way = error.trouble().and_then(|own| protection::hint(own, language));
    let hint = on_the_way.unwrap_or(hint);
    Fault::new(code, error.to_string(), hint)
}

fn none(language: Language) -> Fault {
    let message = say(language, "Er is nog geen koppeling.", "There is no connection yet.");
    let hint =
        say(language, "Maak er een met `sluitend connect`.", "Make one with `sluitend connect`.");
    Fault::new(Code::NotFound, message, hint)
}

fn several(all: &[Connection], language: Language) -> Fault {
    let names: Vec<String> = all
        .iter()
        .map(|own| format!("{} ({} → {})", own.id, own.shop_name, own.administration_name))
        .collect();
    let message = say(
        language,
        "Er is meer dan één koppeling, en er is er geen gekozen.",
        "There is more than one connection, and none was chosen.",
    );
    let hint = match language {
        Language::Nl => format!("Kies met --connection: {}.", names.join("; ")),
        Language::En => format!("Choose with --connection: {}.", names.join("; ")),
    };
    Fault::new(Code::Usage, message, hint)
}
