//! Reads the value of a key as what it must be. The errors name the place.

use std::net::SocketAddr;
use std::path::Path;

use bookkeeping::Money;
use post::{Hook, Server, ServerError};
use remote::is_loopback;
use rust_decimal::Decimal;
use secrecy::SecretString;
use toml::Value;
use url::Url;

use super::keys::{Entries, Entry};

impl Entries {
    /// A text.
    pub(super) fn text(&self, key: &str) -> Result<Option<String>, String> {
        self.get(key).map(text).transpose()
    }

    /// A whole number between `least` and `most`, which the environment gives as text.
    pub(super) fn whole(&self, key: &str, least: u32, most: u32) -> Result<Option<u32>, String> {
        let Some(entry) = self.get(key) else { return Ok(None) };
        let number = match &entry.value {
            Value::Integer(number) => u32::try_from(*number).ok(),
            Value::String(text) => text.trim().parse().ok(),
            _ => None,
        };
        let number = number.filter(|number| (least..=most).contains(number));
        let wrong = || format!("{}: must be a whole number from {least} to {most}", entry.origin);
        number.map(Some).ok_or_else(wrong)
    }

    /// Where to listen: a host and a port.
    pub(super) fn place(&self, key: &str) -> Result<Option<String>, String> {
        let Some(entry) = self.get(key) else { return Ok(None) };
        let place = text(entry)?.trim().to_owned();
        let wrong =
            || format!("{}: must be a host and a port, such as 127.0.0.1:8080", entry.origin);
        is_place(&place).then_some(Some(place)).ok_or_else(wrong)
    }

    /// Yes or no, which the environment gives as text.
    pub(super) fn flag(&self, key: &str) -> Result<Option<bool>, String> {
        let Some(entry) = self.get(key) else { return Ok(None) };
        let flag = match &entry.value {
            Value::Boolean(flag) => Some(*flag),
            Value::String(text) => text.trim().parse().ok(),
            _ => None,
        };
        let wrong = || format!("{}: must be true or false", entry.origin);
        flag.map(Some).ok_or_else(wrong)
    }

    /// An amount in whole cents, as a number or as text.
    pub(super) fn amount(&self, key: &str) -> Result<Option<Money>, String> {
        let Some(entry) = self.get(key) else { return Ok(None) };
        // The digits of a number that was written with two decimals are those that were written.
        let text = match &entry.value {
            Value::Integer(number) => number.to_string(),
            Value::Float(number) => number.to_string(),
            Value::String(text) => text.trim().to_owned(),
            _ => String::new(),
        };
        let amount = Decimal::from_str_exact(&text).ok().and_then(Money::exact);
        let amount = amount.filter(|own| !own.is_negative());
        let wrong = || format!("{}: must be an amount such as 6.00", entry.origin);
        amount.map(Some).ok_or_else(wrong)
    }

    /// The code of a currency.
    pub(super) fn currency(&self, key: &str) -> Result<Option<String>, String> {
        let Some(entry) = self.get(key) else { return Ok(None) };
        let code = text(entry)?.trim().to_owned();
        let is_code = code.len() == 3 && code.bytes().all(|sign| sign.is_ascii_uppercase());
        let wrong = || format!("{}: must be the code of a currency, such as EUR", entry.origin);
        is_code.then_some(Some(code)).ok_or_else(wrong)
    }

    /// Whether an amount includes VAT.
    pub(super) fn vat(&self, key: &str) -> Result<Option<billing::Vat>, String> {
        let Some(entry) = self.get(key) else { return Ok(None) };
        let vat = billing::Vat::parse(text(entry)?.trim());
        let wrong = || format!("{}: must be excluded or included", entry.origin);
        vat.map(Some).ok_or_else(wrong)
    }

    /// An e-mail address. It becomes part of an address on a page, so it has no signs that mean something there.
    pub(super) fn email(&self, key: &str) -> Result<Option<String>, String> {
        let Some(entry) = self.get(key) else { return Ok(None) };
        let own = text(entry)?.trim().to_owned();
        let is_plain = |sign: u8| sign.is_ascii_alphanumeric() || b"@.+-_".contains(&sign);
        let is_whole = |(name, domain): (&str, &str)| {
            !name.is_empty() && domain.contains('.') && !domain.contains('@')
        };
        let is_email = own.bytes().all(is_plain) && own.split_once('@').is_some_and(is_whole);
        let wrong = || format!("{}: must be an e-mail address", entry.origin);
        is_email.then_some(Some(own)).ok_or_else(wrong)
    }

