//! JSON as PHP writes it: fields in order, `\/` for `/`, amounts exact.
//!
//! Amounts go from [`Decimal`] to text without a binary float in between, and whole amounts have
//! no decimals (ccvshop-api.md §1.8).

use rust_decimal::Decimal;

/// A JSON value that keeps the order of its members.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Json {
    Null,
    Bool(bool),
    Number(Decimal),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(&'static str, Json)>),
}

impl Json {
    /// An object with these members, in this order.
    pub(crate) fn object<const N: usize>(members: [(&'static str, Json); N]) -> Self {
        Self::Object(members.into())
    }

    /// `{"href": …}`.
    pub(crate) fn link(href: String) -> Self {
        Self::object([("href", href.into())])
    }

    /// Adds members at the end. Anything but an object stays as it is.
    pub(crate) fn with<const N: usize>(mut self, members: [(&'static str, Json); N]) -> Self {
        if let Self::Object(present) = &mut self {
            present.extend(members);
        }
        self
    }

    /// The members of this object, then those of `other`.
    pub(crate) fn followed_by(mut self, other: Self) -> Self {
        if let (Self::Object(first), Self::Object(second)) = (&mut self, other) {
            first.extend(second);
        }
        self
    }

    /// Removes a member, as a server does that leaves out what it has not got.
    pub(crate) fn without(mut self, name: &str) -> Self {
        if let Self::Object(members) = &mut self {
            members.retain(|(member, _)| *member != name);
        }
        self
    }

    /// The text to send.
    pub(crate) fn write(&self) -> String {
        let mut text = String::new();
        self.append(&mut text);
        text
    }

    fn append(&self, text: &mut String) {
        match self {
            Self::Null => text.push_str("null"),
            Self::Bool(true) => text.push_str("true"),
            Self::Bool(false) => text.push_str("false"),
            Self::Number(number) => text.push_str(&number.normalize().to_string()),
            Self::Text(value) => quote(value, text),
            Self::List(items) => {
                text.push('[');
                for (position, item) in items.iter().enumerate() {
                    if position > 0 {
                        text.push(',');
                    }
                    item.append(text);
                }
                text.push(']');
            }
            Self::Object(members) => {
                text.push('{');
                for (position, (name, value)) in members.iter().enumerate() {
                    if position > 0 {
                        text.push(',');
                    }
                    quote(name, text);
                    text.push(':');
                    value.append(text);
                }
                text.push('}');
            }
        }
    }
}

/// Quotes as PHP's `json_encode` does by default, except that letters outside ASCII stay.
fn quote(value: &str, text: &mut String) {
    text.push('"');
    for letter in value.chars() {
        match letter {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '/' => text.push_str("\\/"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            control if u32::from(control) < 0x20 => {
                text.push_str("\\u00");
                let code = u32::from(control);
                text.extend(
                    [code >> 4, code & 15]
                        .map(|digit| char::from_digit(digit, 16))
                        .iter()
                        .flatten(),
                );
            }
            other => text.push(other),
        }
    }
    text.push('"');
}

impl From<bool> for Json {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<i64> for Json {
    fn from(value: i64) -> Self {
        Self::Number(value.into())
    }
}

impl From<Decimal> for Json {
    fn from(value: Decimal) -> Self {
        Self::Number(value)
    }
}

impl From<&str> for Json {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<String> for Json {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl From<&String> for Json {
    fn from(value: &String) -> Self {
        Self::Text(value.clone())
    }
}

impl From<Vec<Json>> for Json {
    fn from(items: Vec<Json>) -> Self {
        Self::List(items)
    }
}

impl<T: Into<Json>> From<Option<T>> for Json {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_exact_and_whole_ones_have_no_decimals() {
        for (amount, text) in [
            ("590.00", "590"),
            ("102.40", "102.4"),
            ("-0.00", "0"),
            ("100", "100"),
            ("0.12345678901234567890123456", "0.12345678901234567890123456"),
        ] {
            let amount: Decimal = amount.parse().unwrap();
            assert_eq!(Json::from(amount).write(), text);
        }
    }

    #[test]
    fn slashes_are_escaped_and_members_keep_their_order() {
        let value = Json::object([
            ("z", "https://a/b".into()),
            ("a", Json::List(vec![Json::Null, true.into(), "é\"\\\u{1}".into()])),
        ]);
        assert_eq!(value.write(), r#"{"z":"https:\/\/a\/b","a":[null,true,"é\"\\\u0001"]}"#);
    }
}
