//! One letter, step by step, so that it is known how far it came when something breaks.

use std::time::Duration;

use lettre::Address;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail as From, Rcpt};
use lettre::transport::smtp::extension::{ClientId, Extension, MailParameter};
use lettre::transport::smtp::response::{Response, Severity};
use remote::redact::excerpt;
use secrecy::ExposeSecret;
use tokio::time::timeout;

use crate::mail::Mail;
use crate::outcome::Outcome;
use crate::server::{Cover, Server};

/// How long everything before the letter itself may take.
const BEFORE: Duration = Duration::from_mins(1);

/// How long a server may take to answer once it has the letter. It may look through it for viruses.
const AFTER: Duration = Duration::from_mins(3);

/// How long we are polite.
const GOODBYE: Duration = Duration::from_secs(2);

/// How far it came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reached {
    /// The connection, TLS and the login: nothing of it is about this letter.
    Door,
    /// Sender, recipient, and whether the letter may come.
    Counter,
    /// The letter.
    Letter,
}

impl Server {
    /// The longest time that [`Server::send`] takes.
    pub const LONGEST: Duration =
        Duration::from_secs(BEFORE.as_secs() + AFTER.as_secs() + GOODBYE.as_secs());

    /// Sends a letter, once.
    pub async fn send(&self, mail: &Mail<'_>) -> Outcome {
        let Ok(to) = mail.to.trim().parse::<Address>() else {
            return Outcome::Refused("this is no address that can be mailed to".to_owned());
        };
        let message = match mail.written(&self.from, &to) {
            Ok(message) => message,
            Err(why) => return Outcome::Refused(why),
        };
        let mut connection = match timeout(BEFORE, self.offer(to)).await {
            Ok(Ok(connection)) => connection,
            Ok(Err(outcome)) => return outcome,
            Err(_) => return Outcome::Later("the server took too long".to_owned()),
        };
        let taken = timeout(AFTER, connection.message(&message)).await;
        let outcome = match taken {
            Ok(Ok(response)) if response.code().severity == Severity::PositiveCompletion => {
                Outcome::Sent(self.quoted(&answer(&response)))
            }
            Ok(Ok(response)) => Outcome::Unknown(self.quoted(&answer(&response))),
            Ok(Err(error)) => self.ended(Reached::Letter, &error),
            Err(_) => Outcome::Unknown("the server took the letter and did not answer".to_owned()),
        };
        if matches!(outcome, Outcome::Sent(_)) {
            // It is sent, whatever becomes of this.
            let _ = timeout(GOODBYE, connection.quit()).await;
        }
        outcome
    }

    /// Everything before the letter itself.
    async fn offer(&self, to: Address) -> Result<AsyncSmtpConnection, Outcome> {
        let door = |error: &Error| self.ended(Reached::Door, error);
        let counter = |error: &Error| self.ended(Reached::Counter, error);
        let mut connection = self.open().await.map_err(|error| door(&error))?;
        let mut options = Vec::new();
        if !to.to_string().is_ascii() {
            if !connection.server_info().supports_feature(Extension::SmtpUtfEight) {
                let said = "the server takes no addresses with such letters".to_owned();
                return Err(Outcome::Refused(said));
            }
            options.push(MailParameter::SmtpUtfEight);
        }
        let from = From::new(Some(self.from.email.clone()), options);
        connection.command(from).await.map_err(|error| counter(&error))?;
        connection.command(Rcpt::new(to, Vec::new())).await.map_err(|error| counter(&error))?;
        let answered = connection.command(Data).await.map_err(|error| counter(&error))?;
        if answered.code().severity != Severity::PositiveIntermediate {
            return Err(Outcome::Later(self.quoted(&answer(&answered))));
        }
        Ok(connection)
    }

    /// A connection that nobody else can read, and on which we are known.
    async fn open(&self) -> Result<AsyncSmtpConnection, Error> {
        let hello = ClientId::Domain(self.domain().to_owned());
        let tls = || TlsParameters::new(self.host.clone());
        let first = if self.cover == Cover::Tls { Some(tls()?) } else { None };
        let server = (self.host.as_str(), self.port);
        let opened = AsyncSmtpConnection::connect_tokio1(server, Some(BEFORE), &hello, first, None);
        let mut connection = opened.await?;
        if self.cover == Cover::StartTls {
            connection.starttls(tls()?, &hello).await?;
        }
        if let Some((user, password)) = &self.user {
            let own = Credentials::new(user.clone(), password.expose_secret().to_owned());
            connection.auth(DEFAULT_MECHANISMS, &own).await?;
        }
        Ok(connection)
    }

    /// How it ended, by how far it came and what the server said.
    fn ended(&self, reached: Reached, error: &Error) -> Outcome {
        let text = match (error.status(), std::error::Error::source(error)) {
            (Some(code), Some(said)) => format!("{code} {said}"),
            _ => error.to_string(),
        };
        let said = self.quoted(&text);
        match reached {
            // The server refuses us, and not this letter: it may take it once it was told who we are.
            Reached::Door => Outcome::Later(said),
            _ if error.is_permanent() => Outcome::Refused(said),
            _ if error.is_transient() => Outcome::Later(said),
            Reached::Counter => Outcome::Later(said),
            Reached::Letter => Outcome::Unknown(said),
        }
    }

    fn quoted(&self, text: &str) -> String {
        excerpt(text.as_bytes(), &self.secrets())
    }
}

fn answer(response: &Response) -> String {
    let lines: Vec<&str> = response.message().collect();
    format!("{} {}", response.code(), lines.join(" "))
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;

    use super::*;

    /// Who cannot be spoken to in private is told neither a password nor a letter.
    #[tokio::test]
    async fn without_tls_nothing_is_said() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let url = format!("smtp://u:geheim@127.0.0.1:{port}").into();
        let server = Server::parse(&url, "a@mail.example").unwrap();
        let server = Server { cover: Cover::StartTls, ..server };
        let listens = async {
            let (mut stream, _) = listener.accept().await.unwrap();
            stream.write_all(b"220 hi\r\n").await.unwrap();
            let mut buffer = [0; 512];
            let read = stream.read(&mut buffer).await.unwrap();
            stream.write_all(b"250-mail.example\r\n250 AUTH PLAIN\r\n").await.unwrap();
            let mut heard = buffer[..read].to_vec();
            stream.read_to_end(&mut heard).await.unwrap();
            String::from_utf8(heard).unwrap()
        };
        let mail = Mail {
            to: "bea@shop.example",
            message_id: "1@mail.example",
            at: jiff::Timestamp::UNIX_EPOCH,
            subject: "Dag",
            text: "Dag",
            html: "Dag",
            unsubscribe: None,
        };
        let (outcome, heard) = tokio::join!(server.send(&mail), listens);
        assert!(
            matches!(&outcome, Outcome::Later(said) if said.contains("STARTTLS")),
            "{outcome:?}"
        );
        assert_eq!(heard, "EHLO mail.example\r\n");
    }
}
