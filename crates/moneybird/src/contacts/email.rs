//! E-mail addresses.

use std::fmt;

use serde::Serialize;

use crate::Invalid;

/// One e-mail address, as far as its form tells; Moneybird itself checks the domain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EmailAddress(String);

impl EmailAddress {
    /// Takes an address without the white space around it.
    ///
    /// # Errors
    /// If it is not one `@` between two parts, or holds a space, a comma or a control character
    /// (Moneybird reads a comma as the beginning of another address).
    pub fn new(text: &str) -> Result<Self, Invalid> {
        const WHAT: &str = "e-mail address";
        let text = text.trim();
        let is_strange =
            |sign: char| sign.is_whitespace() || sign.is_control() || matches!(sign, ',' | ';');
        if text.chars().any(is_strange) {
            return Err(Invalid::new(WHAT, "holds a space, a comma or a control character"));
        }
        match text.split_once('@') {
            Some((local, domain))
                if !local.is_empty() && !domain.is_empty() && !domain.contains('@') =>
            {
                Ok(Self(text.to_owned()))
            }
            _ => Err(Invalid::new(WHAT, "expected one @ between two parts")),
        }
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
