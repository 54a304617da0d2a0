//! What the App Store sends: a handshake, an uninstall, and whatever pretends to be one.

use ccvshop::signature::{Delivery, sign_delivery};
use ccvshop::{Access, Client, Handshake, Pace, Refused, Uninstall};
use remote::{PublicAddress, Reply};
use secrecy::{ExposeSecret, SecretString};

use crate::hunt::{Case, hunt};
use crate::scripted::{assert_safe, caller, run};
use crate::values::{SECRET, odd};

const ADDRESS: &str = "https://sluitend.example/app/handshake";

const APP_SECRET: &str = "hush-app-secret";

/// Nothing is read of what was signed for another address, with another secret or over another body.
fn check_forged(case: &mut Case<'_>, delivery: Delivery<'_>, secret: &SecretString, right: &str) {
    let other = case.input();
    let elsewhere = Delivery { address: "https://sluitend.example/app/uninstall", ..delivery };
    let mut forged = vec![
        String::new(),
        odd(&mut case.dice),
        format!("{right}0"),
        right[..127].to_owned(),
        sign_delivery(elsewhere, secret),
        sign_delivery(delivery, &SecretString::from("")),
    ];
    if other != delivery.body {
        forged.push(sign_delivery(Delivery { body: &other, ..delivery }, secret));
    }
    for hash in forged {
        assert_eq!(Handshake::read(delivery, secret, &hash).unwrap_err(), Refused::Signature);
        assert_eq!(Uninstall::read(delivery, secret, &hash).unwrap_err(), Refused::Signature);
    }
}

/// What was taken can be used, or is turned away with a reason: it never panics, steers nothing and tells
/// nothing.
fn check_keys(case: &mut Case<'_>, handshake: Handshake) {
    for url in [&handshake.root, &handshake.return_url] {
        assert!(["http", "https"].contains(&url.scheme()) && url.has_host(), "{url}");
        assert!(!url.as_str().contains(|own: char| own.is_control() || own == ' '), "{url}");
    }
    for key in [&handshake.public, &handshake.secret] {
        assert!((1..=2_000).contains(&key.expose_secret().len()));
    }
    let is_public = PublicAddress::check(&handshake.root).is_ok();
    if is_public {
        let host = handshake.root.host_str().unwrap().to_lowercase();
        assert!(!host.contains("localhost") && !host.starts_with("169.254."), "{host}");
    }
    case.note(if is_public { "public" } else { "not public" });
    let secret = handshake.secret.expose_secret().to_owned();
    // One that is a word of an address, or shorter, is found by chance.
    let secrets = if secret == SECRET { vec![SECRET] } else { Vec::new() };
    let root = handshake.root;
    match Access::new(root, handshake.public, handshake.secret) {
        Err(invalid) => assert_safe(&invalid.to_string(), &secrets),
        Ok(access) => {
            let body = b"[]".to_vec();
            let reply = Reply { status: 200, headers: Vec::new(), body };
            let client = Client::new(caller(reply), access, Pace::default());
            // What it sends is built from the keys; the answer is none that a shop gives.
            let error = run(client.apps()).unwrap_err();
            assert_safe(&error.to_string(), &secrets);
            assert_safe(&format!("{error:?}"), &secrets);
        }
    }
}

fn call(case: &mut Case<'_>) {
    let body = case.input();
    let secret = SecretString::from(APP_SECRET);
    let delivery = Delivery { address: ADDRESS, body: &body };
    let right = sign_delivery(delivery, &secret);
    check_forged(case, delivery, &secret, &right);
    match Uninstall::read(delivery, &secret, &right) {
        Ok(uninstall) => {
            assert_eq!(format!("{uninstall:?}").matches("hush").count(), 0);
            case.note("uninstall");
        }
        Err(refused) => assert_eq!(refused, Refused::Shape),
    }
    match Handshake::read(delivery, &secret, &right) {
        Ok(handshake) => check_keys(case, handshake),
        Err(refused) => assert_eq!(refused, Refused::Shape),
    }
}

#[test]
fn calls_of_the_app_store() {
    hunt("app-store", 2_000, call);
}
