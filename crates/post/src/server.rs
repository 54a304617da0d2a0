//! A mail server, and who sends by it.

use std::fmt;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use lettre::Address;
use lettre::message::Mailbox;
use remote::is_loopback;
use secrecy::{ExposeSecret, SecretString};
use url::Url;

/// How a connection is kept from others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cover {
    /// TLS from the first byte.
    Tls,
    /// TLS before anything is said that matters.
    StartTls,
    /// None: the server is on this machine.
    Plain,
}

/// A mail server, and who sends by it. Its `Debug` shows no password.
#[derive(Clone)]
pub struct Server {
    pub(crate) host: String,
    pub(crate) port: u16,
    pub(crate) cover: Cover,
    pub(crate) user: Option<(String, SecretString)>,
    pub(crate) from: Mailbox,
}

/// Why a server cannot be used. It never quotes the address, which holds a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ServerError {
    /// The address.
    #[error("must be smtps:// or smtp:// and the name of a mail server, with nothing after it")]
    Url,
    /// User and password.
    #[error(
        "user and password belong together, percent-encoded: smtps://user:password@mail.example"
    )]
    Login,
    /// The sender.
    #[error("must be an e-mail address, such as Sluitend <books@mail.example>")]
    From,
}

impl Server {
    /// Reads the address of a server, and that of the sender.
    ///
    /// # Errors
    /// [`ServerError`] if one of them is none.
    pub fn parse(url: &SecretString, from: &str) -> Result<Self, ServerError> {
        let text = url.expose_secret().trim();
        // Only of addresses that browsers know is the host read as a name or a number.
        let (scheme, rest) = text.split_once("://").ok_or(ServerError::Url)?;
        let known = match scheme.to_ascii_lowercase().as_str() {
            "smtps" => "https",
            "smtp" => "http",
            _ => return Err(ServerError::Url),
        };
        let url = Url::parse(&format!("{known}://{rest}")).map_err(|_| ServerError::Url)?;
        let is_bare =
            matches!(url.path(), "" | "/") && url.query().is_none() && url.fragment().is_none();
        let host = url.host_str().filter(|_| is_bare).ok_or(ServerError::Url)?;
        let (cover, usual) = match known {
            "https" => (Cover::Tls, 465),
            _ if is_loopback(&url) => (Cover::Plain, 25),
            _ => (Cover::StartTls, 587),
        };
        Ok(Self {
            host: host.trim_matches(['[', ']']).to_owned(),
            port: url.port().unwrap_or(usual),
            cover,
            user: login(&url)?,
            from: from.trim().parse().map_err(|_| ServerError::From)?,
        })
    }

    /// The domain that letters come from: what we are called, and what their names end with.
    pub fn domain(&self) -> &str {
        self.from.email.domain()
    }

    /// What stands in no text: the password, as it is and as it is sent.
    pub(crate) fn secrets(&self) -> Vec<SecretString> {
        let Some((user, password)) = &self.user else { return Vec::new() };
        let plain = password.expose_secret();
        let sent = [format!("\0{user}\0{plain}"), plain.to_owned()];
        let sent = sent.map(|own| SecretString::from(BASE64_STANDARD.encode(own)));
        sent.into_iter().chain([password.clone()]).collect()
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Server({}:{}, {:?}, {})", self.host, self.port, self.cover, self.from)
    }
}

/// Whether something can be mailed to a text.
pub fn is_address(text: &str) -> bool {
    text.trim().parse::<Address>().is_ok()
}

/// User and password of an address; none if it has neither.
fn login(url: &Url) -> Result<Option<(String, SecretString)>, ServerError> {
    let password = url.password().filter(|own| !own.is_empty());
    match (url.username(), password) {
        ("", None) => Ok(None),
        ("", _) | (_, None) => Err(ServerError::Login),
        (user, Some(password)) => {
            let read = |text| decoded(text).ok_or(ServerError::Login);
            Ok(Some((read(user)?, SecretString::from(read(password)?))))
        }
    }
}

/// A percent-encoded text.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((sign, after)) = rest.split_first() {
        rest = after;
        if *sign != b'%' {
            bytes.push(*sign);
            continue;
        }
        let digits = std::str::from_utf8(after.get(..2)?).ok()?;
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
        rest = after.get(2..)?;
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn server(url: &str) -> Result<Server, ServerError> {
        Server::parse(&SecretString::from(url), "Sluitend <books@mail.example>")
    }

    #[test]
    fn an_address_says_how_a_server_is_reached() {
        for (url, host, port, cover) in [
            ("smtps://mail.example", "mail.example", 465, Cover::Tls),
            ("SMTPS://mail.example:2465/", "mail.example", 2465, Cover::Tls),
            ("smtp://mail.example", "mail.example", 587, Cover::StartTls),
            ("smtp://192.0.2.1:25", "192.0.2.1", 25, Cover::StartTls),
            ("smtp://localhost", "localhost", 25, Cover::Plain),
            ("smtp://127.0.0.1:1025", "127.0.0.1", 1025, Cover::Plain),
            ("smtp://[::1]:1025", "::1", 1025, Cover::Plain),
            ("smtps://127.0.0.1", "127.0.0.1", 465, Cover::Tls),
        ] {
            let own = server(url).unwrap();
            assert_eq!((own.host.as_str(), own.port, own.cover), (host, port, cover), "{url}");
            assert!(own.user.is_none());
            assert_eq!(own.domain(), "mail.example");
        }
    }

    #[test]
    fn what_is_no_address_is_refused_and_not_quoted() {
        for (url, expected) in [
            ("", ServerError::Url),
            ("mail.example", ServerError::Url),
            ("https://u:geheim@mail.example", ServerError::Url),
            ("smtp://u:geheim@mail.example/x", ServerError::Url),
            ("smtp://u:geheim@mail.example?tls=no", ServerError::Url),
            ("smtp://", ServerError::Url),
            ("smtp://u@mail.example", ServerError::Login),
            ("smtp://:geheim@mail.example", ServerError::Login),
            ("smtp://u:gehe%im@mail.example", ServerError::Login),
            ("smtp://u:geheim%f@mail.example", ServerError::Login),
            ("smtp://u:geheim%ff@mail.example", ServerError::Login),
        ] {
            let error = server(url).unwrap_err();
            assert_eq!(error, expected, "{url}");
            assert!(!error.to_string().contains("geheim"));
        }
        let url = SecretString::from("smtp://localhost");
        for from in ["", "Sluitend", "a@b@c", "a@b.example\r\nBcc: c@d.example"] {
            assert_eq!(Server::parse(&url, from).unwrap_err(), ServerError::From, "{from}");
        }
    }

    #[test]
    fn a_password_is_read_as_it_is_meant_and_shown_nowhere() {
        let own = server("smtps://b%40ks:ge%2Fhe%20im+%C3%A9@mail.example").unwrap();
        let (user, password) = own.user.as_ref().unwrap();
        assert_eq!((user.as_str(), password.expose_secret()), ("b@ks", "ge/he im+é"));
        assert_eq!(
            format!("{own:?}"),
            "Server(mail.example:465, Tls, Sluitend <books@mail.example>)"
        );
        assert_eq!(own.secrets().len(), 3);
    }
}
