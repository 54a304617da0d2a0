//! The outbox. A letter is sent at most once: that it is being sent is written down before, and if nobody
//! says how that ended, nobody sends it again.

use std::time::Duration;

use jiff::Timestamp;
use sqlx::any::AnyRow;

use super::LetterKind;
use crate::columns::Columns;
use crate::instant::{millis, span};
use crate::sql::outbox as sql;
use crate::statement::Query;
use crate::{AccountId, ConnectionId, Entropy, Error, Store, id};

/// Nothing waits for longer than a day. What is due later was dated by a clock that has been set back, and so
/// was what is being sent in an hour.
const FURTHEST: Duration = Duration::from_hours(24);
const AHEAD: Duration = Duration::from_hours(1);

/// How something is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// By a letter, at most once.
    Mail,
    /// By a request to an address of the host's, at least once.
    Call,
}

impl Way {
    /// The word in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Call => "call",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        [Self::Mail, Self::Call].into_iter().find(|own| own.as_str() == word)
    }
}

/// A letter that is to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewLetter {
    /// How.
    pub way: Way,
    /// To whom, if it is a person.
    pub account: Option<AccountId>,
    /// Their address.
    pub recipient: String,
    /// What it is about, in one line.
    pub subject: String,
    /// All of it, as text.
    pub body: String,
    /// The same as HTML; may be empty.
    pub html: String,
    /// The address that ends such letters to them; may be empty.
    pub unsubscribe: String,
}

/// How far a letter is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PostState {
    /// It is to be sent.
    Queued,
    /// Somebody sends it.
    Sending,
    /// The other side took it.
    Sent,
    /// The other side does not take it.
    Refused,
    /// Nobody knows whether the other side took it.
    Unknown,
}

impl PostState {
    /// The word in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Refused => "refused",
            Self::Unknown => "unknown",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        let all = [Self::Queued, Self::Sending, Self::Sent, Self::Refused, Self::Unknown];
        all.into_iter().find(|own| own.as_str() == word)
    }
}

/// How an attempt ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// It is tried again then.
    Later(Timestamp),
    /// The other side took it.
    Sent,
    /// The other side does not take it.
    Refused,
    /// Nobody knows.
    Unknown,
}

/// A letter in the outbox, without what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posted {
    /// Our name for it.
    pub id: String,
    /// How it is sent.
    pub way: Way,
    /// What it tells of.
    pub kind: LetterKind,
    /// About which connection.
    pub connection: ConnectionId,
    /// To whom, if it is a person.
    pub account: Option<AccountId>,
    /// Their address.
    pub recipient: String,
    /// What it is about.
    pub subject: String,
    /// How far it is.
    pub state: PostState,
    /// How often it was tried.
    pub attempt: i64,
    /// When it was written.
    pub made_at: Timestamp,
    /// When it is due, or was.
    pub due_at: Timestamp,
    /// When it was last tried.
    pub sent_at: Option<Timestamp>,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// Its name in the mail, without brackets: the same at each try.
    pub message_id: Option<String>,
    /// What the other side said last.
    pub answer: String,
}

/// A letter that is being sent by whoever holds this.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parcel {
    /// What is known of it.
    pub posted: Posted,
    /// What it says, as text.
    pub body: String,
    /// The same as HTML.
    pub html: String,
    /// The address that ends such letters.
    pub unsubscribe: String,
}

impl Posted {
    fn read(row: &AnyRow) -> Result<Self, Error> {
        Ok(Self {
            id: row.text("id")?,
            way: row.parsed("way", Way::parse)?,
            kind: row.parsed("kind", LetterKind::parse)?,
            connection: row.parsed("connection_id", |text| text.parse().ok())?,
            account: row.parsed_if_any("account_id", |text| text.parse().ok())?,
            recipient: row.text("recipient")?,
            subject: row.text("subject")?,
            state: row.parsed("state", PostState::parse)?,
            attempt: row.whole("attempt")?,
            made_at: row.instant("made_at")?,
            due_at: row.instant("due_at")?,
            sent_at: row.instant_if_any("sent_at")?,
            ended_at: row.instant_if_any("ended_at")?,
            message_id: row.text_if_any("message_id")?,
            answer: row.text("answer")?,
        })
    }
}

/// Puts a letter into the outbox.
pub(super) fn put(
    connection: &ConnectionId,
    kind: LetterKind,
    letter: &NewLetter,
    now: Timestamp,
    entropy: &dyn Entropy,
) -> Result<Query, Error> {
    let query = sql::PUT.query().bind(id::made(now, entropy)?).bind(letter.way.as_str());
    let query = query.bind(kind.as_str()).bind(connection.to_string());
    let query = query.bind(letter.account.as_ref().map(ToString::to_string));
    let query = query.bind(letter.recipient.clone()).bind(letter.subject.clone());
    let query = query.bind(letter.body.clone()).bind(letter.html.clone());
    Ok(query.bind(letter.unsubscribe.clone()).bind(millis(now)))
}

