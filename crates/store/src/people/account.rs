//! Accounts, and finding them.

use jiff::Timestamp;
use sqlx::any::AnyRow;

use crate::columns::Columns;
use crate::id::id;
use crate::sql::accounts as sql;
use crate::{Error, Store};

id! {
    /// An account's id: a UUID of version 7.
    AccountId, "an account"
}

/// Somebody who may come in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Our name for it.
    pub id: AccountId,
    /// How they come in, and what for.
    pub kind: AccountKind,
    /// What they are called.
    pub name: String,
    /// What they log in with, as they wrote it.
    pub email: Option<String>,
    /// Whether mail to it reaches them, as far as that was shown: by a link that was mailed there, or since
    /// whoever runs the installation gave it.
    pub is_confirmed: bool,
    /// The language of their pages and mail.
    pub language: Language,
    /// When it was made.
    pub created_at: Timestamp,
}

/// Kinds of accounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AccountKind {
    /// Comes in through the App Store or an invitation, and by a password if they chose one; sees their
    /// own shops.
    Shopkeeper,
    /// Comes in by password, and looks after the service.
    Operator,
}

impl AccountKind {
    /// The word in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Shopkeeper => "shopkeeper",
            Self::Operator => "operator",
        }
    }

    pub(super) fn parse(word: &str) -> Option<Self> {
        [Self::Shopkeeper, Self::Operator].into_iter().find(|kind| kind.as_str() == word)
    }
}

/// The languages that we speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// Dutch.
    Nl,
    /// English.
    En,
}

impl Language {
    /// Its code of ISO 639-1.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Nl => "nl",
            Self::En => "en",
        }
    }

    /// The language of that code.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Nl, Self::En].into_iter().find(|language| language.as_str() == code)
    }
}

impl From<bookkeeping::Language> for Language {
    fn from(own: bookkeeping::Language) -> Self {
        match own {
            bookkeeping::Language::Nl => Self::Nl,
            bookkeeping::Language::En => Self::En,
        }
    }
}

impl From<Language> for bookkeeping::Language {
    fn from(own: Language) -> Self {
        match own {
            Language::Nl => Self::Nl,
            Language::En => Self::En,
        }
    }
}

impl Account {
    pub(super) fn read(row: &AnyRow) -> Result<Self, Error> {
        Ok(Self {
            id: row.parsed("id", |text| text.parse().ok())?,
            kind: row.parsed("kind", AccountKind::parse)?,
            name: row.text("name")?,
            email: row.text_if_any("email")?,
            is_confirmed: row.flag("email_confirmed")?,
            language: row.parsed("language", Language::parse)?,
            created_at: row.instant("created_at")?,
        })
    }
}

impl Store {
    /// One account.
    ///
    /// # Errors
    /// [`Error::NoAccount`] if there is none of that id, or if the database fails.
    pub async fn account(&self, id: &AccountId) -> Result<Account, Error> {
        match self.find(sql::ONE.query().bind(id.as_str())).await? {
            Some(row) => Account::read(&row),
            None => Err(Error::NoAccount(id.clone())),
        }
    }

    /// The account with an e-mail address, whatever its case and the white space around it.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn account_by_email(&self, email: &str) -> Result<Option<Account>, Error> {
        let row = self.find(sql::OF_EMAIL.query().bind(lower(email))).await?;
        row.as_ref().map(Account::read).transpose()
    }

    /// All accounts, the oldest first.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn accounts(&self) -> Result<Vec<Account>, Error> {
        self.all(sql::EVERY.query()).await?.iter().map(Account::read).collect()
    }
}

/// An address as it is compared.
pub(super) fn lower(email: &str) -> String {
    email.trim().to_lowercase()
}
