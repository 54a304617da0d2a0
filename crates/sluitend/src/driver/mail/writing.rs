//! Writes letters to whoever wants them, together with the mark that it was told.

use bookkeeping::Language;
use jiff::Timestamp;
use letters::{About, News, To};
use store::{Connection, LetterKind, MailReader, NewLetter, Telling, Way};
use sync::{Fault, Service};

use super::Mailing;
use super::event::event;
use crate::installation::store_fault;

/// What is told.
#[derive(Debug, Clone, Copy)]
pub(super) struct What<'a> {
    pub(super) kind: LetterKind,
    /// Which of that kind.
    pub(super) topic: &'a str,
    /// When it was looked at: what comes after it is other news.
    pub(super) at: Timestamp,
}

/// Tells something: `news` is it, in a language. Who else noticed it at the same moment tells nothing.
///
/// # Errors
/// If the database fails: nothing is told then.
pub(super) async fn tell(
    service: &Service,
    mailing: Mailing<'_>,
    connection: &Connection,
    what: What<'_>,
    news: impl Fn(Language) -> News,
) -> Result<(), Fault> {
    let kind = what.kind;
    let readers = readers(service, mailing, connection, kind).await?;
    let page = mailing.address(&format!("/c/{}", connection.id));
    let account = mailing.address("/account");
    let about = About {
        shop: &connection.shop_name,
        administration: &connection.administration_name,
        page: &page,
        account: &account,
    };
    let letter = |reader: &MailReader| {
        let proof = service.store().unsubscribe_proof(&reader.account, kind);
        let path = format!("/unsubscribe/{}/{}/{proof}", reader.account, kind.as_str());
        let unsubscribe = mailing.address(&path);
        let language = reader.language.into();
        let to = To { language, unsubscribe: Some(&unsubscribe) };
        let own = letters::write(&news(language), &about, &to);
        NewLetter {
            way: Way::Mail,
            account: Some(reader.account.clone()),
            recipient: reader.email.clone(),
            subject: own.subject,
            body: own.text,
            html: own.html,
            unsubscribe,
        }
    };
    let mut all: Vec<NewLetter> = readers.iter().map(letter).collect();
    if let Some(hook) = mailing.hook {
        let now = service.clock().now();
        all.push(NewLetter {
            way: Way::Call,
            account: None,
            recipient: hook.host().to_owned(),
            subject: kind.as_str().to_owned(),
            body: event(kind, (connection, &page), &news(Language::En), now).to_string(),
            html: String::new(),
            unsubscribe: String::new(),
        });
    }
    told(service, connection, what, &all).await
}

/// Marks something as told that nobody is told of.
///
/// # Errors
/// If the database fails.
pub(super) async fn mark(
    service: &Service,
    connection: &Connection,
    what: What<'_>,
) -> Result<(), Fault> {
    told(service, connection, what, &[]).await
}

/// Whether anybody would be told.
///
/// # Errors
/// If the database fails.
pub(super) async fn is_read(
    service: &Service,
    mailing: Mailing<'_>,
    connection: &Connection,
    kind: LetterKind,
) -> Result<bool, Fault> {
    let is_called = mailing.hook.is_some();
    Ok(is_called || !readers(service, mailing, connection, kind).await?.is_empty())
}

/// Who is told, as far as they have an address that can be mailed to.
async fn readers(
    service: &Service,
    mailing: Mailing<'_>,
    connection: &Connection,
    kind: LetterKind,
) -> Result<Vec<MailReader>, Fault> {
    if mailing.server.is_none() {
        return Ok(Vec::new());
    }
    let all = service.store().mail_readers(connection.shop_id, kind).await;
    let mut all = all.map_err(|error| store_fault(&error, service.options().language))?;
    all.retain(|own| post::is_address(&own.email));
    Ok(all)
}

async fn told(
    service: &Service,
    connection: &Connection,
    What { kind, topic, at }: What<'_>,
    letters: &[NewLetter],
) -> Result<(), Fault> {
    let telling = Telling { connection: &connection.id, kind, topic };
    let done = service.store().tell_of(telling, letters, at).await;
    let is_new = done.map_err(|error| store_fault(&error, service.options().language))?;
    if is_new && !letters.is_empty() {
        tracing::info!(connection = %connection.id, kind = kind.as_str(), letters = letters.len(), "told");
    }
    Ok(())
}
