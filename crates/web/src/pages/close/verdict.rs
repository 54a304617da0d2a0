//! The one sentence on top of a statement.

use bookkeeping::closing::Statement;
use bookkeeping::{Language, Money};
use jiff::Timestamp;

use crate::look::{clock, moment, price};
use crate::manual::about_fault;
use crate::pages::verdict::{Tone, capital};
use crate::statements::Step;
use crate::texts::texts;

/// The sentence and what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Verdict {
    pub(super) tone: Tone,
    pub(super) sentence: String,
    pub(super) hint: String,
    /// What a remote said.
    pub(super) detail: Option<String>,
    /// Where the manual says more of it.
    pub(super) explained: Option<String>,
}

/// What to say where nothing was sold yet.
pub(super) fn nothing(language: Language) -> Verdict {
    let t = &texts(language).closing;
    say(Tone::Busy, t.none.to_owned(), t.none_hint)
}

/// What to say of the period that is called `name`: of its making while it is being made, else of the
/// statement.
pub(super) fn verdict(
    name: &str,
    step: Option<&Step>,
    statement: Option<&Statement>,
    now: Timestamp,
    language: Language,
) -> Verdict {
    let t = &texts(language).closing;
    let own = match (step, statement) {
        (Some(Step::Queued), _) => say(Tone::Busy, (t.busy)(name), t.queued_hint),
        (Some(Step::UnderWay), _) => say(Tone::Busy, (t.busy)(name), t.busy_hint),
        (Some(Step::Waits(until)), _) => {
            say(Tone::Busy, (t.busy)(name), &(t.waits_hint)(&clock(*until)))
        }
        (Some(Step::Failed(at, why, code)), _) => {
            let hint = (t.failed_hint)(&moment(*at, now, language));
            let verdict = say(Tone::Broken, (t.failed)(name), &hint);
            let explained = Some(about_fault(code.as_str()).address(language));
            Verdict { detail: Some(why.clone()), explained, ..verdict }
        }
        (None, None) => say(Tone::Busy, (t.unmade)(name), t.unmade_hint),
        (None, Some(own)) => of(own, name, language),
    };
    Verdict { sentence: capital(&own.sentence), ..own }
}

fn of(own: &Statement, name: &str, language: Language) -> Verdict {
    let all = texts(language);
    let t = &all.closing;
    let by = |difference: Money| price(difference, &own.currency, language);
    if !own.closes {
        let hint = match papers::once(&own.explanations).len() {
            0 => t.unexplained.to_owned(),
            orders => (t.explained)(orders),
        };
        // Where the signs cancel out, what each row differs by is what there is to say.
        let sum: Money = own.rows.iter().map(|row| row.difference.net + row.difference.vat).sum();
        let sum = if sum.is_zero() { own.difference } else { sum };
        let sentence = (all.verdict.month_differs)(name, &by(sum));
        return say(Tone::Attention, sentence, &hint);
    }
    let sentence =
        if own.rows.is_empty() { (t.nothing)(name) } else { (t.closes)(name, &by(Money::ZERO)) };
    say(Tone::Good, sentence, "")
}

fn say(tone: Tone, sentence: String, hint: &str) -> Verdict {
    Verdict { tone, sentence, hint: hint.to_owned(), detail: None, explained: None }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn statement(closes: bool, currency: &str) -> Statement {
        Statement {
            connection: String::new(),
            period: "2026-03".to_owned(),
            currency: currency.to_owned(),
            closes,
            difference: Money::exact("12.50".parse().unwrap()).unwrap(),
            rows: Vec::new(),
            boxes: BTreeMap::new(),
            report: Vec::new(),
            clearing: Vec::new(),
            explanations: Vec::new(),
            outside: Vec::new(),
            orders: Vec::new(),
            notes: Vec::new(),
        }
    }

    #[test]
    fn its_making_comes_before_what_was_made() {
        let now: Timestamp = "2026-11-28T13:30:00Z".parse().unwrap();
        let rows = vec![papers::total(&[])];
        let closed = Statement { rows, ..statement(true, "EUR") };
        let failed = Step::Failed(now, "Niemand thuis.".to_owned(), sync::Code::Unreachable);
        for (step, own, tone, sentence) in [
            (None, None, Tone::Busy, "Maart 2026 is nog niet vergeleken"),
            (None, Some(&closed), Tone::Good, "Maart 2026 sluit: verschil €\u{a0}0,00"),
            (
                None,
                Some(&statement(true, "EUR")),
                Tone::Good,
                "In maart 2026 is niets verkocht of geboekt",
            ),
            (
                None,
                Some(&statement(false, "USD")),
                Tone::Attention,
                "Maart 2026 sluit niet: verschil USD\u{a0}12,50",
            ),
            (Some(&Step::Queued), Some(&closed), Tone::Busy, "Maart 2026 wordt vergeleken"),
            (Some(&Step::Waits(now)), None, Tone::Busy, "Maart 2026 wordt vergeleken"),
            (Some(&failed), Some(&closed), Tone::Broken, "Maart 2026 kon niet worden vergeleken"),
        ] {
            let found = verdict("maart 2026", step, own, now, Language::Nl);
            assert_eq!((found.tone, found.sentence.as_str()), (tone, sentence));
        }
        let waits = verdict("maart 2026", Some(&Step::Waits(now)), None, now, Language::Nl);
        assert!(waits.hint.contains("Om 14:30 gaat het vanzelf verder"), "{}", waits.hint);
    }
}
