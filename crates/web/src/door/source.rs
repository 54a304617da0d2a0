//! Where a request comes from.

use std::convert::Infallible;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::request::Parts;

use super::Proxy;
use crate::app::App;

/// Where a request comes from, as tries are counted by it: an address, or of IPv6 the network of 64 bits
/// that somebody has for themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Source(String);

impl Source {
    /// What it is called.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromRequestParts<App> for Source {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|own| own.0.ip());
        // Without a socket it is this very process that asks.
        let is_ours = |proxy: &&Proxy| peer.is_none_or(|peer| proxy.is_ours(peer));
        let proxy = app.site.proxy.as_ref().filter(is_ours);
        let told = proxy.and_then(|own| told(&parts.headers, &own.header));
        Ok(Self(told.or(peer).map_or_else(|| "nowhere".to_owned(), named)))
    }
}

/// What our own proxy says. It adds its word after what it was told, so only the last counts: whatever
/// stands before it, the visitor may have made up.
fn told(headers: &HeaderMap, name: &str) -> Option<IpAddr> {
    let last = headers.get_all(name).iter().next_back()?.to_str().ok()?;
    let last = last.rsplit(',').next()?.trim();
    last.parse().ok().or_else(|| last.parse::<SocketAddr>().ok().map(|own| own.ip()))
}

fn named(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(own) => own.to_string(),
        IpAddr::V6(own) => {
            let [a, b, c, d, ..] = own.segments();
            format!("{}/64", Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn the_last_word_of_the_proxy_counts() {
        for (lines, expected) in [
            (&["192.0.2.7"] as &[&'static str], Some("192.0.2.7")),
            (&["10.1.1.1, 192.0.2.7"], Some("192.0.2.7")),
            (&["192.0.2.9", "10.1.1.1,192.0.2.7"], Some("192.0.2.7")),
            (&["192.0.2.7:4711"], Some("192.0.2.7")),
            (&["2001:db8:1:2:3:4:5:6"], Some("2001:db8:1:2::/64")),
            (&["::ffff:192.0.2.7"], Some("192.0.2.7")),
            (&["somebody"], None),
            (&[], None),
        ] {
            let mut headers = HeaderMap::new();
            for line in lines {
                headers.append("x-forwarded-for", HeaderValue::from_static(line));
            }
            let found = told(&headers, "x-forwarded-for").map(named);
            assert_eq!(found.as_deref(), expected, "{lines:?}");
        }
    }
}
