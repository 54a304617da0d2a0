//! Signatures: each is worth something for exactly what was signed.

use ccvshop::signature::{Delivery, Message, is_delivery_signed, is_signed, sign, sign_delivery};
use secrecy::SecretString;

use crate::hunt::{Case, hunt};

/// Key, method, target, date, secret, hash and body, a line each; the body may have more.
fn parts(bytes: &[u8]) -> [Vec<u8>; 7] {
    let mut lines = bytes.splitn(7, |byte| *byte == b'\n').map(<[u8]>::to_vec);
    std::array::from_fn(|_| lines.next().unwrap_or_default())
}

fn messages(case: &mut Case<'_>) {
    let (_, original) = case.file("");
    let changed = case.changed(original.clone());
    let mut joined = Vec::new();
    let mut hashes = Vec::new();
    for bytes in [&original, &changed] {
        let [key, method, target, date, secret, hash, body] = parts(bytes);
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let (key, method, target) = (text(&key), text(&method), text(&target));
        let (date, secret, hash) = (text(&date), SecretString::from(text(&secret)), text(&hash));
        let message =
            Message { key: &key, method: &method, target: &target, body: &body, date: &date };
        let own = sign(message, &secret);
        assert!(own.len() == 128 && own.bytes().all(|byte| byte.is_ascii_hexdigit()));
        assert!(is_signed(message, &secret, &own));
        let is_same = hash.trim().eq_ignore_ascii_case(&own);
        assert_eq!(is_signed(message, &secret, &hash), is_same, "{hash}");
        let delivery = Delivery { address: &target, body: &body };
        assert!(is_delivery_signed(delivery, &secret, &sign_delivery(delivery, &secret)));
        assert!(!is_delivery_signed(delivery, &secret, &own));
        let signed = [key.as_bytes(), method.as_bytes(), target.as_bytes(), &body, date.as_bytes()];
        joined.push((signed.join(&b'|'), parts(bytes)[4].clone()));
        hashes.push(own);
    }
    case.note(if joined[0] == joined[1] { "same" } else { "changed" });
    assert_eq!(joined[0] == joined[1], hashes[0] == hashes[1], "two messages with one signature");
}

#[test]
fn signatures_of_the_shop() {
    hunt("signatures", 5_000, messages);
}
