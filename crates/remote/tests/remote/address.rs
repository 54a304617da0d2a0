//! Where somebody else may send us, and where not.

use std::net::{IpAddr, Ipv4Addr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use remote::{
    Http, Limits, Lookup, NotPublic, PublicAddress, SendError, Transport as _, is_public,
};

use crate::http::get;

#[test]
fn each_special_network_is_known_to_its_edges() {
    let private = "0.0.0.0 0.255.255.255 10.0.0.0 10.255.255.255 100.64.0.0 100.127.255.255 \
        127.0.0.0 127.0.0.1 127.255.255.255 169.254.0.0 169.254.169.254 169.254.255.255 \
        172.16.0.0 172.31.255.255 192.0.0.0 192.0.0.255 192.0.2.0 192.0.2.255 192.88.99.1 \
        192.168.0.0 192.168.255.255 198.18.0.0 198.19.255.255 198.51.100.7 203.0.113.7 224.0.0.1 \
        239.255.255.255 240.0.0.0 255.255.255.255 \
        :: ::1 ::2 ::127.0.0.1 ::8.8.8.8 ::ffff:127.0.0.1 ::ffff:10.1.2.3 ::ffff:0:8.8.8.8 \
        64:ff9b::10.0.0.1 64:ff9b::7f00:1 64:ff9b:1::8.8.8.8 100::1 1fff::1 2001::1 2001:2::1 \
        2001:10::1 2001:1ff:ffff:: 2001:db8::1 2002:808:808::1 2002:7f00:1::1 3fff::1 3fff:fff::1 \
        4000::1 5f00::1 fc00::1 fd12:3456::1 fe80::1 febf::1 fec0::1 ff02::1 ffff::1";
    for text in private.split_whitespace() {
        assert!(!is_public(text.parse().unwrap()), "{text}");
    }
    let public = "1.0.0.0 1.1.1.1 8.8.8.8 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 \
        126.255.255.255 128.0.0.0 169.253.255.255 169.255.0.0 172.15.255.255 172.32.0.0 192.0.1.0 \
        192.0.3.0 192.88.98.255 192.88.100.0 192.167.255.255 192.169.0.0 198.17.255.255 198.20.0.0 \
        198.51.99.255 198.51.101.0 203.0.112.255 203.0.114.0 223.255.255.255 \
        2000::1 2001:200::1 2001:4860:4860::8888 2001:db7::1 2001:db9::1 2003::1 2606:4700::1111 \
        3ffe::1 3fff:1000::1 ::ffff:8.8.8.8 64:ff9b::8.8.8.8";
    for text in public.split_whitespace() {
        assert!(is_public(text.parse().unwrap()), "{text}");
    }
}

#[test]
fn only_https_to_a_public_host_is_taken() {
    let good = [
        "https://winkel.nl",
        "https://winkel.nl:443/",
        "https://WINKEL.NL/api/rest/v1?a=b#c",
        "HTTPS://a.b.c.winkel.nl",
        "https://xn--bcher-kva.nl",
        "https://winkel.nl/wie@hier",
        "https://localhost.winkel.nl",
        "https://8.8.8.8/",
        "https://[2606:4700::1111]/",
        // Where it leads only shows when it is looked up.
        "https://127.0.0.1.nip.io/",
    ];
    for text in good {
        let address: PublicAddress = text.parse().unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(address.url().port(), None, "{text}");
        assert_eq!(address.to_string(), address.clone().into_url().as_str());
    }
    let bad = [
        ("", NotPublic::Form),
        ("winkel.nl", NotPublic::Form),
        ("https://", NotPublic::Form),
        ("https://winkel.nl\n", NotPublic::Form),
        (" https://winkel.nl", NotPublic::Form),
        ("https://win\tkel.nl", NotPublic::Form),
        ("https://winkel.nl\\@127.0.0.1", NotPublic::Form),
        ("https:\\\\winkel.nl", NotPublic::Form),
        // Letters and digits of other scripts, which become ASCII ones.
        ("https://ⓛocalhost", NotPublic::Form),
        ("https://①27.0.0.1", NotPublic::Form),
        ("https://winkel。local", NotPublic::Form),
        ("http://winkel.nl", NotPublic::Scheme),
        ("ftp://winkel.nl", NotPublic::Scheme),
        ("file:///etc/passwd", NotPublic::Scheme),
        ("data:text/plain,a", NotPublic::Scheme),
        ("https://me@winkel.nl", NotPublic::User),
        ("https://me:word@winkel.nl", NotPublic::User),
        ("https://:word@winkel.nl", NotPublic::User),
        ("https://@winkel.nl", NotPublic::User),
        ("https://winkel.nl@127.0.0.1", NotPublic::User),
        ("https://winkel.nl:8443", NotPublic::Port),
        ("https://winkel.nl:80", NotPublic::Port),
        ("https://winkel.nl:0", NotPublic::Port),
    ];
    for (text, expected) in bad {
        assert_eq!(text.parse::<PublicAddress>(), Err(expected), "{text}");
    }
}

#[test]
fn a_private_host_is_known_in_every_disguise() {
    let hosts = "localhost LOCALHOST localhost. sub.localhost intranet winkel winkel.nl. winkel.nl.. \
        . .. .nl printer.local db.internal metadata.google.internal nas.lan nas.home router.home.arpa \
        1.0.0.127.in-addr.arpa dc.corp %6cocalhost %6c%6fcalhost 127.0.0.1 127.0.0.1. 127.1 127.0.1 \
        2130706433 0x7f000001 0x7f.1 0X7F.0.0.1 017700000001 0177.0.0.1 0 0x0 10.1 192.168.257 \
        0xa9fea9fe 169.254.169.254 [::1] [::] [::ffff:127.0.0.1] [::ffff:7f00:1] [64:ff9b::a00:1] \
        [fd00::1] [fe80::1] [2002:7f00:1::] 0.0.0.0 255.255.255.255";
    for host in hosts.split_whitespace() {
        let result = format!("https://{host}/").parse::<PublicAddress>();
        // A host that cannot be parsed is as good as one that is refused.
        assert!(matches!(result, Err(NotPublic::Host | NotPublic::Form)), "{host}: {result:?}");
    }
}

/// Stands for these addresses, and counts how often it was asked.
fn stands_for(addresses: Vec<IpAddr>) -> (Lookup, Arc<AtomicUsize>) {
    let asked = Arc::new(AtomicUsize::new(0));
    let count = asked.clone();
    let lookup: Lookup = Arc::new(move |_| {
        count.fetch_add(1, Ordering::Relaxed);
        let addresses = addresses.clone();
        Box::pin(async { Ok(addresses) })
    });
    (lookup, asked)
}

#[tokio::test]
async fn a_name_that_leads_inside_is_never_connected_to() {
    // Where a public name is pointed at us, on the usual port as far as we may listen there.
    let inside = TcpListener::bind("127.0.0.1:443").ok();
    let private = ["127.0.0.1", "::1", "::ffff:127.0.0.1", "10.0.0.1", "169.254.169.254"];
    let private = private.iter().map(|text| text.parse().unwrap()).collect();
    for (addresses, expected) in [(private, 1), (Vec::new(), 1)] {
        let (lookup, asked) = stands_for(addresses);
        let http = Http::public_with(Limits::default(), lookup).unwrap();
        let request = get("https://winkel.nl/".parse().unwrap());
        let error = http.send(&request).await.unwrap_err();
        assert!(
            matches!(error, SendError::NeverOpened(ref text) if text.contains("no public address")),
            "{error:?}"
        );
        assert_eq!(asked.load(Ordering::Relaxed), expected);
    }
    if let Some(inside) = inside {
        inside.set_nonblocking(true).unwrap();
        assert!(inside.accept().is_err(), "somebody came");
    }
}

#[tokio::test]
async fn what_is_no_public_address_is_not_even_looked_up() {
    let inside = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    inside.set_nonblocking(true).unwrap();
    let here = inside.local_addr().unwrap();
    let (lookup, asked) = stands_for(vec![here.ip()]);
    let http = Http::public_with(Limits::default(), lookup).unwrap();
    for url in [
        format!("http://{here}/"),
        format!("https://{here}/"),
        format!("https://localhost:{}/", here.port()),
        "https://127.0.0.1/".to_owned(),
        "https://[::1]/".to_owned(),
        "http://winkel.nl/".to_owned(),
        "https://db.internal/".to_owned(),
    ] {
        let error = http.send(&get(url.parse().unwrap())).await.unwrap_err();
        assert!(matches!(error, SendError::NeverOpened(_)), "{url}: {error:?}");
    }
    assert_eq!(asked.load(Ordering::Relaxed), 0);
    assert!(inside.accept().is_err(), "somebody came");
    assert!(Http::public().is_ok());
}
