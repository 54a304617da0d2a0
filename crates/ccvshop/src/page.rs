//! Collections and their pages (ccvshop-api.md §1.7).

use serde::de::DeserializeOwned;

use crate::decode::{self, Envelope};
use crate::{BadReply, Client, Error};

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
    /// Its place in the page, from 0, those that can be read counted too.
    pub position: usize,
    /// Its id, if at least that can be read.
    pub id: Option<i64>,
    /// What was wrong with it, with the name of the member; may quote its value.
    pub reason: String,
}

impl<T> Page<T> {
    /// A page to append to. It has a next one until what is appended says otherwise.
    fn empty() -> Self {
        Self { items: Vec::new(), unreadable: Vec::new(), has_next: true }
    }

    /// How many items of the collection it spans.
    fn span(&self) -> usize {
        self.items.len() + self.unreadable.len()
    }

    /// Adds the page that follows.
    fn append(&mut self, next: Self) {
        let span = self.span();
        self.items.extend(next.items);
        self.unreadable.extend(
            next.unreadable
                .into_iter()
                .map(|odd| Unreadable { position: odd.position + span, ..odd }),
        );
        self.has_next = next.has_next;
    }
}

/// A collection that comes in pages.
pub(crate) struct Listing<'a> {
    pub(crate) path: &'a str,
    /// Order and filters.
    pub(crate) query: Vec<(&'static str, String)>,
}

impl Client {
    /// Reads one page. When CCV Shop cannot show it because of one odd item in it (500.20), it is
    /// read in halves until that item stands alone and is reported (ccvshop-api.md §9).
    pub(crate) async fn page<T: DeserializeOwned>(
        &self,
        listing: &Listing<'_>,
        start: u32,
        size: u32,
    ) -> Result<Page<T>, Error> {
        match self.whole_page(listing, start, size).await {
            Err(error @ Error::Unrenderable { .. }) => {
                self.halved_page(listing, start, size, error).await
            }
            result => result,
        }
    }

    /// The page in parts. What was gathered when something else goes wrong is returned as a short
    /// page: who reads on from its end meets that error, with less left to do.
    async fn halved_page<T: DeserializeOwned>(
        &self,
        listing: &Listing<'_>,
        start: u32,
        size: u32,
        odd: Error,
    ) -> Result<Page<T>, Error> {
        let mut page = Page::empty();
        let mut ranges = Vec::new();
        let mut failed = Some((start, size, odd));
        loop {
            match failed.take() {
                Some((_, 0..=1, odd @ Error::Unrenderable { .. })) => {
                    let (position, reason) = (page.span(), odd.to_string());
                    page.unreadable.push(Unreadable { position, id: None, reason });
                }
                Some((from, count, Error::Unrenderable { .. })) => {
                    let half = count / 2;
                    ranges.push((from.saturating_add(half), count - half));
                    ranges.push((from, half));
                }
                Some((_, _, error)) if page.span() == 0 => return Err(error),
                Some(_) => return Ok(page),
                None => {}
            }
            let Some((from, count)) = ranges.pop() else { return Ok(page) };
            match self.whole_page(listing, from, count).await {
                Ok(part) => {
                    let read = u32::try_from(part.span()).unwrap_or(count).min(count);
                    page.append(part);
                    if !page.has_next || read == 0 {
                        return Ok(page);
                    }
                    if read < count {
                        ranges.push((from.saturating_add(read), count - read));
                    }
                }
                Err(error) => failed = Some((from, count, error)),
            }
        }
    }

    async fn whole_page<T: DeserializeOwned>(
        &self,
        listing: &Listing<'_>,
        start: u32,
        size: u32,
    ) -> Result<Page<T>, Error> {
        let envelope = self.envelope(listing, &start.to_string(), &size.to_string()).await?;
        let raw = envelope.items().ok_or_else(|| no_items(listing.path))?;
        let (items, unreadable) = decode::items(raw, self.secrets());
        Ok(Page { items, unreadable, has_next: envelope.next.is_some() })
    }

    async fn envelope(
        &self,
        listing: &Listing<'_>,
        start: &str,
        size: &str,
    ) -> Result<Envelope, Error> {
        let mut query = vec![("start", start.to_owned()), ("size", size.to_owned())];
        query.extend(listing.query.iter().cloned());
        self.get(listing.path, &query).await
    }

    /// Reads a whole paged collection, page by page. An item that cannot be read is an error: what
    /// is needed whole is not taken in part.
    pub(crate) async fn all<T: DeserializeOwned>(&self, path: &str) -> Result<Vec<T>, Error> {
        const SIZE: &str = "100";
        const MOST_PAGES: usize = 100;
        let listing = Listing { path, query: Vec::new() };
        let mut all = Vec::new();
        for _ in 0..MOST_PAGES {
            let envelope = self.envelope(&listing, &all.len().to_string(), SIZE).await?;
            // A page that is given twice would be booked twice.
            let is_asked = |start| usize::try_from(start) == Ok(all.len());
            if envelope.start.is_some_and(|start| !is_asked(start)) {
                return Err(shape(format!("{path} gives another page than was asked for")));
            }
            let raw = envelope.items().ok_or_else(|| no_items(path))?;
            let is_last = envelope.next.is_none() || raw.is_empty();
            all.extend(self.readable(path, raw)?);
            if is_last {
                return Ok(all);
            }
        }
        Err(shape(format!("{path} does not end after {MOST_PAGES} pages")))
    }

    /// Reads a collection that is not paged.
    pub(crate) async fn collection<T: DeserializeOwned>(
        &self,
        path: &str,
    ) -> Result<Vec<T>, Error> {
        let envelope: Envelope = self.get(path, &[]).await?;
        self.readable(path, envelope.items().ok_or_else(|| no_items(path))?)
    }

    /// All items, each of which must be readable.
    pub(crate) fn readable<T: DeserializeOwned>(
        &self,
        path: &str,
        raw: &[Box<serde_json::value::RawValue>],
    ) -> Result<Vec<T>, Error> {
        let (items, unreadable) = decode::items(raw, self.secrets());
        match unreadable.first() {
            Some(odd) => Err(shape(format!("{path}: {odd}"))),
            None => Ok(items),
        }
    }
}

fn no_items(path: &str) -> Error {
    shape(format!("{path} is no collection"))
}

fn shape(detail: String) -> Error {
    Error::BadReply { kind: BadReply::Shape, detail }
}
