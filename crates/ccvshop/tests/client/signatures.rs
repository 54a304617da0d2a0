//! The signatures against vectors that other clients produce as well (ccvshop-api.md §1.2).

use ccvshop::signature::{self, Delivery, Message};
use secrecy::SecretString;
use serde::Deserialize;

#[derive(Deserialize)]
struct Vectors {
    messages: Vec<Signed>,
    deliveries: Vec<Delivered>,
}

#[derive(Deserialize)]
struct Signed {
    key: String,
    secret: String,
    method: String,
    target: String,
    body: String,
    date: String,
    hash: String,
}

#[derive(Deserialize)]
struct Delivered {
    address: String,
    secret: String,
    body: String,
    hash: String,
}

fn vectors() -> Vectors {
    serde_json::from_str(include_str!("fixtures/signatures.json")).unwrap()
}

impl Signed {
    fn message(&self) -> Message<'_> {
        Message {
            key: &self.key,
            method: &self.method,
            target: &self.target,
            body: self.body.as_bytes(),
            date: &self.date,
        }
    }
}

#[test]
fn every_vector_is_met() {
    let vectors = vectors();
    assert_eq!((vectors.messages.len(), vectors.deliveries.len()), (8, 4));
    for vector in &vectors.messages {
        let secret = SecretString::from(vector.secret.as_str());
        assert_eq!(signature::sign(vector.message(), &secret), vector.hash, "{}", vector.target);
        assert!(signature::is_signed(vector.message(), &secret, &vector.hash));
    }
    for vector in &vectors.deliveries {
        let secret = SecretString::from(vector.secret.as_str());
        let delivery = Delivery { address: &vector.address, body: vector.body.as_bytes() };
        assert_eq!(signature::sign_delivery(delivery, &secret), vector.hash, "{}", vector.address);
        assert!(signature::is_delivery_signed(delivery, &secret, &vector.hash));
        assert!(!signature::is_delivery_signed(delivery, &"other".into(), &vector.hash));
    }
}

#[test]
fn every_part_is_signed() {
    let vectors = vectors();
    let vector = &vectors.messages[0];
    let secret = SecretString::from(vector.secret.as_str());
    let whole = vector.message();
    for changed in [
        Message { key: "demo2", ..whole },
        Message { method: "POST", ..whole },
        Message { target: "/api/rest/v1/orders/?start=0&size=150", ..whole },
        Message { body: b"{}", ..whole },
        Message { date: "2022-11-26T00:45:55Z", ..whole },
    ] {
        assert!(!signature::is_signed(changed, &secret, &vector.hash), "{changed:?}");
    }
    assert!(!signature::is_signed(whole, &"demo2".into(), &vector.hash));
    for hash in ["", "0", &vector.hash[1..], &format!("{}0", vector.hash)] {
        assert!(!signature::is_signed(whole, &secret, hash), "{hash:?}");
    }
}

/// A key that is longer than one block of the hash (128 bytes); the value is that of another program.
#[test]
fn a_long_secret_is_taken_as_it_is() {
    let delivery = Delivery { address: "a", body: b"b" };
    let hash = signature::sign_delivery(delivery, &SecretString::from("k".repeat(131)));
    assert_eq!(
        hash,
        "85d535e3f854351267b2da68b927f9cdbadfb98b6a665a86ea6e8afe6970d49b\
         9a879e5f298395ae497e8047dd61c3ff5ffe8f6b5e800b6102442cda33ea58c1"
    );
}
