//! What a probe found, as Markdown that can be sent to the project.

use bookkeeping::Language;
use sync::{Answer, Finding, Lag, Report, Rounding, Side};

use crate::language::say;

/// The report.
pub(crate) fn probe(report: &Report, language: Language) -> String {
    let (moneybird, ccvshop) = (report.moneybird_calls, report.ccvshop_calls);
    let (at, version) = (report.at, &report.version);
    let calls = match language {
        Language::Nl => format!(
            "{at}, sluitend {version}; {moneybird} aanroepen van Moneybird, {ccvshop} van CCV Shop. \
             Dit verslag bevat geen geheimen en niets van personen."
        ),
        Language::En => format!(
            "{at}, sluitend {version}; {moneybird} calls to Moneybird, {ccvshop} to CCV Shop. \
             This report holds no secrets and nothing of persons."
        ),
    };
    let mut text = format!("# sluitend probe\n\n{calls}\n\n");
    text.push_str(&used(report, language));
    text.push_str(&left(report, language));
    for (side, title) in [(Side::Moneybird, "## Moneybird"), (Side::Ccvshop, "\n## CCV Shop")] {
        text.push_str(&[title, "\n\n"].concat());
        for finding in report.findings.iter().filter(|own| own.side == side) {
            text.push_str(&told(finding, language));
        }
    }
    text
}

/// What is used from now on.
fn used(report: &Report, language: Language) -> String {
    let rounding = match report.known.rounding {
        Some(Rounding::PerRate) => say(language, "per tarief", "per rate"),
        Some(Rounding::PerLine) => say(language, "per regel", "per line"),
        None => say(language, "niet gebleken", "not told"),
    };
    let lag = match report.known.lag {
        Lag::Within(millis) => format!("≤ {millis} ms"),
        Lag::Beyond(millis) => format!("> {millis} ms"),
        Lag::Unmeasured => say(language, "niet gemeten", "not measured").to_owned(),
    };
    match language {
        Language::Nl => format!(
            "Voortaan gebruikt: btw wordt {rounding} afgerond; een boeking is na {lag} te vinden.\n\n"
        ),
        Language::En => format!(
            "Used from now on: VAT is rounded {rounding}; what is booked can be found after {lag}.\n\n"
        ),
    }
}

fn left(report: &Report, language: Language) -> String {
    let title = say(
        language,
        "Alle testdocumenten zijn weer verwijderd.",
        "All test documents are removed again.",
    );
    if report.left.is_empty() {
        return format!("{title}\n\n");
    }
    let title = say(
        language,
        "Moneybird hield deze testdocumenten vast; verwijder ze daar met de hand:",
        "Moneybird kept these test documents; remove them there by hand:",
    );
    let lines: Vec<String> = report.left.iter().map(|own| format!("* {own}\n")).collect();
    format!("{title}\n\n{}\n", lines.concat())
}

fn told(finding: &Finding, language: Language) -> String {
    let (asks, means) = (&finding.asks, &finding.means);
    let answer = answer(finding.answer, language);
    let seen = if finding.seen.is_empty() { String::new() } else { format!(" ({})", finding.seen) };
    format!("* **{asks}** {answer}{seen}. {means}\n")
}

fn answer(answer: Answer, language: Language) -> &'static str {
    let (nl, en) = match answer {
        Answer::NotAsked => ("niet gevraagd", "not asked"),
        Answer::Untold => ("niet te zien", "not to be seen"),
        Answer::Unclear => ("onduidelijk", "unclear"),
        Answer::Accepted => ("aangenomen", "accepted"),
        Answer::Refused => ("geweigerd", "refused"),
        Answer::Ignored => ("genegeerd", "ignored"),
        Answer::Rounded => ("afgerond", "rounded"),
        Answer::Kept => ("blijft staan", "kept"),
        Answer::LeftOut => ("weggelaten", "left out"),
        Answer::PerRate => ("per tarief", "per rate"),
        Answer::PerLine => ("per regel", "per line"),
        Answer::Once => ("één keer, over alles", "once, over everything"),
        Answer::Seen | Answer::Told => ("gezien", "seen"),
        Answer::NotSeen => ("niet gezien", "not seen"),
        Answer::Asked => ("het gevraagde", "the number asked"),
        Answer::Delivered => ("het geleverde", "the number delivered"),
        Answer::Midnight => ("het eerste moment", "its first moment"),
        Answer::WholeDay => ("de hele dag", "the whole day"),
        Answer::Positive => ("positief", "positive"),
        Answer::Negative => ("negatief", "negative"),
        Answer::NegativeCounts => ("negatieve aantallen", "negative counts"),
        Answer::NegativePrices => ("negatieve prijzen", "negative prices"),
        Answer::WithVat | Answer::Cents | Answer::Yes => ("ja", "yes"),
        Answer::WithoutVat | Answer::Exact | Answer::No => ("nee", "no"),
        Answer::Collection => ("een verzameling", "a collection"),
        Answer::Object => ("één ding", "one object"),
    };
    say(language, nl, en)
}
