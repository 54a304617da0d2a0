//! Moneybird's synchronisation: all ids with their versions, and many records at once
//! (moneybird-api.md §1.5).

use remote::wire;
use serde::{Deserialize, Serialize};

use crate::Invalid;

/// How many records Moneybird hands out at once; more are left out without a word.
const LARGEST: usize = 100;

/// Which version of a record there is.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Deserialize)]
pub struct Version<I> {
    /// The record.
    pub id: I,
    /// Seconds since 1970 at its last change. Changes within one second share it, so a version of
    /// the running second may be followed by another change under the same number.
    #[serde(deserialize_with = "wire::whole_required")]
    pub version: i64,
}

/// 1 to 100 ids whose records are asked for at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Batch<I> {
    ids: Vec<I>,
}

impl<I> Batch<I> {
    /// Takes ids.
    ///
    /// # Errors
    /// If there are none, or more than a hundred.
    pub fn new(ids: Vec<I>) -> Result<Self, Invalid> {
        match ids.len() {
            0 => Err(Invalid::new("batch", "is empty")),
            1..=LARGEST => Ok(Self { ids }),
            _ => Err(Invalid::new("batch", "holds more than 100 ids")),
        }
    }

    /// Cuts any number of ids into batches, in their order.
    pub fn split(ids: &[I]) -> Vec<Self>
    where
        I: Clone,
    {
        ids.chunks(LARGEST).map(|ids| Self { ids: ids.to_vec() }).collect()
    }

    /// The ids.
    pub fn ids(&self) -> &[I] {
        &self.ids
    }
}
