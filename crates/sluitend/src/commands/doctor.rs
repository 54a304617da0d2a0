//! `sluitend doctor`

use std::path::Path;

use bookkeeping::Language;
use serde::Serialize;
use sync::{Code, Fault};

use crate::config::{Config, is_open_to_others};
use crate::driver::patiently;
use crate::installation::Installation;
use crate::language::say;
use crate::output::{ErrorShape, Exit};
use crate::program::Program;
use crate::progress::Meter;
use crate::protection::{Finding, finding};

/// What was checked, as JSON.
#[derive(Serialize)]
struct DoctorShape {
    checks: Vec<Check>,
}

/// One thing that was checked.
#[derive(Serialize)]
struct Check {
    name: String,
    ok: bool,
    message: String,
    error: Option<ErrorShape>,
    #[serde(skip)]
    exit: u8,
    /// Whether there was nothing to check it by.
    #[serde(skip)]
    open: bool,
}

impl Check {
    fn good(name: &str, message: impl Into<String>) -> Self {
        let message = message.into();
        Self { name: name.to_owned(), ok: true, message, error: None, exit: 0, open: false }
    }

    /// Nothing is known to be wrong with it, but it could not be checked, or is not complete yet.
    fn open(name: &str, message: impl Into<String>) -> Self {
        Self { open: true, ..Self::good(name, message) }
    }

    fn bad(name: &str, fault: &Fault) -> Self {
        Self {
            name: name.to_owned(),
            ok: false,
            message: fault.message.clone(),
            error: Some(fault.into()),
            exit: fault.code.exit(),
            open: false,
        }
    }

    fn text(&self) -> String {
        let mark = match (self.ok, self.open) {
            (false, _) => "✗",
            (true, true) => "–",
            (true, false) => "✓",
        };
        let hint = self.error.iter().map(|error| format!("\n    {}", error.hint));
        format!("{mark} {}: {}{}", self.name, self.message, hint.collect::<String>())
    }
}

/// Checks the installation from the ground up; what cannot be reached without what is broken is
/// left out. A data folder that is not there yet is no error, and is not made.
pub(super) async fn run(program: &Program) -> Result<Exit, Fault> {
    let mut checks = Vec::new();
    if before_opening(program, &mut checks) {
        match program.open().await {
            Ok(installation) => opened(program, &installation, &mut checks).await,
            Err(fault) => {
                let name = match fault.code {
                    Code::KeyFile => say(program.language, "sleutelbestand", "key file"),
                    _ => "database",
                };
                checks.push(Check::bad(name, &fault));
            }
        }
    }
    let worst = checks.iter().map(|check| check.exit).max().unwrap_or_default();
    let shape = DoctorShape { checks };
    program.output.result(&shape, || {
        let lines: Vec<String> = shape.checks.iter().map(Check::text).collect();
        lines.join("\n")
    });
    Ok(if worst == 0 { Exit::Done } else { Exit::Failed(worst) })
}

/// Checks configuration and folder; says whether there is anything to open.
fn before_opening(program: &Program, checks: &mut Vec<Check>) -> bool {
    let language = program.language;
    let name = say(language, "configuratie", "configuration");
    let config = match program.configuration() {
        Ok(config) => config,
        Err(fault) => {
            checks.push(Check::bad(name, &fault));
            return false;
        }
    };
    checks.push(Check::good(name, say(language, "in orde.", "in order.").to_owned()));
    checks.extend(source_check(&config, language));
    checks.extend(way_check(&config, language));
    match program.folder() {
        Ok(folder) => self::folder(&folder, language, checks),
        Err(fault) => {
            checks.push(Check::bad(say(language, "datamap", "data folder"), &fault));
            false
        }
    }
}

/// With https there is a proxy in front, and without its header all visitors look like one: thirty wrong
/// passwords of one of them lock all of them out.
fn source_check(config: &Config, language: Language) -> Option<Check> {
    if config.public_url.scheme() != "https" || config.proxy.is_some() {
        return None;
    }
    Some(Check::open(
        "client_address_header",
        say(
            language,
            "niet ingesteld, terwijl `public_url` https is: staat er een proxy voor, dan lijken alle \
             bezoekers er één te zijn en blokkeert wie vaak misgokt ook de anderen. Vul de header in \
             waarin de proxy het adres van de bezoeker zet.",
            "not set, though `public_url` is https: with a proxy in front all visitors look like one, \
             and whoever guesses wrong too often locks out the others too. Name the header in which \
             the proxy puts the visitor's address.",
        ),
    ))
}

