//! Collections and their pages (ccvshop-api.md §1.7).

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use crate::{Client, Error, decode};

/// One page of a collection.
#[derive(Debug, Clone)]
pub struct Page<T> {
    /// Its items that can be read.
    pub items: Vec<T>,
    /// Those that cannot.
    pub unreadable: Vec<Unreadable>,
    /// Whether the shop says that more follow. A short page alone does not say so.
    pub has_next: bool,
}

/// An item that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("item {position} cannot be read: {reason}")]
pub struct Unreadable {
    /// Its place in the page, from 0.
    pub position: usize,
    /// Its id, if at least that can be read.
    pub id: Option<i64>,
    /// What was wrong with it.
    pub reason: String,
}

#[derive(Deserialize)]
struct Envelope {
    #[serde(default)]
    items: Option<Vec<Box<RawValue>>>,
    #[serde(default, deserialize_with = "remote::wire::text")]
    next: Option<String>,
}

impl Client {
    /// Reads one page of a collection.
    pub(crate) async fn page<T: DeserializeOwned>(
        &self,
        path: &str,
        query: &[(&str, String)],
    ) -> Result<Page<T>, Error> {
        let envelope: Envelope = self.get(path, query).await?;
        let (items, unreadable) = decode::items(&envelope.items.unwrap_or_default());
        Ok(Page { items, unreadable, has_next: envelope.next.is_some() })
    }

    /// Reads a whole collection, page by page. An item that cannot be read is an error: what is
    /// needed whole is not taken in part.
    pub(crate) async fn all<T: DeserializeOwned>(
        &self,
        path: &str,
        query: &[(&str, String)],
    ) -> Result<Vec<T>, Error> {
        const SIZE: usize = 100;
        const MOST_PAGES: usize = 100;
        let mut all = Vec::new();
        for _ in 0..MOST_PAGES {
            let mut paged = query.to_vec();
            paged.extend([("start", all.len().to_string()), ("size", SIZE.to_string())]);
            let page: Page<T> = self.page(path, &paged).await?;
            if let Some(odd) = page.unreadable.first() {
                return Err(Error::unreadable(path, odd));
            }
            let is_last = !page.has_next || page.items.is_empty();
            all.extend(page.items);
            if is_last {
                return Ok(all);
            }
        }
        let detail = format!("{path} does not end after {MOST_PAGES} pages");
        Err(Error::BadReply { kind: crate::BadReply::Shape, detail })
    }
}
