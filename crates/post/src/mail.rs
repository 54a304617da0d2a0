//! A letter as it is sent.

use std::time::SystemTime;

use jiff::Timestamp;
use lettre::Address;
use lettre::message::header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue};
use lettre::message::{Body, Mailbox, Message, MultiPart, SinglePart};

/// A letter to somebody.
#[derive(Debug, Clone, Copy)]
pub struct Mail<'a> {
    /// The address that it goes to.
    pub to: &'a str,
    /// Its name, without brackets: the same at each try.
    pub message_id: &'a str,
    /// When it was written.
    pub at: Timestamp,
    /// One line.
    pub subject: &'a str,
    /// As text.
    pub text: &'a str,
    /// As HTML.
    pub html: &'a str,
    /// The address that ends letters of its kind by one POST (RFC 8058).
    pub unsubscribe: Option<&'a str>,
}

impl Mail<'_> {
    /// The letter with its headers; why not, if it cannot be written.
    pub(crate) fn written(&self, from: &Mailbox, to: &Address) -> Result<Vec<u8>, String> {
        let mut builder = Message::builder()
            .from(from.clone())
            .to(Mailbox::new(None, to.clone()))
            .date(SystemTime::from(self.at))
            .message_id(Some(format!("<{}>", self.message_id)))
            .subject(self.subject)
            // Nobody's "I am away" is wanted (RFC 3834).
            .raw_header(raw("Auto-Submitted", "auto-generated"));
        if let Some(url) = self.unsubscribe {
            builder = builder
                .raw_header(raw("List-Unsubscribe", &format!("<{url}>")))
                .raw_header(raw("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
        }
        let parts = MultiPart::alternative()
            .boundary(format!("=_{}", self.message_id.replace('@', ".")))
            .singlepart(part(self.text, ContentType::TEXT_PLAIN)?)
            .singlepart(part(self.html, ContentType::TEXT_HTML)?);
        let message = builder.multipart(parts).map_err(|error| error.to_string())?;
        Ok(message.formatted())
    }
}

/// Only signs of ASCII, and short lines, so that any server takes it.
fn part(text: &str, kind: ContentType) -> Result<SinglePart, String> {
    let encoding = ContentTransferEncoding::QuotedPrintable;
    let body = Body::new_with_encoding(text.to_owned(), encoding);
    let body = body.map_err(|_| "the letter cannot be encoded".to_owned())?;
    Ok(SinglePart::builder().content_type(kind).body(body))
}

fn raw(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(subject: &str, text: &str) -> String {
        let mail = Mail {
            to: "bea@shop.example",
            message_id: "0190-1@mail.example",
            at: "2026-11-28T13:30:00Z".parse().unwrap(),
            subject,
            text,
            html: "<p>Dag</p>",
            unsubscribe: Some(
                "https://books.example/unsubscribe/01890a5d-ac96-774b-bcce-b302099a8057/orders/0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
            ),
        };
        let from = "Sluitend <books@mail.example>".parse().unwrap();
        let bytes = mail.written(&from, &"bea@shop.example".parse().unwrap()).unwrap();
        assert!(bytes.is_ascii());
        String::from_utf8(bytes).unwrap()
    }

    fn headers(message: &str) -> Vec<&str> {
        message.split("\r\n\r\n").next().unwrap().split("\r\n").collect()
    }

    #[test]
    fn it_says_who_wrote_to_whom_and_how_to_end_it() {
        let message = written("Dag", "Regel één.\n.\nEinde\n");
        let head = headers(&message);
        for line in [
            "From: Sluitend <books@mail.example>",
            "To: bea@shop.example",
            "Subject: Dag",
            "Date: Sat, 28 Nov 2026 13:30:00 +0000",
            "Message-ID: <0190-1@mail.example>",
            "Auto-Submitted: auto-generated",
            "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
        ] {
            assert!(head.contains(&line), "{line} in {head:?}");
        }
        let whole = "List-Unsubscribe: <https://books.example/unsubscribe/01890a5d-ac96-774b-bcce-b302099a8057/orders/0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef>";
        assert!(head.contains(&whole), "in one piece: {head:?}");
        assert!(message.contains("multipart/alternative"), "{message}");
        let plain = message.find("text/plain; charset=utf-8").unwrap();
        assert!(plain < message.find("text/html; charset=utf-8").unwrap(), "the best comes last");
        assert!(message.contains("Regel =C3=A9=C3=A9n.\r\n.\r\nEinde"), "{message}");
    }

    #[test]
    fn a_subject_makes_no_header() {
        let message = written("Fietsen\r\nBcc: all@example.nl\r\n\r\nDag é", "x");
        let head = headers(&message);
        assert!(head.iter().all(|line| !line.to_lowercase().starts_with("bcc")), "{head:?}");
        assert!(head.iter().any(|line| line.starts_with("Subject: =?utf-8?")), "{head:?}");
    }
}
