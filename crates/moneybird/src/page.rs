//! Lists that come in pages.

use remote::Reply;

/// How many items one page holds at most, which is what Moneybird allows (moneybird-api.md §1.3).
pub(crate) const PER_PAGE: &str = "100";

/// One page of a list, of at most a hundred items.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    /// The items, in Moneybird's order.
    pub items: Vec<T>,
    /// Whether Moneybird has a page after this one.
    pub has_next: bool,
}

/// Whether a `Link` header names a next page. The addresses in it may hold commas of their own.
pub(crate) fn has_next(reply: &Reply) -> bool {
    reply
        .headers
        .iter()
        .filter(|(name, _)| name == "link")
        .flat_map(|(_, value)| value.split('<').skip(1))
        .filter_map(|link| link.split_once('>'))
        .flat_map(|(_, parameters)| parameters.split([';', ',']))
        .filter_map(|parameter| parameter.split_once('='))
        .filter(|(name, _)| name.trim().eq_ignore_ascii_case("rel"))
        .flat_map(|(_, value)| value.trim().trim_matches('"').split_whitespace())
        .any(|relation| relation.eq_ignore_ascii_case("next"))
}
