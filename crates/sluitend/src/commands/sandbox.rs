//! `sluitend sandbox`: the pretend shop and the pretend Moneybird alone.

use std::fmt::Write as _;
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};

use bookkeeping::Language;
use sandbox::book_elsewhere;
use serde::Serialize;
use sync::{Code, Fault};

use super::demo::{ADMINISTRATION, Sandboxes, Start, nameless, orders};
use crate::language::{counted, reason, say};
use crate::output::Exit;
use crate::program::Program;

/// `sandbox`
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sluitend sandbox --settings sandbox.toml
  sluitend sandbox --shop-port 0 --books-port 0 --orders 100 --speed 300 --json")]
pub(crate) struct Args {
    /// Port of the pretend shop; 0 takes one that is free
    #[arg(long, value_name = "P", default_value_t = 8701)]
    pub(crate) shop_port: u16,
    /// Port of the pretend Moneybird; 0 takes one that is free
    #[arg(long, value_name = "P", default_value_t = 8702)]
    pub(crate) books_port: u16,
    /// How many orders the pretend shop has
    #[arg(long, value_name = "N", default_value_t = 500, value_parser = orders)]
    pub(crate) orders: usize,
    /// Another seed is another shop
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub(crate) seed: u64,
    /// Divide the windows of the rate limits by this
    #[arg(long, value_name = "N", default_value = "1")]
    pub(crate) speed: NonZeroU32,
    /// Name of the pretend administration; `sluitend probe` wants one that says sandbox
    #[arg(long, value_name = "NAME", default_value = ADMINISTRATION)]
    pub(crate) administration: String,
    /// Let another program have booked the oldest N orders, as far as it could; try `sluitend adopt`
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) booked_elsewhere: usize,
    /// Write the settings that connect the two to this file
    #[arg(long, value_name = "FILE")]
    pub(crate) settings: Option<PathBuf>,
}

/// What a script needs to know.
#[derive(Serialize)]
struct SandboxShape<'a> {
    shop: ShopShape<'a>,
    moneybird: MoneybirdShape<'a>,
    environment: serde_json::Map<String, serde_json::Value>,
    settings: &'a str,
    settings_file: Option<&'a Path>,
    elsewhere: Option<&'a Elsewhere>,
}

/// What another program booked.
#[derive(Serialize)]
struct Elsewhere {
    /// The number of the last order that it looked at.
    up_to: String,
    /// How it wrote its references.
    reference: &'static str,
    /// How many orders it booked.
    orders: usize,
}

#[derive(Serialize)]
struct ShopShape<'a> {
    url: &'a str,
    key: &'a str,
    secret: &'a str,
}

#[derive(Serialize)]
struct MoneybirdShape<'a> {
    api_url: &'a str,
    token: &'a str,
    administration: String,
}

/// Runs both sandboxes until somebody stops them.
///
/// # Errors
/// If a port is taken, or the settings cannot be written.
pub(crate) async fn run(program: &Program, args: &Args) -> Result<Exit, Fault> {
    let language = program.language;
    let start = Start {
        orders: args.orders,
        seed: args.seed,
        speed: args.speed,
        shop_port: args.shop_port,
        books_port: args.books_port,
        administration: args.administration.clone(),
    };
    let sandboxes = Sandboxes::start(&start, language).await?;
    if let Some(file) = &args.settings {
        let written = std::fs::write(file, &sandboxes.settings);
        written.map_err(|error| unwritten(file, &error, language))?;
    }
    let elsewhere = elsewhere(&sandboxes, args.booked_elsewhere, language)?;
    let environment = environment(&sandboxes);
    let shape = SandboxShape {
        shop: ShopShape {
            url: &sandboxes.shop_url,
            key: &sandboxes.key,
            secret: &sandboxes.secret,
        },
        moneybird: MoneybirdShape {
            api_url: &sandboxes.api_url,
            token: &sandboxes.token,
            administration: sandboxes.books.administration_id(),
        },
        environment: environment
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.clone().into()))
            .collect(),
        settings: &sandboxes.settings,
        settings_file: args.settings.as_deref(),
        elsewhere: elsewhere.as_ref(),
    };
    let told = || {
        let text = text(&sandboxes, args, &environment, language);
        let more = elsewhere.as_ref().map(|own| own.told(language));
        text + &more.unwrap_or_default()
    };
    program.output.result(&shape, told);
    program.stop.asked().await;
    Ok(Exit::Done)
}

