//! Addresses with a query.

/// Percent-encodes all but the unreserved characters of RFC 3986 §2.3.
pub(crate) fn encoded(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push('%');
            encoded.push_str(&hex::encode_upper([byte]));
        }
    }
    encoded
}

/// The address with these members in its query, behind those that it has already.
pub(crate) fn with_query(address: &str, members: &[(&str, &str)]) -> String {
    let mut whole = address.to_owned();
    for (name, value) in members {
        whole.push(if whole.contains('?') { '&' } else { '?' });
        whole.push_str(name);
        whole.push('=');
        whole.push_str(&encoded(value));
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_begun_or_gone_on_with() {
        let members = [("code", "a b"), ("state", "x&y")];
        assert_eq!(
            with_query("http://a.nl/terug", &members),
            "http://a.nl/terug?code=a%20b&state=x%26y"
        );
        assert_eq!(with_query("http://a.nl/?k=1", &[("code", "c")]), "http://a.nl/?k=1&code=c");
    }
}
