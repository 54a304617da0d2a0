//! Addresses that somebody else chose, such as a shop's in a handshake.
//!
//! Whoever may tell us where to call could have us call a machine that only we can reach: the
//! database next door, the cloud's own data service. So such an address is taken only if it leads
//! to the public internet.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

use url::{Host, Url};

/// Endings of names that are never public.
const PRIVATE_ENDINGS: [&str; 10] = [
    "localhost",
    "local",
    "localdomain",
    "internal",
    "intranet",
    "private",
    "lan",
    "home",
    "corp",
    "arpa",
];

/// The networks of IPv4 that are not public, by IANA's registry of special addresses: first address
/// and length of the prefix.
const PRIVATE_V4: [(Ipv4Addr, u32); 14] = [
    // This network, and "unspecified".
    (Ipv4Addr::UNSPECIFIED, 8),
    // Private.
    (Ipv4Addr::new(10, 0, 0, 0), 8),
    (Ipv4Addr::new(172, 16, 0, 0), 12),
    (Ipv4Addr::new(192, 168, 0, 0), 16),
    // Behind a provider's address translation.
    (Ipv4Addr::new(100, 64, 0, 0), 10),
    // Loopback.
    (Ipv4Addr::new(127, 0, 0, 0), 8),
    // Link-local, where clouds keep their data service.
    (Ipv4Addr::new(169, 254, 0, 0), 16),
    // Assignments of protocols, and relays of 6to4.
    (Ipv4Addr::new(192, 0, 0, 0), 24),
    (Ipv4Addr::new(192, 88, 99, 0), 24),
    // Documentation.
    (Ipv4Addr::new(192, 0, 2, 0), 24),
    (Ipv4Addr::new(198, 51, 100, 0), 24),
    (Ipv4Addr::new(203, 0, 113, 0), 24),
    // Benchmarks.
    (Ipv4Addr::new(198, 18, 0, 0), 15),
    // Multicast, reserved and broadcast.
    (Ipv4Addr::new(224, 0, 0, 0), 3),
];

/// The networks inside `2000::/3`, IPv6's public part, that are not public themselves.
const PRIVATE_V6: [(Ipv6Addr, u32); 4] = [
    // Assignments of protocols, among them Teredo, benchmarks and ORCHID.
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23),
    // Documentation.
    (Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32),
    (Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0), 20),
    // 6to4, which leads to any IPv4 address inside it.
    (Ipv6Addr::new(0x2002, 0, 0, 0, 0, 0, 0, 0), 16),
];

/// Whether an address is one of the public internet. An IPv4 address inside one of IPv6 (mapped, or
/// translated by NAT64) counts as what it leads to.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

/// Whether an address leads to this machine itself, by name or by number. Plain http is safe there only.
pub fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let is_in = |(network, length): &(Ipv4Addr, u32)| {
        (address.to_bits() ^ network.to_bits()).leading_zeros() >= *length
    };
    !PRIVATE_V4.iter().any(is_in)
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    if let [0, 0, 0, 0, 0, 0xffff, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] =
        address.segments()
    {
        return is_public_v4(Ipv4Addr::from_bits(u32::from(high) << 16 | u32::from(low)));
    }
    let is_in = |(network, length): &(Ipv6Addr, u32)| {
        (address.to_bits() ^ network.to_bits()).leading_zeros() >= *length
    };
    is_in(&(Ipv6Addr::new(0x2000, 0, 0, 0, 0, 0, 0, 0), 3)) && !PRIVATE_V6.iter().any(is_in)
}

/// An https address on the usual port of a host that can be public. Whether a name really stands
/// for a public address only shows when it is looked up; see [`crate::Http::public`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicAddress(Url);

/// Why an address is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotPublic {
    /// No address at all, or one with characters that programs read in different ways.
    #[error("this is not a web address in plain characters")]
    Form,
    /// Not https.
    #[error("the address must begin with https://")]
    Scheme,
    /// A name or password in it.
    #[error("the address must not hold a user name or password")]
    User,
    /// A port of its own.
    #[error("the address must not name a port other than 443")]
    Port,
    /// A host that only exists in a network of one's own.
    #[error("the address must lead to a host on the public internet")]
    Host,
}

impl PublicAddress {
    /// Checks an address that was parsed already.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn check(url: &Url) -> Result<(), NotPublic> {
        if url.scheme() != "https" {
            return Err(NotPublic::Scheme);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(NotPublic::User);
        }
        // The usual port is left out when an address is parsed.
        if url.port().is_some() {
            return Err(NotPublic::Port);
        }
        let is_good = match url.host() {
            Some(Host::Domain(name)) => is_public_name(name),
            Some(Host::Ipv4(address)) => is_public_v4(address),
            Some(Host::Ipv6(address)) => is_public_v6(address),
            None => false,
        };
        if is_good { Ok(()) } else { Err(NotPublic::Host) }
    }

    /// The address.
    pub fn url(&self) -> &Url {
        &self.0
    }

    /// The address, to keep.
    pub fn into_url(self) -> Url {
        self.0
    }
}

/// Several labels, no dot at the end (which would make another name of the same host), and no ending
/// that is private.
fn is_public_name(name: &str) -> bool {
    let Some((before, ending)) = name.rsplit_once('.') else { return false };
    !before.is_empty() && !ending.is_empty() && !PRIVATE_ENDINGS.contains(&ending)
}

impl FromStr for PublicAddress {
    type Err = NotPublic;

    fn from_str(text: &str) -> Result<Self, NotPublic> {
        // What parsers quietly drop (tabs, line ends), turn round (backslashes) or translate
        // (letters of other scripts that become ASCII) is not worth understanding.
        if !text.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\') {
            return Err(NotPublic::Form);
        }
        let url = Url::parse(text).map_err(|_| NotPublic::Form)?;
        // An empty user name is dropped by the parser.
        let rest = text.split_once("://").map_or("", |(_, rest)| rest);
        if rest.split(['/', '?', '#']).next().is_some_and(|host| host.contains('@')) {
            return Err(NotPublic::User);
        }
        Self::check(&url).map(|()| Self(url))
    }
}

impl fmt::Display for PublicAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
