//! Names to addresses, of which only public ones are handed on.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use crate::Boxed;
use crate::address::is_public;

/// Looks up a name.
pub type Lookup = Arc<dyn Fn(String) -> Boxed<'static, io::Result<Vec<IpAddr>>> + Send + Sync>;

/// The machine's own way to look up names.
pub(crate) fn system() -> Lookup {
    Arc::new(|name| {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name, 0)).await?;
            Ok(found.map(|address| address.ip()).collect())
        })
    })
}

/// Drops every address that is not public. The connection is opened to what is left, without a
/// second look at the name.
pub(crate) struct PublicNames(pub(crate) Lookup);

impl Resolve for PublicNames {
    fn resolve(&self, name: Name) -> Resolving {
        let found = (self.0)(name.as_str().to_owned());
        Box::pin(async move {
            let mut addresses = found.await?;
            addresses.retain(|address| is_public(*address));
            if addresses.is_empty() {
                return Err(io::Error::other("the name stands for no public address").into());
            }
            // Port 0 becomes the one of the request's address.
            let addresses = addresses.into_iter().map(|address| SocketAddr::new(address, 0));
            Ok(Box::new(addresses) as Addrs)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn of_several_addresses_only_the_public_ones_are_left() {
        let found = ["127.0.0.1", "8.8.8.8", "10.0.0.1", "::1", "2606:4700::1", "fd00::1"];
        let found: Vec<IpAddr> = found.iter().map(|text| text.parse().unwrap()).collect();
        let lookup: Lookup = Arc::new(move |name| {
            assert_eq!(name, "winkel.nl");
            let found = found.clone();
            Box::pin(async { Ok(found) })
        });
        let name = "winkel.nl".parse().unwrap();
        let left: Vec<_> = PublicNames(lookup).resolve(name).await.unwrap().collect();
        let expected = ["8.8.8.8:0", "[2606:4700::1]:0"].map(|text| text.parse().unwrap());
        assert_eq!(left, expected);
    }

    #[tokio::test]
    async fn a_name_of_this_machine_is_looked_up() {
        let found = system()("localhost".to_owned()).await.unwrap();
        assert!(found.iter().all(IpAddr::is_loopback) && !found.is_empty(), "{found:?}");
    }
}
