//! Addresses of others: where we are sent, and what our own sources say.

use bookkeeping::{Subject, order_of_source};
use remote::PublicAddress;

use crate::hunt::{Case, hunt};

fn address(case: &mut Case<'_>) {
    let bytes = case.input();
    let text = String::from_utf8_lossy(&bytes);
    if let Ok(address) = text.parse::<PublicAddress>() {
        case.note("taken");
        let url = address.url();
        assert!(url.scheme() == "https" && url.port().is_none() && url.username().is_empty());
        let host = url.host_str().unwrap();
        assert!(host.contains(['.', ':']) && !host.ends_with('.'), "{host}");
        assert_eq!(url.as_str().parse(), Ok(address.clone()), "what is written is read again");
    }
    let _ = (order_of_source(&text, 7), Subject::of_address(&text, 7));
}

#[test]
fn addresses_of_others() {
    hunt("addresses", 20_000, address);
}