/// Whether others could read what goes to the database and back.
fn way_check(config: &Config, language: Language) -> Option<Check> {
    let name = "database_url";
    match finding(&config.database_url, language) {
        Finding::Nothing => None,
        Finding::Good(text) => Some(Check::good(name, text)),
        Finding::Chosen(text) => Some(Check::open(name, text)),
        Finding::Bad(fault) => Some(Check::bad(name, &fault)),
    }
}

fn folder(folder: &Path, language: Language, checks: &mut Vec<Check>) -> bool {
    let name = say(language, "datamap", "data folder");
    let path = folder.display();
    if !folder.exists() {
        checks.push(Check::open(
            name,
            match language {
                Language::Nl => format!("{path} is er nog niet; `sluitend connect` maakt hem."),
                Language::En => format!("{path} is not there yet; `sluitend connect` makes it."),
            },
        ));
        return false;
    }
    checks.push(match is_open_to_others(folder) {
        Ok(false) => Check::good(name, format!("{path}")),
        Ok(true) => {
            let message = match language {
                Language::Nl => format!("anderen kunnen in {path} kijken."),
                Language::En => format!("others can look into {path}."),
            };
            Check::bad(name, &Fault::new(Code::Settings, message, format!("chmod 700 {path}")))
        }
        Err(error) => {
            let hint = say(language, "Controleer de rechten.", "Check its rights.");
            Check::bad(name, &Fault::new(Code::Settings, format!("{path}: {error}"), hint))
        }
    });
    true
}

/// Checks what stands on an open installation: the database, each connection and the clock.
async fn opened(program: &Program, installation: &Installation, checks: &mut Vec<Check>) {
    let language = program.language;
    let key = installation.config.encryption_key_file.display().to_string();
    checks.push(Check::good(say(language, "sleutelbestand", "key file"), key));
    let connections = match installation.connections().await {
        Ok(connections) => connections,
        Err(fault) => {
            checks.push(Check::bad("database", &fault));
            return;
        }
    };
    let number = connections.len();
    checks.push(Check::good(
        "database",
        match (language, number) {
            (Language::Nl, 0) => {
                "in orde; nog geen koppeling: maak er een met `sluitend connect`.".to_owned()
            }
            (Language::En, 0) => {
                "in order; no connection yet: make one with `sluitend connect`.".to_owned()
            }
            (Language::Nl, _) => format!("in orde; koppelingen: {number}."),
            (Language::En, _) => format!("in order; connections: {number}."),
        },
    ));
    let service = &installation.service;
    let mut clock = None;
    for own in &connections {
        let meter = Meter::new(&own.shop_name, service, program.output);
        let check = || service.check_connection(&own.id);
        let checked = patiently(service, &program.stop, &meter, check).await;
        drop(meter);
        let name = format!("{} → {} ({})", own.shop_name, own.administration_name, own.id);
        match checked {
            Ok(()) => {
                clock.get_or_insert(Ok(()));
                let has_settings = own.settings.is_some();
                let check = if has_settings { Check::good } else { Check::open };
                checks.push(check(&name, connected(has_settings, language)));
            }
            Err(fault) if fault.code == Code::Clock => clock = Some(Err(fault)),
            Err(fault) => checks.push(Check::bad(&name, &fault)),
        }
    }
    let name = say(language, "klok", "clock");
    checks.push(match clock {
        Some(Err(fault)) => Check::bad(name, &fault),
        Some(Ok(())) => Check::good(
            name,
            say(language, "CCV Shop vindt hem gelijk.", "CCV Shop finds it right."),
        ),
        None => Check::open(
            name,
            say(
                language,
                "niet te controleren zonder werkende koppeling.",
                "cannot be checked without a working connection.",
            ),
        ),
    });
}

fn connected(has_settings: bool, language: Language) -> &'static str {
    if has_settings {
        say(
            language,
            "CCV Shop en Moneybird antwoorden, en de instellingen passen bij de administratie.",
            "CCV Shop and Moneybird answer, and the settings fit the administration.",
        )
    } else {
        say(
            language,
            "CCV Shop en Moneybird antwoorden; er zijn nog geen instellingen: `sluitend settings suggest` stelt ze voor.",
            "CCV Shop and Moneybird answer; there are no settings yet: `sluitend settings suggest` proposes them.",
        )
    }
}
