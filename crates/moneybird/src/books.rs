//! The books of one administration: the handle on which all calls are made.

use std::num::NonZeroU32;
use std::time::Duration;

use remote::Request;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::page::{PER_PAGE, has_next};
use crate::{AdministrationId, Client, Error, Page, decode};

/// One administration, asked through one [`Client`]. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Books {
    pub(crate) client: Client,
    id: AdministrationId,
}

impl Books {
    pub(crate) fn new(client: Client, id: AdministrationId) -> Self {
        Self { client, id }
    }

    /// Which administration it is.
    pub fn id(&self) -> &AdministrationId {
        &self.id
    }

    /// The path of a resource of this administration.
    pub(crate) fn path(&self, resource: &str) -> String {
        format!("/{}/{resource}.json", self.id)
    }

    pub(crate) fn get(&self, resource: &str, query: &[(&str, &str)]) -> Request {
        self.client.get(&self.path(resource), query)
    }

    pub(crate) fn post<B: Serialize>(
        &self,
        resource: &str,
        body: &B,
        fresh_until: Option<Duration>,
    ) -> Result<Request, Error> {
        self.client.post(&self.path(resource), body, fresh_until)
    }

    /// One page of a list; `query` must state everything but the page.
    pub(crate) async fn page<T: DeserializeOwned>(
        &self,
        resource: &str,
        query: &[(&str, &str)],
        page: NonZeroU32,
    ) -> Result<Page<T>, Error> {
        let number = page.to_string();
        let query: Vec<(&str, &str)> = query
            .iter()
            .copied()
            .chain([("page", number.as_str()), ("per_page", PER_PAGE)])
            .collect();
        let request = self.get(resource, &query);
        let reply = self.client.send(&request).await?;
        Ok(Page { items: decode::list(&reply, &request.secrets)?, has_next: has_next(&reply) })
    }
}