impl Store {
    /// Takes the letter that is to be sent next, if there is one: it is `sending` when this returns, and
    /// nobody else takes it. `domain` is what its name ends with.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn take_letter(
        &self,
        way: Way,
        domain: &str,
        now: Timestamp,
    ) -> Result<Option<Parcel>, Error> {
        let late = millis(now).saturating_add(span(FURTHEST));
        loop {
            let mut transaction = self.transaction().await?;
            let query = sql::NEXT.query().bind(millis(now)).bind(late).bind(way.as_str());
            let Some(row) = query.fetch_optional(&mut *transaction).await? else { return Ok(None) };
            let id = row.text("id")?;
            let query =
                sql::TAKE.query().bind(id.clone()).bind(millis(now)).bind(domain.to_owned());
            if query.execute(&mut *transaction).await?.rows_affected() != 1 {
                // Somebody else was faster.
                continue;
            }
            let row = sql::WHOLE.query().bind(id).fetch_one(&mut *transaction).await?;
            let parcel = Parcel {
                posted: Posted::read(&row)?,
                body: row.text("body")?,
                html: row.text("html")?,
                unsubscribe: row.text("unsubscribe")?,
            };
            self.commit(transaction).await?;
            return Ok(Some(parcel));
        }
    }

    /// Says how an attempt ended, and what the other side said. Whether it still mattered: who took too long
    /// was given up, and only what is certain is noted then.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn end_letter(
        &self,
        parcel: &Parcel,
        ending: Ending,
        answer: &str,
        now: Timestamp,
    ) -> Result<bool, Error> {
        let (id, attempt) = (parcel.posted.id.clone(), parcel.posted.attempt);
        let state = match ending {
            Ending::Later(due) => {
                let query = sql::PUT_OFF.query().bind(id).bind(attempt).bind(millis(due));
                return Ok(self.run(query.bind(answer.to_owned())).await? == 1);
            }
            Ending::Sent => PostState::Sent,
            Ending::Refused => PostState::Refused,
            Ending::Unknown => PostState::Unknown,
        };
        let query = sql::END.query().bind(id).bind(attempt).bind(state.as_str());
        Ok(self.run(query.bind(millis(now)).bind(answer.to_owned())).await? == 1)
    }

    /// Gives up what has been `sending` since before an instant: whoever sent it is gone. A letter is
    /// unknown then, for it may have arrived; a call, which may be made twice, is made again. How many.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn give_up_letters(
        &self,
        way: Way,
        since: Timestamp,
        now: Timestamp,
    ) -> Result<u64, Error> {
        let statement = match way {
            Way::Mail => sql::GIVE_UP,
            Way::Call => sql::TAKE_BACK,
        };
        let ahead = millis(now).saturating_add(span(AHEAD));
        let query = statement.query().bind(millis(now)).bind(millis(since)).bind(ahead);
        self.run(query.bind(way.as_str())).await
    }

    /// The newest letters, at most so many.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn outbox(&self, limit: u32) -> Result<Vec<Posted>, Error> {
        let rows = self.all(sql::NEWEST.query().bind(i64::from(limit))).await?;
        rows.iter().map(Posted::read).collect()
    }

    /// Rewrites letters about a connection, sent or not, where `without` makes something else of one of their
    /// texts; how many. Such a letter goes as text alone: in HTML a word may be written otherwise.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn rewrite_letters(
        &self,
        connection: &ConnectionId,
        without: impl Fn(&str) -> String,
    ) -> Result<u64, Error> {
        let mut rewritten = 0;
        for row in self.all(sql::TEXTS.query().bind(connection.to_string())).await? {
            let names = ["subject", "body", "html", "answer"];
            let mut texts = Vec::new();
            for name in names {
                texts.push(row.text(name)?);
            }
            let left: Vec<String> = texts.iter().map(|text| without(text)).collect();
            let ([_, body, ..], [subject, new, _, answer]) = (texts.as_slice(), left.as_slice())
            else {
                continue;
            };
            if left == texts {
                continue;
            }
            let query = sql::REWRITE.query().bind(row.text("id")?).bind(body.clone());
            let query = query.bind(subject.clone()).bind(new.clone()).bind("");
            rewritten += self.run(query.bind(answer.clone())).await?;
        }
        Ok(rewritten)
    }

    /// Forgets letters that ended and were due before an instant; how many.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn sweep_outbox(&self, before: Timestamp) -> Result<u64, Error> {
        self.run(sql::SWEEP.query().bind(millis(before))).await
    }
}
