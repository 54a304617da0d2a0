//! Which addresses and keys are accepted.

use ccvshop::Access;
use secrecy::SecretString;

use crate::fake::{KEY, SECRET, access_to};

#[test]
fn an_address_is_https_or_this_machine_and_nothing_more_than_a_host() {
    for root in [
        "https://winkel.ccvshop.nl",
        "https://winkel.test/",
        "https://winkel.test:8443",
        "http://localhost:4001",
        "http://127.0.0.1:4001",
        "http://127.8.9.1",
        "http://[::1]:4001",
    ] {
        assert!(access_to(root).is_ok(), "{root}");
    }
    for root in [
        "http://winkel.test",
        "http://localhost.winkel.test",
        "http://10.0.0.1",
        "http://[fe80::1]",
        "ftp://winkel.test",
        "file:///etc/passwd",
        "https://winkel.test/api/rest/v1",
        "https://winkel.test/?a=b",
        "https://winkel.test/#a",
        "https://user@winkel.test",
        "https://user:word@winkel.test",
        "https://:word@winkel.test",
    ] {
        assert!(access_to(root).is_err(), "{root}");
    }
}

#[test]
fn a_key_is_something_that_fits_into_a_header() {
    let access = |key: &str, secret: &str| {
        Access::new(
            "https://winkel.test".parse().unwrap(),
            SecretString::from(key),
            SecretString::from(secret),
        )
    };
    assert!(access(KEY, SECRET).is_ok());
    for (key, secret) in
        [("", SECRET), (KEY, ""), ("a b", SECRET), ("a\nb", SECRET), ("é", SECRET), (KEY, "a b")]
    {
        let error = access(key, secret).unwrap_err();
        assert!(error.to_string().contains("visible ASCII"), "{key:?} {secret:?}");
    }
}
