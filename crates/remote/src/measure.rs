//! How much a JSON text asks of whoever reads it.
//!
//! Sixteen megabytes of `{},{},{},…` become gigabytes once each is a thing with fields, so values
//! are counted before anything is made of them.

/// How many values a text may hold: some three times what a list holds that is as large as an
/// answer may be.
pub const MOST_VALUES: usize = 1_000_000;

/// How deep a text may nest; no API here goes deeper than ten.
pub const DEEPEST: usize = 100;

/// A text that asks for too much.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TooMuch {
    /// Too many values.
    #[error("the JSON holds more than {MOST_VALUES} values")]
    Values,
    /// Too deep.
    #[error("the JSON is nested more than {DEEPEST} deep")]
    Depth,
}

/// Counts values and depth. What is no JSON is not found here, but counted all the same.
///
/// # Errors
/// If there is too much.
pub fn measure(json: &[u8]) -> Result<(), TooMuch> {
    let (mut values, mut depth) = (0_usize, 0_usize);
    let (mut is_text, mut is_escaped) = (false, false);
    for byte in json {
        if is_text {
            match byte {
                _ if is_escaped => is_escaped = false,
                b'\\' => is_escaped = true,
                b'"' => is_text = false,
                _ => {}
            }
            continue;
        }
        match byte {
            b'"' => is_text = true,
            b'{' | b'[' => {
                depth += 1;
                values += 1;
            }
            b'}' | b']' => depth = depth.saturating_sub(1),
            b',' => values += 1,
            _ => continue,
        }
        if depth > DEEPEST {
            return Err(TooMuch::Depth);
        }
        if values > MOST_VALUES {
            return Err(TooMuch::Values);
        }
    }
    Ok(())
}
