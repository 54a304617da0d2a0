//! Pages of lists and the `Link` header (moneybird-api.md §1.3).

use super::refusal::Refusal;
use super::reply::Reply;
use super::request::Query;

const MOST: usize = 100;

/// Which part of a list is asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Page {
    number: usize,
    size: usize,
}

impl Page {
    /// Reads `page` and `per_page`; `size` is the list's own default.
    pub(super) fn read(query: &Query, size: usize) -> Result<Self, Refusal> {
        let number = read(query, "page", usize::MAX)?.unwrap_or(1);
        let size = read(query, "per_page", MOST)?.unwrap_or(size);
        Ok(Self { number, size })
    }

    /// Cuts the page out of the whole list, and says where its neighbours are.
    pub(super) fn cut<T>(
        self,
        all: &[T],
        query: &Query,
        show: impl Fn(&T) -> serde_json::Value,
    ) -> Reply {
        let skipped = (self.number - 1).saturating_mul(self.size);
        let rows: Vec<_> = all.iter().skip(skipped).take(self.size).map(show).collect();
        let mut links = Vec::new();
        if all.len() > skipped.saturating_add(self.size) {
            links.push(link(query, self.number + 1, "next"));
        }
        if self.number > 1 {
            links.push(link(query, self.number - 1, "prev"));
        }
        Reply { link: (!links.is_empty()).then(|| links.join(", ")), ..Reply::ok(rows.into()) }
    }
}

fn read(query: &Query, key: &str, most: usize) -> Result<Option<usize>, Refusal> {
    let Some(text) = query.get(key) else { return Ok(None) };
    let number: usize = text.parse().map_err(|_| Refusal::bad_value(key))?;
    if number == 0 || number > most {
        return Err(Refusal::bad_value(key));
    }
    Ok(Some(number))
}

fn link(query: &Query, page: usize, relation: &str) -> String {
    let others = query
        .raw()
        .split('&')
        .filter(|pair| !pair.is_empty() && *pair != "page" && !pair.starts_with("page="));
    let pairs: Vec<_> = others.map(str::to_owned).chain([format!("page={page}")]).collect();
    format!("<{}?{}>; rel=\"{relation}\"", query.address(), pairs.join("&"))
}