/// Lets another program book the oldest orders.
fn elsewhere(
    sandboxes: &Sandboxes,
    orders: usize,
    language: Language,
) -> Result<Option<Elsewhere>, Fault> {
    const REFERENCE: &str = "Order {number}";
    let mut all = sandboxes.shop.orders();
    all.retain(|own| own.is_completed);
    let Some(last) = all.get(orders.min(all.len()).wrapping_sub(1)) else { return Ok(None) };
    let booked = book_elsewhere(&sandboxes.shop, &sandboxes.books, last.id, REFERENCE);
    let booked = booked.map_err(|answer| nameless(&answer.to_string(), language))?;
    Ok(Some(Elsewhere {
        up_to: last.number_full().to_owned(),
        reference: REFERENCE,
        orders: booked.len(),
    }))
}

impl Elsewhere {
    fn told(&self, language: Language) -> String {
        let (orders, up_to) = (counted(self.orders, language), &self.up_to);
        match language {
            Language::Nl => format!(
                "\nEen ander programma heeft {orders} geboekt, tot en met {up_to}. Eerst, in plaats van sync:\n                 sluitend adopt --up-to {up_to}\n"
            ),
            Language::En => format!(
                "\nAnother program has booked {orders}, up to {up_to}. First, instead of sync:\n                 sluitend adopt --up-to {up_to}\n"
            ),
        }
    }
}

/// The environment variables with which the program finds the sandboxes.
fn environment(sandboxes: &Sandboxes) -> Vec<(&'static str, String)> {
    vec![
        ("SLUITEND_MONEYBIRD__API_URL", sandboxes.api_url.clone()),
        ("SLUITEND_SYNC__WINDOW_SECONDS", sandboxes.books_seconds.to_string()),
        ("SLUITEND_SYNC__SHOP_WINDOW_SECONDS", sandboxes.shop_seconds.to_string()),
        ("SLUITEND_SHOP_KEY", sandboxes.key.clone()),
        ("SLUITEND_SHOP_SECRET", sandboxes.secret.clone()),
        ("SLUITEND_MONEYBIRD_TOKEN", sandboxes.token.clone()),
    ]
}

/// The same for a person: what runs where, and lines to paste.
fn text(
    sandboxes: &Sandboxes,
    args: &Args,
    environment: &[(&str, String)],
    language: Language,
) -> String {
    let administration = sandboxes.books.administration_id();
    let (shop_url, api_url) = (&sandboxes.shop_url, &sandboxes.api_url);
    let mut text = match language {
        Language::Nl => format!(
            "Nagespeelde winkel     {shop_url}   ({})\n\
             Nagespeelde Moneybird  {api_url}   (administratie {administration})\n\
             Sleutels en token gelden alleen voor deze start. Ctrl-C stopt.\n\n\
             Plak dit in een ander venster:\n\n",
            counted(args.orders, language)
        ),
        Language::En => format!(
            "Pretend shop       {shop_url}   ({})\n\
             Pretend Moneybird  {api_url}   (administration {administration})\n\
             Keys and token hold for this start only. Ctrl-C stops.\n\n\
             Paste this in another window:\n\n",
            counted(args.orders, language)
        ),
    };
    text.push_str("export SLUITEND_DATA=\"$(mktemp -d)\"\n");
    for (name, value) in environment {
        let _infallible = writeln!(text, "export {name}={value}");
    }
    let file = if let Some(file) = &args.settings {
        format!("'{}'", file.display())
    } else {
        let settings = &sandboxes.settings;
        let _infallible =
            writeln!(text, "cat > \"$SLUITEND_DATA/settings.toml\" <<'END'\n{settings}END");
        "\"$SLUITEND_DATA/settings.toml\"".to_owned()
    };
    let _infallible = writeln!(
        text,
        "sluitend connect --shop-url {shop_url} --administration {administration} --settings {file}\n\
         sluitend sync"
    );
    text
}

fn unwritten(file: &Path, error: &std::io::Error, language: Language) -> Fault {
    let error = reason(error, language);
    let file = file.display();
    let message = match language {
        Language::Nl => format!("{file} kan niet worden geschreven: {error}."),
        Language::En => format!("{file} cannot be written: {error}."),
    };
    let hint = say(language, "Kies een ander bestand.", "Choose another file.");
    Fault::new(Code::Usage, message, hint)
}
