//! The one sentence on top: whether all is well, and if not, what to do.

use bookkeeping::{Language, Money};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::install::Shut;
use crate::look::{around, clock, euros, moment, month};
use crate::manual::about_fault;
use crate::reason;
use crate::texts::texts;

/// How serious it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    /// All is well.
    Good,
    /// Something is under way.
    Busy,
    /// A person is wanted.
    Attention,
    /// It has stopped.
    Broken,
}

impl Tone {
    /// Its name in the style sheet.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Busy => "busy",
            Self::Attention => "attention",
            Self::Broken => "broken",
        }
    }
}

/// What is known of a connection.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Known {
    /// What stopped it, if it stopped: the code, and what was said of it.
    pub(crate) broken: Option<(String, String)>,
    /// What is known of the shop, if that is what stopped it.
    pub(crate) shut: Option<Shut>,
    /// Whether it has settings.
    pub(crate) is_set: bool,
    /// Whether who asks only looks, and can change nothing.
    pub(crate) only_looks: bool,
    /// When its last round ended.
    pub(crate) last: Option<Timestamp>,
    /// Orders that need a person.
    pub(crate) refused: u64,
    /// Orders that were read, and whether all were.
    pub(crate) read: u64,
    pub(crate) is_read: bool,
    /// Orders that are still to be booked.
    pub(crate) left: u64,
    /// When they will be, if that takes longer than a window.
    pub(crate) until: Option<Timestamp>,
    /// Orders whose outcome is not known, and when the first of them is looked up.
    pub(crate) in_doubt: Option<(u64, Timestamp)>,
    /// When the last round ended, if that is too long ago.
    pub(crate) unreached_since: Option<Timestamp>,
    /// A month that does not close although everything was looked at, and by how much.
    pub(crate) differs: Option<(Date, Money)>,
}

/// The sentence, what it means, and where to go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Verdict {
    pub(crate) tone: Tone,
    pub(crate) sentence: String,
    pub(crate) hint: &'static str,
    pub(crate) detail: Option<String>,
    /// Where the manual says more of it.
    pub(crate) explained: Option<String>,
    /// The text of a link, and its address.
    pub(crate) link: Option<(&'static str, String)>,
}

/// What to say of the connection that is at `base`.
pub(crate) fn verdict(known: &Known, base: &str, now: Timestamp, language: Language) -> Verdict {
    let said = most_serious(known, base, now, language);
    if !known.only_looks {
        return said;
    }
    // What only the shopkeeper can do is not offered to others.
    let is_open =
        |to: &str| to.starts_with('/') && !to.ends_with("/settings") && !to.ends_with("/moneybird");
    let link = said.link.filter(|(_, to)| is_open(to));
    let is_unset = known.broken.is_none() && !known.is_set;
    Verdict { link, hint: if is_unset { "" } else { said.hint }, ..said }
}

/// The most serious comes first.
fn most_serious(known: &Known, base: &str, now: Timestamp, language: Language) -> Verdict {
    let all = texts(language);
    let t = &all.verdict;
    let to = |text, rest: &str| Some((text, format!("{base}{rest}")));
    if let Some(why) = &known.broken {
        return broken(known, why, base, language);
    }
    if !known.is_set {
        let verdict = say(Tone::Attention, t.unset.to_owned(), t.unset_hint);
        return Verdict { link: to(all.frame.settings, "/settings"), ..verdict };
    }
    let reading = || match known.read {
        0 => say(Tone::Busy, t.first.to_owned(), t.first_hint),
        _ => say(Tone::Busy, t.reading.to_owned(), t.reading_hint),
    };
    let is_first = known.last.is_none();
    if is_first && !(known.is_read && known.left > 0) {
        return reading();
    }
    let last = known.last.unwrap_or(now);
    if known.refused > 0 {
        let (sentence, hint) = if known.only_looks {
            ((t.needs_shopkeeper)(known.refused), "")
        } else {
            ((t.needs_you)(known.refused), t.needs_you_hint)
        };
        let verdict = say(Tone::Attention, sentence, hint);
        return Verdict { link: to(all.frame.orders, "/orders?state=attention"), ..verdict };
    }
    if let Some((first, by)) = known.differs {
        let (name, by) = (month(first, language), euros(by, language));
        let sentence = capital(&(t.month_differs)(&name, &by));
        let verdict = say(Tone::Attention, sentence, t.month_differs_hint);
        let rest = format!("/close?period={}", first.strftime("%Y-%m"));
        return Verdict { link: to(all.frame.closing, &rest), ..verdict };
    }
    if let Some(since) = known.unreached_since {
        let sentence = (t.unreached)(&moment(since, now, language));
        return say(Tone::Attention, sentence, t.unreached_hint);
    }
    if let Some((orders, at)) = known.in_doubt {
        return say(Tone::Busy, (t.in_doubt)(orders, &clock(at)), t.in_doubt_hint);
    }
    if known.left > 0 {
        let until = known.until.map(|at| around(at, now, language)).unwrap_or_default();
        return say(Tone::Busy, (t.takeover)(known.left, &until), t.takeover_hint);
    }
    // Before all of the shop was read once, nothing is known of it, however many rounds that takes.
    if !known.is_read {
        return reading();
    }
    let when = moment(last, now, language);
    say(Tone::Good, (t.all_closes)(&when), t.all_closes_hint)
}

