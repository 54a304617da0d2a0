//! The way back to the shop.

use store::{Install, InstallState};
use sync::is_loopback;
use url::Url;

use crate::app::App;

/// Where CCV Shop itself is reached (ccvshop-api.md §1.1): shops have a host under one of these, or their
/// own.
const CCV: [&str; 3] = ["ccvshop.nl", "ccvshop.be", "ccvshop.de"];

/// Where a merchant is led back to: the address of the handshake, if it is one of the shop that made it, or
/// of CCV Shop. Anything else is no place to send somebody to, however well it was signed.
pub(crate) fn way_back(app: &App, install: &Install) -> Option<String> {
    let is_local = is_loopback(&app.site.public);
    let (root, back) = (Url::parse(&install.root).ok()?, Url::parse(&install.return_url).ok()?);
    is_way_back(&root, &back, is_local).then(|| back.into())
}

/// A shop that lets us in no longer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Shut {
    /// Whether the app was removed there.
    pub(crate) is_removed: bool,
    /// Where its apps are, as far as the shop said so.
    pub(crate) apps: Option<String>,
}

/// What is known of a shop that lets us in no longer.
pub(crate) async fn shut(app: &App, shop: i64) -> Result<Shut, store::Error> {
    let last = app.store().last_install_of(shop).await?;
    Ok(Shut {
        is_removed: last.as_ref().is_some_and(|own| own.state == InstallState::Gone),
        apps: last.and_then(|own| way_back(app, &own)),
    })
}

fn is_way_back(root: &Url, back: &Url, is_local: bool) -> bool {
    if !back.username().is_empty() || back.password().is_some() {
        return false;
    }
    // As in the demo, where all is on this machine.
    if is_local && is_loopback(root) && is_loopback(back) {
        return ["http", "https"].contains(&back.scheme());
    }
    let is_usual = back.scheme() == "https" && back.port().is_none();
    let (Some(host), Some(shop)) = (back.host_str(), root.host_str()) else { return false };
    is_usual && (host == shop || is_of_ccv(host))
}

fn is_of_ccv(host: &str) -> bool {
    CCV.iter().any(|own| {
        host.strip_suffix(own).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_shop_and_ccv_are_led_back_to() {
        for (root, back, is_local, expected) in [
            ("https://winkel.example", "https://winkel.example/onderhoud/apps?a=1", false, true),
            ("https://winkel.example", "https://winkel.ccvshop.nl/onderhoud", false, true),
            ("https://winkel.ccvshop.nl", "https://ccvshop.nl/", false, true),
            ("https://winkel.example", "http://winkel.example/", false, false),
            ("https://winkel.example", "https://winkel.example:8443/", false, false),
            ("https://winkel.example", "https://winkel.example@evil.example/", false, false),
            ("https://winkel.example", "https://evil@winkel.example/", false, false),
            ("https://winkel.example", "https://evil.example/?winkel.example", false, false),
            ("https://winkel.example", "https://winkel.example.evil.example/", false, false),
            ("https://winkel.example", "https://evilccvshop.nl/", false, false),
            ("https://winkel.example", "https://ccvshop.nl.evil.example/", false, false),
            ("https://winkel.example", "javascript:alert(1)", false, false),
            ("https://winkel.example", "http://localhost:9/", true, false),
            ("http://localhost:8", "http://localhost:8/onderhoud/apps", true, true),
            ("http://localhost:8", "http://localhost:8/onderhoud/apps", false, false),
            ("http://localhost:8", "https://evil.example/", true, false),
        ] {
            let (root, to) = (root.parse().unwrap(), back.parse().unwrap());
            assert_eq!(is_way_back(&root, &to, is_local), expected, "{back} of {root}");
        }
    }
}