    /// The name of a header, in small letters.
    pub(super) fn header(&self, key: &str) -> Result<Option<String>, String> {
        let Some(entry) = self.get(key) else { return Ok(None) };
        let name = text(entry)?.trim().to_lowercase();
        let is_name = !name.is_empty()
            && name.bytes().all(|sign| sign.is_ascii_alphanumeric() || sign == b'-');
        let wrong = || format!("{}: must be the name of a header", entry.origin);
        is_name.then_some(Some(name)).ok_or_else(wrong)
    }

    /// Addresses or networks with commas between them; none if the key is not set.
    pub(super) fn networks(&self, key: &str) -> Result<Vec<web::Network>, String> {
        let Some(entry) = self.get(key) else { return Ok(Vec::new()) };
        let text = text(entry)?;
        let all = text.split(',').map(str::trim).filter(|own| !own.is_empty());
        let parsed = all.map(|own| own.parse().map_err(|why| format!("{}: {why}", entry.origin)));
        parsed.collect()
    }

    /// The mail server, and who sends by it; neither is any use without the other.
    pub(super) fn mail_server(&self) -> Result<Option<Server>, String> {
        let (url, from) = match (self.get("smtp.url"), self.get("smtp.from")) {
            (None, None) => return Ok(None),
            (Some(url), Some(from)) => (url, from),
            _ => return Err("smtp.url and smtp.from belong together".to_owned()),
        };
        let server = Server::parse(&SecretString::from(text(url)?), &text(from)?);
        let named = |why: ServerError| {
            let entry = if why == ServerError::From { from } else { url };
            format!("{}: {why}", entry.origin)
        };
        server.map(Some).map_err(named)
    }

    /// The address that is called, and the file with the secret that calls are signed with.
    pub(super) fn hook(&self, folder: &Path) -> Result<Option<Hook>, String> {
        let (url, file) = match (self.address("notify.url")?, self.get("notify.secret_file")) {
            (None, None) => return Ok(None),
            (Some(url), Some(file)) => (url, file),
            _ => return Err("notify.url and notify.secret_file belong together".to_owned()),
        };
        let path = folder.join(text(file)?);
        let secret = std::fs::read_to_string(&path)
            .map_err(|why| format!("{}: {} cannot be read: {why}", file.origin, path.display()))?;
        let hook = Hook::new(url, &SecretString::from(secret));
        hook.map(Some).map_err(|why| format!("{}: {why}", file.origin))
    }

    /// An address: https, or http on this machine.
    pub(super) fn address(&self, key: &str) -> Result<Option<Url>, String> {
        let Some(entry) = self.get(key) else { return Ok(None) };
        let wrong = |reason: &str| format!("{}: {reason}", entry.origin);
        let url = Url::parse(text(entry)?.trim())
            .map_err(|error| wrong(&format!("not an address: {error}")))?;
        match url.scheme() {
            "https" => Ok(Some(url)),
            "http" if is_loopback(&url) => Ok(Some(url)),
            "http" => {
                Err(wrong("must begin with https://; plain http is for loopback addresses only"))
            }
            _ => Err(wrong("must begin with https://")),
        }
    }
}

fn text(entry: &Entry) -> Result<String, String> {
    match &entry.value {
        Value::String(text) => Ok(text.clone()),
        _ => Err(format!("{}: must be a text in quotes", entry.origin)),
    }
}

/// Whether a text is a host and a port. The host may be a name, which is looked up when it is listened there.
fn is_place(text: &str) -> bool {
    let is_name = |host: &str| {
        let is_sign = |sign: u8| sign.is_ascii_alphanumeric() || b"-._".contains(&sign);
        !host.is_empty() && host.bytes().all(is_sign)
    };
    let named = text.rsplit_once(':');
    text.parse::<SocketAddr>().is_ok()
        || named.is_some_and(|(host, port)| is_name(host) && port.parse::<u16>().is_ok())
}
