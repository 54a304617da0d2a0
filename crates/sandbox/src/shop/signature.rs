//! Signatures on requests and replies (ccvshop-api.md §1.2, §1.3).

use hmac::{Hmac, KeyInit, Mac};
use jiff::civil::DateTime;
use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};
use sha2::Sha512;

/// How far a request's `x-date` may be from the shop's clock (§1.2).
const TOLERANCE: SignedDuration = SignedDuration::from_mins(5);

/// The text that is signed: five parts, four pipes. `uri` is path and query exactly as on the
/// request line.
pub fn message(public: &str, method: &str, uri: &str, body: &[u8], date: &str) -> Vec<u8> {
    let mut message = format!("{public}|{method}|{uri}|").into_bytes();
    message.extend_from_slice(body);
    message.push(b'|');
    message.extend_from_slice(date.as_bytes());
    message
}

/// HMAC-SHA512 of `message` as 128 lowercase hexadecimal characters.
pub fn sign(secret: &str, message: &[u8]) -> String {
    hex::encode(mac(secret, message).finalize().into_bytes())
}

/// Whether `hash` is the signature of `message`, compared in constant time. Capitals do not pass.
pub(crate) fn verify(secret: &str, message: &[u8], hash: &str) -> bool {
    let lowercase = !hash.bytes().any(|byte| byte.is_ascii_uppercase());
    lowercase
        && hex::decode(hash)
            .is_ok_and(|signature| mac(secret, message).verify_slice(&signature).is_ok())
}

/// Whether a request of `date` may still be answered at `now`.
pub(crate) fn is_recent(date: &str, now: Timestamp) -> bool {
    parse_date(date).is_some_and(|date| date.duration_since(now).abs() <= TOLERANCE)
}

/// Reads the forms of `x-date` that clients send: `…Z`, `…+00:00`, `…+0000`, and one that does
/// not pad with zeros.
pub(crate) fn parse_date(text: &str) -> Option<Timestamp> {
    let (date, rest) = text.split_once('T')?;
    let mut day = date.splitn(3, '-');
    let year = day.next()?.parse().ok()?;
    let month = day.next()?.parse().ok()?;
    let day = day.next()?.parse().ok()?;
    let end = rest.find(['Z', '+', '-']).unwrap_or(rest.len());
    let (time, offset) = rest.split_at(end);
    let mut time = time.splitn(3, ':');
    let hour = time.next()?.parse().ok()?;
    let minute = time.next()?.parse().ok()?;
    let second = time.next()?.split('.').next()?.parse().ok()?;
    let moment = DateTime::new(year, month, day, hour, minute, second, 0).ok()?;
    parse_offset(offset)?.to_timestamp(moment).ok()
}

fn parse_offset(text: &str) -> Option<Offset> {
    let sign = match text.chars().next() {
        None | Some('Z') => return Some(Offset::UTC),
        Some('-') => -1,
        Some(_) => 1,
    };
    let digits = text.get(1..)?.replace(':', "");
    let hours: i32 = digits.get(..2)?.parse().ok()?;
    let minutes: i32 = digits.get(2..)?.parse().ok()?;
    Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).ok()
}

fn mac(secret: &str, message: &[u8]) -> Hmac<Sha512> {
    // A key longer than the block is hashed first, as HMAC does (RFC 2104 §2), so any key fits.
    let mut mac = Hmac::<Sha512>::new_from_slice(secret.as_bytes())
        .unwrap_or_else(|_| Hmac::<Sha512>::new(&hmac::digest::Key::<Hmac<Sha512>>::default()));
    mac.update(message);
    mac
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_date_is_read() {
        let expected: Timestamp = "2026-01-05T09:03:00Z".parse().unwrap();
        for text in [
            "2026-01-05T09:03:00Z",
            "2026-01-05T09:03:00+00:00",
            "2026-01-05T09:03:00+0000",
            "2026-1-5T9:3:0Z",
            "2026-01-05T10:03:00+01:00",
            "2026-01-05T09:03:00.25Z",
            "2026-01-05T04:03:00-0500",
        ] {
            assert_eq!(parse_date(text), Some(expected), "{text}");
        }
        for text in ["", "now", "2026-01-05", "2026-13-05T09:03:00Z", "2026-01-05T09:03:00+0"] {
            assert_eq!(parse_date(text), None, "{text}");
        }
    }

    #[test]
    fn five_minutes_either_way_are_allowed() {
        let now: Timestamp = "2026-01-05T09:00:00Z".parse().unwrap();
        for (text, recent) in [
            ("2026-01-05T08:55:00Z", true),
            ("2026-01-05T08:54:59Z", false),
            ("2026-01-05T09:05:00Z", true),
            ("2026-01-05T09:05:01Z", false),
        ] {
            assert_eq!(is_recent(text, now), recent, "{text}");
        }
    }

    #[test]
    fn capitals_and_other_keys_do_not_pass() {
        let message = message("demo", "GET", "/", b"", "2026-01-05T09:00:00Z");
        let hash = sign("demo", &message);
        assert!(verify("demo", &message, &hash));
        assert!(!verify("demo", &message, &hash.to_uppercase()));
        assert!(!verify("other", &message, &hash));
        assert!(!verify("demo", &message, ""));
    }
}
