//! The parts of a request that operations look at.

use axum::extract::Query as Pairs;
use axum::http::{HeaderMap, Method, Uri, header};
use serde_json::Value;

use super::day::Moment;
use super::refusal::Refusal;

/// A request that was let in.
#[derive(Debug)]
pub(super) struct Request {
    pub(super) method: Method,
    pub(super) segments: Vec<String>,
    pub(super) query: Query,
    pub(super) moment: Moment,
    /// What the bearer may do; nothing until that was found out.
    pub(super) scopes: Vec<String>,
    content: Option<Value>,
}

impl Request {
    /// Takes a request apart. The format suffix is `.json` or absent.
    pub(super) fn new(
        method: &Method,
        uri: &Uri,
        headers: &HeaderMap,
        body: &[u8],
        moment: Moment,
    ) -> Result<Self, Refusal> {
        let path = uri.path().trim_start_matches('/');
        let path = path.strip_prefix("api/v2/").ok_or_else(|| Refusal::plain(404, "Not found"))?;
        if path.rsplit_once('.').is_some_and(|(_, suffix)| suffix == "xml") {
            return Err(Refusal::plain(406, "Not acceptable"));
        }
        let path = path.strip_suffix(".json").unwrap_or(path);
        let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let is_json = kind.is_some_and(|kind| kind.contains("json"));
        Ok(Self {
            method: method.clone(),
            segments: path.split('/').map(decoded).collect(),
            query: Query::new(uri, headers),
            moment,
            scopes: Vec::new(),
            content: if is_json { serde_json::from_slice(body).ok() } else { None },
        })
    }

    /// The JSON body. Anything else counts as an empty object, so that the wrapper is missing.
    pub(super) fn body(&self) -> Value {
        self.content.clone().unwrap_or_else(|| Value::Object(serde_json::Map::new()))
    }
}

/// The query of a request.
#[derive(Debug)]
pub(super) struct Query {
    pairs: Vec<(String, String)>,
    raw: String,
    address: String,
}

impl Query {
    fn new(uri: &Uri, headers: &HeaderMap) -> Self {
        let host = headers.get(header::HOST).and_then(|value| value.to_str().ok());
        Self {
            pairs: Pairs::try_from_uri(uri).map(|Pairs(pairs)| pairs).unwrap_or_default(),
            raw: uri.query().unwrap_or_default().to_owned(),
            address: format!("http://{}{}", host.unwrap_or("localhost"), uri.path()),
        }
    }

    /// The last value of a parameter.
    pub(super) fn get(&self, key: &str) -> Option<&str> {
        self.pairs.iter().rev().find(|(name, _)| name == key).map(|(_, value)| value.as_str())
    }

    /// Whether a parameter is set to `true`.
    pub(super) fn flag(&self, key: &str) -> bool {
        self.get(key) == Some("true")
    }

    pub(super) fn raw(&self) -> &str {
        &self.raw
    }

    /// The absolute address without the query.
    pub(super) fn address(&self) -> &str {
        &self.address
    }
}

/// Undoes the percent-encoding of one part of a path.
fn decoded(segment: &str) -> String {
    let mut bytes = Vec::with_capacity(segment.len());
    let mut rest = segment.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let hex = (first == b'%').then(|| tail.get(..2)).flatten();
        let byte = hex
            .and_then(|pair| std::str::from_utf8(pair).ok())
            .and_then(|pair| u8::from_str_radix(pair, 16).ok());
        bytes.push(byte.unwrap_or(first));
        rest = if byte.is_some() { tail.get(2..).unwrap_or_default() } else { tail };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percent_signs_are_undone_where_they_mean_something() {
        assert_eq!(decoded("ccv%2D12%20a"), "ccv-12 a");
        assert_eq!(decoded("100%"), "100%");
        assert_eq!(decoded("%zz"), "%zz");
    }
}
