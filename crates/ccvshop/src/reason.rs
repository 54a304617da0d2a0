//! What is wrong with a JSON text, in words that name the member instead of line and column.

/// Says what is wrong with `text`. The words may quote a value of it.
pub(crate) fn reason(text: &str, error: &serde_json::Error) -> String {
    let message = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    let message = message.strip_suffix(place.as_str()).unwrap_or(&message);
    match member_before(text, error) {
        // The parser names a member that is missing itself, in backticks.
        Some(name) if !message.contains('`') => format!("{name}: {message}"),
        _ => message.to_owned(),
    }
}

/// The last member of the outermost object that begins before the error.
fn member_before<'a>(text: &'a str, error: &serde_json::Error) -> Option<&'a str> {
    let lines = text.split_inclusive('\n').take(error.line().saturating_sub(1));
    let line_start: usize = lines.map(str::len).sum();
    let end = line_start.saturating_add(error.column()).min(text.len());
    let (mut depth, mut string_start, mut is_escaped) = (0_u32, None, false);
    let (mut last_string, mut member) = (None, None);
    for (at, byte) in text.bytes().enumerate().take(end) {
        if let Some(start) = string_start {
            match byte {
                _ if is_escaped => is_escaped = false,
                b'\\' => is_escaped = true,
                b'"' => {
                    last_string = text.get(start..at);
                    string_start = None;
                }
                _ => {}
            }
            continue;
        }
        match byte {
            b'"' => string_start = Some(at + 1),
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            b':' if depth == 1 => member = last_string,
            _ => {}
        }
    }
    member
}
