//! A proxy in front, which says in a header where a request comes from.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

/// Which header, and who is believed. Anybody else could write anything there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proxy {
    /// The name of the header, in small letters.
    pub header: String,
    /// Where proxies are, besides this machine and networks that cannot be reached from outside.
    pub trusted: Vec<Network>,
}

impl Proxy {
    /// Whether a request that this address hands us comes from a proxy of ours.
    pub(super) fn is_ours(&self, peer: IpAddr) -> bool {
        let peer = peer.to_canonical();
        is_inside(peer) || self.trusted.iter().any(|own| own.holds(peer))
    }
}

/// An address of this machine or of a network of one's own (RFC 1918, RFC 3927, RFC 4193, RFC 4291).
fn is_inside(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(own) => own.is_loopback() || own.is_private() || own.is_link_local(),
        IpAddr::V6(own) => {
            own.is_loopback() || own.is_unique_local() || own.is_unicast_link_local()
        }
    }
}

/// The addresses that begin with the same bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    first: IpAddr,
    bits: u32,
}

impl Network {
    fn holds(self, address: IpAddr) -> bool {
        let same = |one: u128, other: u128, whole: u32| {
            let others = whole.saturating_sub(self.bits);
            one.checked_shr(others).unwrap_or(0) == other.checked_shr(others).unwrap_or(0)
        };
        match (self.first, address) {
            (IpAddr::V4(one), IpAddr::V4(other)) => {
                same(u32::from(one).into(), u32::from(other).into(), u32::BITS)
            }
            (IpAddr::V6(one), IpAddr::V6(other)) => same(one.into(), other.into(), u128::BITS),
            _ => false,
        }
    }
}

/// The text is no address or network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotANetwork(String);

impl fmt::Display for NotANetwork {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "'{}' is no address (192.0.2.1) or network (192.0.2.0/24)", self.0)
    }
}

impl std::error::Error for NotANetwork {}

impl FromStr for Network {
    type Err = NotANetwork;

    fn from_str(text: &str) -> Result<Self, NotANetwork> {
        let wrong = || NotANetwork(text.to_owned());
        let (first, bits) = match text.trim().split_once('/') {
            Some((first, bits)) => (first, Some(bits)),
            None => (text.trim(), None),
        };
        let first: IpAddr = first.parse().map_err(|_| wrong())?;
        let whole = if first.is_ipv4() { u32::BITS } else { u128::BITS };
        let bits = match bits {
            Some(bits) => bits.parse().ok().filter(|bits| *bits <= whole).ok_or_else(wrong)?,
            None => whole,
        };
        Ok(Self { first, bits })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_believed() {
        let trusted = ["203.0.113.0/24", "198.51.100.7", "2001:db8::/32", "0.0.0.0/32"];
        let trusted = trusted.map(|own| own.parse().unwrap()).to_vec();
        let proxy = Proxy { header: "x-real-ip".to_owned(), trusted };
        for (peer, expected) in [
            ("127.0.0.1", true),
            ("::1", true),
            ("10.1.2.3", true),
            ("172.31.0.1", true),
            ("192.168.1.1", true),
            ("fd00::1", true),
            ("::ffff:10.0.0.1", true),
            ("203.0.113.200", true),
            ("::ffff:203.0.113.9", true),
            ("198.51.100.7", true),
            ("2001:db8:1::1", true),
            ("203.0.114.1", false),
            ("198.51.100.8", false),
            ("2001:db9::1", false),
            ("172.32.0.1", false),
            ("8.8.8.8", false),
        ] {
            assert_eq!(proxy.is_ours(peer.parse().unwrap()), expected, "{peer}");
        }
        let everybody: Network = "0.0.0.0/0".parse().unwrap();
        assert!(everybody.holds("8.8.8.8".parse().unwrap()));
    }

    #[test]
    fn what_is_no_network_is_said() {
        for text in ["", "proxy", "192.0.2.0/33", "192.0.2.0/x", "::/129", "192.0.2"] {
            let error = text.parse::<Network>().unwrap_err();
            assert!(error.to_string().contains(&format!("'{text}'")), "{error}");
        }
    }
}
