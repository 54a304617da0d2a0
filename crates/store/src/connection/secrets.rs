//! The three secrets of a connection, which only stand sealed in the database.

use secrecy::SecretString;
use sqlx::any::AnyRow;

use super::ConnectionId;
use crate::columns::Columns;
use crate::seal::Place;
use crate::{Entropy, Error, SealingKey};

/// What it takes to speak to both sides.
#[derive(Debug, Clone)]
pub struct Secrets {
    /// Public key of the shop's API. Sealed too: with the secret it is the whole login.
    pub shop_key: SecretString,
    /// Secret key of the shop's API.
    pub shop_secret: SecretString,
    /// Moneybird token.
    pub moneybird_token: SecretString,
}

/// Which secrets of a connection were read: others have another mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    pub(super) shop_secret: String,
    pub(super) moneybird_token: String,
}

/// The same, sealed.
pub(super) struct Sealed {
    pub(super) shop_key: String,
    pub(super) shop_secret: String,
    pub(super) moneybird_token: String,
}

impl Secrets {
    pub(super) fn seal(
        &self,
        id: &ConnectionId,
        key: &SealingKey,
        entropy: &dyn Entropy,
    ) -> Result<Sealed, Error> {
        let seal = |column, secret| key.seal(place(id, column), secret, entropy);
        Ok(Sealed {
            shop_key: seal("shop_key", &self.shop_key)?,
            shop_secret: seal("shop_secret", &self.shop_secret)?,
            moneybird_token: Self::seal_moneybird_token(&self.moneybird_token, id, key, entropy)?,
        })
    }

    /// The shop's two keys alone, sealed for their places in a connection.
    pub(super) fn seal_shop_keys(
        (public, secret): (&SecretString, &SecretString),
        id: &ConnectionId,
        key: &SealingKey,
        entropy: &dyn Entropy,
    ) -> Result<(String, String), Error> {
        let seal = |column, own| key.seal(place(id, column), own, entropy);
        Ok((seal("shop_key", public)?, seal("shop_secret", secret)?))
    }

    /// The token alone, sealed for its place in a connection.
    pub(crate) fn seal_moneybird_token(
        token: &SecretString,
        id: &ConnectionId,
        key: &SealingKey,
        entropy: &dyn Entropy,
    ) -> Result<String, Error> {
        key.seal(place(id, "moneybird_token"), token, entropy)
    }

    /// What the row's secrets are known by. They are sealed anew whenever they are given.
    pub(super) fn mark(row: &AnyRow) -> Result<Mark, Error> {
        let (shop_secret, moneybird_token) =
            (row.text("shop_secret")?, row.text("moneybird_token")?);
        Ok(Mark { shop_secret, moneybird_token })
    }

    pub(crate) fn open(row: &AnyRow, id: &ConnectionId, key: &SealingKey) -> Result<Self, Error> {
        let open = |column| key.open(place(id, column), &row.text(column)?);
        Ok(Self {
            shop_key: open("shop_key")?,
            shop_secret: open("shop_secret")?,
            moneybird_token: open("moneybird_token")?,
        })
    }
}

fn place<'a>(id: &'a ConnectionId, column: &'static str) -> Place<'a> {
    Place { table: "connections", column, row: id.as_str() }
}
