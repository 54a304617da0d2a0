//! Orders that need a person, by what is wrong with them: each cause is told once.

use bookkeeping::Language;

use super::sync::NeedsPersonShape;

/// Orders listed below one cause; a list of thousands helps nobody.
const MOST: usize = 20;

/// The causes in the order in which they come up, each with its orders, as indented lines.
pub(super) fn causes(all: &[NeedsPersonShape], language: Language) -> Vec<String> {
    let mut groups: Vec<Vec<&NeedsPersonShape>> = Vec::new();
    for order in all {
        let same = |group: &&mut Vec<&NeedsPersonShape>| {
            group.first().is_some_and(|first| cause(first) == cause(order))
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.push(order),
            None => groups.push(vec![order]),
        }
    }
    groups.iter().flat_map(|group| lines(group, language)).collect()
}

/// What makes two orders need the same.
fn cause(order: &NeedsPersonShape) -> (&str, &Option<String>, &Option<String>, &Option<String>) {
    (order.state, &order.code, &order.message, &order.hint)
}

fn lines(group: &[&NeedsPersonShape], language: Language) -> Vec<String> {
    let Some(first) = group.first() else { return Vec::new() };
    let code = first.code.as_deref().unwrap_or(first.state);
    let mut lines = vec![match &first.message {
        Some(message) => format!("    {code}: {message}"),
        None => format!("    {code}"),
    }];
    lines.extend(first.hint.as_ref().map(|hint| format!("    {hint}")));
    let shown = group.iter().take(MOST);
    lines.extend(shown.map(|order| format!("      {} ({})", order.number, order.id)));
    let more = group.len().saturating_sub(MOST);
    if more > 0 {
        let state = first.state;
        lines.push(match language {
            Language::Nl => format!("      en nog {more}: sluitend orders --state {state}"),
            Language::En => format!("      and {more} more: sluitend orders --state {state}"),
        });
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(id: i64, code: &str) -> NeedsPersonShape {
        NeedsPersonShape {
            id,
            number: format!("W{id}"),
            state: "refused",
            code: Some(code.to_owned()),
            message: Some("Look.".to_owned()),
            hint: Some("Do.".to_owned()),
        }
    }

    #[test]
    fn a_cause_is_told_once_with_at_most_twenty_orders() {
        let mut all: Vec<_> = (1..=22).map(|id| order(id, "currency")).collect();
        all.insert(1, order(99, "totals"));
        let lines = causes(&all, Language::En);
        assert_eq!(lines[..3], ["    currency: Look.", "    Do.", "      W1 (1)"]);
        assert_eq!(lines[21], "      W20 (20)");
        assert_eq!(lines[22], "      and 2 more: sluitend orders --state refused");
        assert_eq!(lines[23..], ["    totals: Look.", "    Do.", "      W99 (99)"]);
    }
}
