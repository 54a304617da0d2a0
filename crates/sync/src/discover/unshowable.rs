//! Orders that the shop cannot show, not even their ids (ccvshop-api.md §9, 500.20). They have a
//! place in a listing all the same, so these places are remembered, and a person is told how many.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::ALL;
use super::walk::{Place, unshowable};
use crate::desk::{Desk, from_json, json};
use crate::fault::Halt;

/// The fact that keeps them.
const FACT: &str = "unshowable";

/// By listing: for each such order the id of the last one before it, 0 if there is none.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Unshowable(BTreeMap<String, Vec<i64>>);

impl Unshowable {
    /// What is remembered.
    pub(super) async fn remembered(desk: &Desk) -> Result<Self, Halt> {
        let fact = desk.service.store.fact(desk.id(), FACT).await;
        match fact.map_err(|error| desk.database(&error))? {
            Some(fact) => from_json(&fact.body, desk),
            None => Ok(Self::default()),
        }
    }

    /// Those of a listing.
    pub(super) fn of(&self, listing: &str) -> &[i64] {
        self.0.get(listing).map(Vec::as_slice).unwrap_or_default()
    }

    /// Remembers those of a listing, and warns of new ones.
    pub(super) async fn keep(
        &mut self,
        desk: &Desk,
        listing: &str,
        places: &[Place],
    ) -> Result<(), Halt> {
        let now = unshowable(places);
        if now == self.of(listing) {
            return Ok(());
        }
        let positions = places.iter().enumerate().filter(|(_, place)| place.is_none());
        for ((position, _), after) in positions.zip(&now) {
            if !self.of(listing).contains(after) {
                tracing::warn!(
                    connection = %desk.id(),
                    listing,
                    position,
                    after,
                    "CCV Shop cannot show an order, so it cannot be booked"
                );
            }
        }
        if now.is_empty() {
            self.0.remove(listing);
        } else {
            self.0.insert(listing.to_owned(), now);
        }
        // Every order is in the listing of all orders.
        if listing == ALL && self.of(ALL).is_empty() {
            self.0.clear();
        }
        let body = json(self, desk)?;
        let mut write = desk.write().await?;
        write.put_fact(FACT, &body).await.map_err(|error| desk.database(&error))?;
        desk.commit(write).await
    }

    /// How many orders they are.
    pub(super) fn count(&self) -> u64 {
        self.0.values().map(Vec::len).max().unwrap_or_default() as u64
    }
}