/// Something to say, without more.
fn say(tone: Tone, sentence: String, hint: &'static str) -> Verdict {
    Verdict { tone, sentence, hint, detail: None, explained: None, link: None }
}

/// It has stopped: why, and where it goes on.
fn broken(
    known: &Known,
    (code, message): &(String, String),
    base: &str,
    language: Language,
) -> Verdict {
    let all = texts(language);
    let t = &all.verdict;
    let to = |text, rest: &str| Some((text, format!("{base}{rest}")));
    let link = match code.as_str() {
        "credentials-shop" => {
            let apps = known.shut.as_ref().and_then(|own| own.apps.clone());
            apps.map(|apps| (all.standing.to_shop, apps))
        }
        "credentials-moneybird" | "scope-missing" => to(all.setup.again, "/moneybird"),
        "subscription-ended" => to(all.plan.title, "/plan"),
        _ => to(all.frame.settings, "/settings"),
    };
    let verdict = say(Tone::Broken, t.broken.to_owned(), t.broken_hint);
    let detail = match reason::broken(code, language) {
        _ if known.shut.as_ref().is_some_and(|own| own.is_removed) => {
            all.standing.removed.to_owned()
        }
        Some((message, hint)) => format!("{message} {hint}"),
        None => message.clone(),
    };
    let explained = Some(about_fault(code).address(language));
    Verdict { detail: Some(detail), explained, link, ..verdict }
}

