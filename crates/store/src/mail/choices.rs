//! Who is told what, and the address that ends it.

use jiff::Timestamp;
use sqlx::any::AnyRow;

use super::LetterKind;
use crate::columns::Columns;
use crate::instant::millis;
use crate::sql::mail_choices as sql;
use crate::{AccountId, Error, Language, Store};

/// Somebody who is told something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailReader {
    /// Who.
    pub account: AccountId,
    /// Their address, as they wrote it.
    pub email: String,
    /// The language of their letters.
    pub language: Language,
}

impl Store {
    /// Who is told something of a kind about a shop: owners unless they said no, readers and operators if
    /// they said yes; whoever has an address that is confirmed. Each once.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn mail_readers(
        &self,
        shop_id: i64,
        kind: LetterKind,
    ) -> Result<Vec<MailReader>, Error> {
        let query = sql::READERS.query().bind(shop_id).bind(kind.as_str());
        let rows = self.all(query).await?;
        rows.iter()
            .map(|row| {
                Ok(MailReader {
                    account: row.parsed("id", |text| text.parse().ok())?,
                    email: row.text("email")?,
                    language: row.parsed("language", Language::parse)?,
                })
            })
            .collect()
    }

    /// What somebody said of each kind, as far as they said anything.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn mail_choices(
        &self,
        account: &AccountId,
    ) -> Result<Vec<(LetterKind, bool)>, Error> {
        let rows = self.all(sql::OF_ACCOUNT.query().bind(account.to_string())).await?;
        let choice =
            |row: &AnyRow| Ok((row.parsed("kind", LetterKind::parse)?, row.flag("wanted")?));
        rows.iter().map(choice).collect()
    }

    /// Somebody wants to be told things of a kind, or does not. Whether there is such an account.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn choose_mail(
        &self,
        account: &AccountId,
        kind: LetterKind,
        wanted: bool,
        now: Timestamp,
    ) -> Result<bool, Error> {
        let query = sql::CHOOSE.query().bind(account.to_string()).bind(kind.as_str());
        Ok(self.run(query.bind(i64::from(wanted)).bind(millis(now))).await? == 1)
    }

    /// What proves that an address which ends letters of a kind to somebody is one of ours: nobody guesses
    /// it, and it holds for as long as the key does, so that the oldest letter can be ended too.
    pub fn unsubscribe_proof(&self, account: &AccountId, kind: LetterKind) -> String {
        self.key.unsubscribe_proof(&named(account, kind))
    }

    /// Whether it is that proof.
    pub fn proves_unsubscribe(&self, account: &AccountId, kind: LetterKind, proof: &str) -> bool {
        self.key.is_unsubscribe_proof(&named(account, kind), proof)
    }
}

fn named(account: &AccountId, kind: LetterKind) -> String {
    format!("{account} {}", kind.as_str())
}
