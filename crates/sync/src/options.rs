//! How a service is told to behave.

use std::time::Duration;

use bookkeeping::Language;
use bookkeeping::switching::Foreign;

/// What the configuration says about syncing.
#[derive(Debug, Clone)]
pub struct Options {
    /// Base address of Moneybird's API.
    pub moneybird_api: String,
    /// Name of the outgoing address whose allowance is used.
    pub address: String,
    /// Moneybird's allowance for that address in one window.
    pub requests_per_window: u32,
    /// The same for its reports.
    pub reports_per_window: u32,
    /// Length of that window.
    pub window: Duration,
    /// Length of the shop's window, in which it allows 150 reads and 100 writes per resource.
    pub shop_window: Duration,
    /// How long an unknown outcome rests before it is looked up. Longer than the longest time in
    /// which a request that was given up can still take effect.
    pub settle: Duration,
    /// How long a worker holds a connection from each write: as long as one that died keeps others
    /// from it. Longer than the slowest request, or a worker may lose it while it waits for an answer;
    /// that costs a look-up and books nothing twice.
    pub lease: Duration,
    /// Time between two rounds of a connection.
    pub interval: Duration,
    /// How long the person of an order is kept after it last changed, if it is booked or set aside. If it is
    /// open, it is two years, or this where that is longer.
    pub persons: Duration,
    /// How long what is left of a connection is kept after the app was removed from its shop.
    pub uninstalled: Duration,
    /// What this program is to Moneybird, if it was registered there: for grants by OAuth.
    pub oauth: Option<moneybird::Application>,
    /// Where both sides may call us when something happens: the part of those addresses before their
    /// token. None if they cannot reach us.
    pub hooks: Option<url::Url>,
    /// Whether a subscription that has ended stops its connection: where the host charges.
    pub subscriptions: bool,
    /// The language of sentences.
    pub language: Language,
    /// How the protocol is broken, to see whether the trials notice.
    #[cfg(feature = "teeth")]
    pub broken: Option<crate::Tooth>,
}

impl Options {
    /// The defaults of `interface.md` for an outgoing address of that name.
    pub fn of_address(address: impl Into<String>) -> Self {
        Self {
            moneybird_api: moneybird::API_URL.to_owned(),
            address: address.into(),
            requests_per_window: 150,
            reports_per_window: 50,
            window: Duration::from_mins(5),
            shop_window: Duration::from_mins(1),
            settle: Duration::from_mins(15),
            lease: Duration::from_mins(2),
            interval: Duration::from_mins(30),
            persons: days(90),
            uninstalled: days(90),
            oauth: None,
            hooks: None,
            subscriptions: false,
            language: Language::En,
            #[cfg(feature = "teeth")]
            broken: None,
        }
    }

    /// Where a browser sees an invoice. Moneybird's site has the API's ids (moneybird-api.md §1.1); the
    /// sandbox has its pages beside its API.
    pub(crate) fn invoice_page(
        &self,
        administration: &str,
        invoice: &str,
        foreign: Option<Foreign>,
    ) -> String {
        let api = self.moneybird_api.trim_end_matches('/');
        if api == moneybird::API_URL {
            let kind = match foreign {
                Some(Foreign::Sales) => "sales_invoices",
                Some(Foreign::External) | None => "external_sales_invoices",
            };
            return format!("https://moneybird.com/{administration}/{kind}/{invoice}");
        }
        let site = api.strip_suffix("/api/v2").unwrap_or(api);
        format!("{site}/facturen/{invoice}")
    }
}

/// So many days, each of twenty-four hours.
const fn days(number: u64) -> Duration {
    Duration::from_hours(24 * number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_invoice_is_seen_where_the_books_are() {
        let usual = Options::of_address("here");
        for (api, page) in [
            (moneybird::API_URL, "https://moneybird.com/7/external_sales_invoices/9"),
            ("https://moneybird.com/api/v2/", "https://moneybird.com/7/external_sales_invoices/9"),
            ("http://127.0.0.1:8002/api/v2", "http://127.0.0.1:8002/facturen/9"),
        ] {
            let own = Options { moneybird_api: api.to_owned(), ..usual.clone() };
            assert_eq!(own.invoice_page("7", "9", None), page, "{api}");
        }
        let page = |foreign| usual.invoice_page("7", "9", Some(foreign));
        assert_eq!(page(Foreign::Sales), "https://moneybird.com/7/sales_invoices/9");
        assert_eq!(page(Foreign::External), usual.invoice_page("7", "9", None));
    }
}