/// With a capital in front, as a sentence has it.
pub(crate) fn capital(text: &str) -> String {
    let mut signs = text.chars();
    signs.next().map_or_else(String::new, |first| first.to_uppercase().chain(signs).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_serious_comes_first() {
        let now: Timestamp = "2026-11-28T13:30:00Z".parse().unwrap();
        let well = Known { is_set: true, is_read: true, last: Some(now), ..Known::default() };
        let doubt = Known { in_doubt: Some((2, now)), left: 9, ..well.clone() };
        let march = "2026-03-01".parse().unwrap();
        let cents = Money::exact("12.50".parse().unwrap()).unwrap();
        let unreached = Known { unreached_since: Some(now), ..doubt.clone() };
        let differs = Known { differs: Some((march, cents)), ..unreached.clone() };
        let refused = Known { refused: 1, ..differs.clone() };
        let fresh = Known { last: None, left: 0, ..refused.clone() };
        let unset = Known { is_set: false, ..fresh.clone() };
        let broken = |code: &str| {
            let broken = Some((code.to_owned(), "Het token is ingetrokken.".to_owned()));
            Known { broken, ..unset.clone() }
        };
        for (code, expected) in [
            ("credentials-moneybird", Some("/c/1/moneybird")),
            ("scope-missing", Some("/c/1/moneybird")),
            ("credentials-shop", None),
            ("subscription-ended", Some("/c/1/plan")),
            ("other", Some("/c/1/settings")),
        ] {
            let link = verdict(&broken(code), "/c/1", now, Language::En).link;
            assert_eq!(link.as_ref().map(|(_, to)| to.as_str()), expected, "{code}");
        }
        let broken = broken("credentials-moneybird");
        for (known, tone, sentence) in [
            (&well, Tone::Good, "Alles sluit tot en met vandaag 14:30"),
            (&Known { left: 9, ..well.clone() }, Tone::Busy, "De overname loopt: nog 9 te boeken"),
            (
                &Known { left: 9, until: Some(now), ..well.clone() },
                Tone::Busy,
                "De overname loopt: nog 9 te boeken, klaar rond 14:30",
            ),
            (&doubt, Tone::Busy, "Van 2 bestellingen wordt de uitkomst opgezocht, vanaf 14:30"),
            (&unreached, Tone::Attention, "Sinds vandaag 14:30 lukt het niet om te kijken"),
            (&differs, Tone::Attention, "Maart 2026 sluit niet: verschil €\u{a0}12,50"),
            (&refused, Tone::Attention, "1 bestelling heeft u nodig"),
            (&fresh, Tone::Busy, "De eerste ronde begint zo"),
            (&unset, Tone::Attention, "Nog één stap: de instellingen"),
            (&broken, Tone::Broken, "De koppeling staat stil"),
        ] {
            let found = verdict(known, "/c/1", now, Language::Nl);
            assert_eq!((found.tone, found.sentence.as_str()), (tone, sentence));
        }
        // Who only looks is told who is wanted, and is offered nothing they cannot do.
        for (known, sentence, link) in [
            (&refused, "1 bestelling wacht op de winkelier", Some("/c/1/orders?state=attention")),
            (&unset, "Nog één stap: de instellingen", None),
            (&broken, "De koppeling staat stil", None),
        ] {
            let known = Known { only_looks: true, ..known.clone() };
            let found = verdict(&known, "/c/1", now, Language::Nl);
            assert_eq!(found.sentence, sentence);
            assert_eq!(found.link.as_ref().map(|(_, to)| to.as_str()), link);
            assert_eq!(found.hint.is_empty(), known.broken.is_none(), "{sentence}");
        }
        // By its code, in the reader's language.
        let found = verdict(&broken, "/c/1", now, Language::Nl);
        assert!(found.detail.unwrap().starts_with("Moneybird geeft geen toegang"));
        // A round that ended before the shop was read says nothing of it.
        let unread = Known { is_read: false, ..well.clone() };
        assert_eq!(verdict(&unread, "/c/1", now, Language::Nl).tone, Tone::Busy);
        let reading = Known { read: 100, ..unread };
        let found = verdict(&reading, "/c/1", now, Language::Nl);
        assert!(found.sentence.ends_with("de bestellingen worden gelezen"), "{found:?}");
        let begun = Known { is_read: true, left: 9, ..reading };
        let found = verdict(&begun, "/c/1", now, Language::Nl);
        assert_eq!(found.sentence, "De overname loopt: nog 9 te boeken");
        let link = verdict(&differs, "/c/1", now, Language::En).link.unwrap();
        assert_eq!(link, ("Closing", "/c/1/close?period=2026-03".to_owned()));
    }

    #[test]
    fn a_shop_that_took_the_app_out_is_led_back_to() {
        let now = Timestamp::UNIX_EPOCH;
        let why = Some(("credentials-shop".to_owned(), "De app is weg.".to_owned()));
        let broken = Known { broken: why, is_set: true, ..Known::default() };
        let apps = Some("https://winkel.example/onderhoud/apps".to_owned());
        let shut = |is_removed| {
            let shut = Some(Shut { is_removed, apps: apps.clone() });
            Known { shut, ..broken.clone() }
        };
        for (is_removed, detail) in [
            (true, "De app is in CCV Shop verwijderd."),
            (false, "CCV Shop neemt onze sleutel niet aan."),
        ] {
            let found = verdict(&shut(is_removed), "/c/1", now, Language::Nl);
            assert!(found.detail.unwrap().starts_with(detail));
            assert_eq!(found.link.map(|(_, to)| to), apps);
            let looks = Known { only_looks: true, ..shut(is_removed) };
            assert_eq!(verdict(&looks, "/c/1", now, Language::Nl).link, None);
        }
    }
}
