//! Whether a key and a database belong together.

use crate::columns::Columns;
use crate::sql::seals as sql;
use crate::{Error, Store};

impl Store {
    /// Looks whether the key of this store is that of the secrets in its database: that is so where it sealed one of
    /// them, and where there are none yet.
    ///
    /// # Errors
    /// [`Error::WrongKey`] if there are secrets and all were sealed with other keys, or if the database fails.
    pub async fn check_key(&self) -> Result<(), Error> {
        let own = self.key.id();
        if self.seal_like(format!("{own}:%")).await?.is_some() {
            return Ok(());
        }
        let other = self.seal_like("%:%".to_owned()).await?;
        match other.as_deref().and_then(|sealed| sealed.split_once(':')) {
            Some((expected, _)) => {
                Err(Error::WrongKey { expected: expected.to_owned(), actual: own.to_owned() })
            }
            None => Ok(()),
        }
    }

    async fn seal_like(&self, like: String) -> Result<Option<String>, Error> {
        let row = self.find(sql::ONE_LIKE.query().bind(like)).await?;
        row.map(|row| row.text("sealed")).transpose()
    }
}
