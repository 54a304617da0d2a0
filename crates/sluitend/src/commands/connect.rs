//! `sluitend connect`

use bookkeeping::Language;
use secrecy::SecretString;
use sync::{Code, ConnectRequest, Connected, Fault};

use crate::cli::Connect;
use crate::commands::input;
use crate::driver::patiently;
use crate::language::say;
use crate::output::Exit;
use crate::program::Program;
use crate::progress::Meter;

/// The variables that hold the secrets, and where each is found.
const SHOP_KEY: &str = "SLUITEND_SHOP_KEY";
const SHOP_SECRET: &str = "SLUITEND_SHOP_SECRET";
const MONEYBIRD_TOKEN: &str = "SLUITEND_MONEYBIRD_TOKEN";

/// Checks both sides and stores the connection.
pub(super) async fn run(program: &Program, args: &Connect) -> Result<Exit, Fault> {
    let [shop_key, shop_secret, moneybird_token] = secrets(program)?;
    let settings = match &args.settings {
        Some(path) => Some(input::read_text(path, program.language)?),
        None => None,
    };
    let request = ConnectRequest {
        shop_url: with_scheme(&args.shop_url),
        administration: args.administration.clone(),
        settings,
        shop_key,
        shop_secret,
        moneybird_token,
    };
    let installation = program.open().await?;
    let service = &installation.service;
    let meter = Meter::new("connect", service, program.output);
    let made =
        patiently(service, &program.stop, &meter, || service.connect(request.clone())).await?;
    meter.done();
    let id = made.connection.parse().map_err(|_| {
        Fault::new(Code::Database, format!("'{}' is not an id.", made.connection), "")
    })?;
    let has_settings = service.connection(&id).await?.settings.is_some();
    let is_quiet = program.output.is_quiet();
    program.output.result(&made, || {
        let made = text(&made, program.language);
        if is_quiet { made } else { format!("{made}\n{}", next(has_settings, program.language)) }
    });
    Ok(Exit::Done)
}

/// An address as it is usually written: without a scheme it is https.
fn with_scheme(url: &str) -> String {
    let url = url.trim();
    if url.contains("://") { url.to_owned() } else { format!("https://{url}") }
}

/// The three secrets, or one error that names all that are missing.
fn secrets(program: &Program) -> Result<[SecretString; 3], Fault> {
    let names = [SHOP_KEY, SHOP_SECRET, MONEYBIRD_TOKEN];
    let missing: Vec<&str> =
        names.into_iter().filter(|name| program.environment.get(name).is_none()).collect();
    if missing.is_empty() {
        let secret = |name| program.environment.get(name).unwrap_or_default().to_owned().into();
        return Ok(names.map(secret));
    }
    let missing = missing.join(", ");
    let message = match program.language {
        Language::Nl => format!("In de omgeving ontbreekt: {missing}."),
        Language::En => format!("Missing from the environment: {missing}."),
    };
    let hint = say(
        program.language,
        "Sleutel en geheim maakt u in CCV Shop (Mijn webshop, Instellingen, API), het token in \
         Moneybird (Instellingen, Externe en AI-koppelingen). Geef ze als omgevingsvariabele, nooit \
         als argument.",
        "Make key and secret in CCV Shop (My web shop, Settings, API), and the token in Moneybird \
         (Instellingen, Externe en AI-koppelingen). Give them as environment variables, never as \
         arguments.",
    );
    Err(Fault::new(Code::Usage, message, hint))
}

fn text(made: &Connected, language: Language) -> String {
    let (shop, administration) = (&made.shop.name, &made.administration.name);
    let id = &made.connection;
    match language {
        Language::Nl => format!("Verbonden: {shop} → {administration}.\nKoppeling: {id}"),
        Language::En => format!("Connected: {shop} → {administration}.\nConnection: {id}"),
    }
}

/// What to do after it.
fn next(has_settings: bool, language: Language) -> &'static str {
    match (language, has_settings) {
        (Language::Nl, true) => "Hierna: `sluitend sync` boekt de bestellingen.",
        (Language::En, true) => "Next: `sluitend sync` books the orders.",
        (Language::Nl, false) => {
            "Hierna: `sluitend settings suggest > settings.toml` stelt instellingen voor; vul ze aan \
             en lees ze in met `sluitend settings import settings.toml`."
        }
        (Language::En, false) => {
            "Next: `sluitend settings suggest > settings.toml` proposes settings; complete them and \
             read them in with `sluitend settings import settings.toml`."
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_without_a_scheme_is_https() {
        for (given, meant) in [
            ("yourshop.ccvshop.nl", "https://yourshop.ccvshop.nl"),
            ("http://127.0.0.1:8701", "http://127.0.0.1:8701"),
            (" https://winkel.example ", "https://winkel.example"),
        ] {
            assert_eq!(with_scheme(given), meant);
        }
    }
}
