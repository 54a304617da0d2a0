//! Cells of CSV (RFC 4180).

/// A cell as it stands in a line.
pub fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

/// A text that somebody else wrote, so that no spreadsheet runs it as a formula.
pub fn harmless(text: &str) -> String {
    let is_harmless = !text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if is_harmless { text.to_owned() } else { format!("'{text}") }
}
