//! A statement in the words and figures of its page.

use bookkeeping::closing::{Amounts, Counted, Explanation, Row, Statement};
use bookkeeping::{Language, Money};

use crate::look::{amount, day, percent};
use crate::manual::about_difference;
use crate::texts::{Texts, texts};

/// Lines of one list at most; the spreadsheet has all of them.
const MOST: usize = 200;

/// All that is shown of a statement.
#[derive(Debug)]
pub(super) struct Sheet {
    pub(super) rows: Vec<Line>,
    pub(super) total: Line,
    /// Whether shop and books count differently somewhere, so that two numbers stand there.
    pub(super) has_two_counts: bool,
    pub(super) boxes: Vec<Named>,
    pub(super) rates: Vec<Named>,
    pub(super) explanations: Vec<Explained>,
    pub(super) outside: Vec<Stranger>,
    pub(super) clearing: Vec<Named>,
    pub(super) notes: Vec<String>,
    /// That there are more explanations, and more strangers, than are shown.
    pub(super) more: [Option<String>; 2],
}

/// A row of the comparison: how many orders, and net and VAT of each side.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) name: String,
    pub(super) count: String,
    pub(super) cells: Vec<Cell>,
}

/// An amount, what it is where there is no room for a heading, and whether it catches the eye: a
/// difference that should be nothing, or one that is.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) label: &'static str,
    pub(super) text: String,
    pub(super) class: &'static str,
}

/// Amounts with a name, and what the name means.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) name: String,
    pub(super) meaning: &'static str,
    pub(super) cells: Vec<Cell>,
}

/// An order that explains a difference.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Explained {
    pub(super) link: String,
    pub(super) number: String,
    pub(super) by: String,
    pub(super) message: String,
    /// Where the manual says more of it.
    pub(super) more: String,
}

/// An invoice that is not ours.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Stranger {
    pub(super) reference: String,
    pub(super) date: String,
    pub(super) net: String,
    pub(super) vat: String,
    pub(super) message: String,
}

/// The statement of the connection that is at `base`.
pub(super) fn sheet(own: &Statement, base: &str, language: Language) -> Sheet {
    let t = texts(language);
    let c = &t.closing;
    let money = |own: Money| amount(own, language);
    let boxes = papers::boxes(own).into_iter().map(|(name, [ours, whole])| Named {
        name: name.to_owned(),
        meaning: (t.closing.box_meaning)(name),
        cells: cells([(c.this_shop, ours), (c.whole, whole)], c.vat, language).collect(),
    });
    // What Moneybird reports at a rate is worth a table only where it is more than ours.
    let is_more = own.report.iter().any(|rate| rate.whole != rate.ours);
    let rates = own.report.iter().filter(|_| is_more).map(|rate| Named {
        name: if rate.name.is_empty() { rate.tax_rate.clone() } else { rate.name.clone() },
        meaning: "",
        cells: cells(
            [(c.this_shop, rate.ours), (c.others, rate.outside), (c.report, rate.whole)],
            c.vat,
            language,
        )
        .collect(),
    });
    let clearing = own.clearing.iter().map(|own| Named {
        name: own.name.clone(),
        meaning: "",
        cells: [
            (c.opening, own.opening),
            (c.paid, own.paid),
            (c.other, own.other),
            (c.taken, own.taken),
            (c.left, own.closing),
        ]
        .map(|(label, own)| Cell { label, text: money(own), class: "" })
        .into(),
    });
    let outside = own.outside.iter().take(MOST).map(|own| Stranger {
        reference: if own.reference.is_empty() {
            own.invoice_id.clone()
        } else {
            own.reference.clone()
        },
        date: own.date.map(|date| day(date, language)).unwrap_or_default(),
        net: money(own.net),
        vat: money(own.vat),
        message: own.message.clone().unwrap_or_default(),
    });
    let explained = papers::once(&own.explanations);
    Sheet {
        rows: own.rows.iter().map(|row| line(row, label(row, t, language), language)).collect(),
        total: Line {
            count: String::new(),
            ..line(&papers::total(&own.rows), t.closing.total.to_owned(), language)
        },
        has_two_counts: own.rows.iter().any(|row| row.shop.count != row.booked.count),
        boxes: boxes.collect(),
        rates: rates.collect(),
        explanations: explained
            .iter()
            .take(MOST)
            .map(|own| explanation(own, base, t, language))
            .collect(),
        outside: outside.collect(),
        clearing: clearing.collect(),
        notes: own.notes.clone(),
        more: [explained.len(), own.outside.len()].map(|all| {
            let more = all.saturating_sub(MOST);
            (more > 0).then(|| (t.closing.more)(more))
        }),
    }
}

/// The case in words, with country and percentage where they say more.
fn label(row: &Row, t: &'static Texts, language: Language) -> String {
    let mut label = (t.closing.case)(&row.case).to_owned();
    if let Some(name) = &row.tax_rate {
        return format!("{label}: {name}");
    }
    // That goods stayed in the country is what 'domestic' says.
    let is_home = |code: &str| row.case == "domestic" && code == "NL";
    let country = row.country.filter(|country| !is_home(country.code()));
    for part in [
        country.map(|country| country.to_string()),
        row.percentage.map(|own| percent(own, language)),
    ] {
        label.extend(part.map(|part| format!(" {part}")));
    }
    label
}

fn line(row: &Row, name: String, language: Language) -> Line {
    let t = &texts(language).closing;
    let (shop, booked) = (row.shop.count, row.booked.count);
    let count = if shop == booked { shop.to_string() } else { format!("{shop} / {booked}") };
    let amounts = |own: Counted| Amounts { net: own.net, vat: own.vat };
    let sides = [
        (t.shop, amounts(row.shop)),
        (t.books, amounts(row.booked)),
        ("Moneybird", row.moneybird),
        (t.difference, row.difference),
    ];
    let mut cells: Vec<Cell> = cells(sides, t.vat, language).collect();
    let differences = [row.difference.net, row.difference.vat].into_iter();
    for (cell, own) in cells.iter_mut().skip(6).zip(differences) {
        cell.class = if own.is_zero() { "even" } else { "off" };
    }
    Line { name, count, cells }
}

/// Net and VAT of each side, net under the side's name.
fn cells<const SIDES: usize>(
    sides: [(&'static str, Amounts); SIDES],
    vat: &'static str,
    language: Language,
) -> impl Iterator<Item = Cell> {
    let cell = move |label, own| Cell { label, text: amount(own, language), class: "" };
    sides.into_iter().flat_map(move |(name, own)| [cell(name, own.net), cell(vat, own.vat)])
}

fn explanation(own: &Explanation, base: &str, t: &'static Texts, language: Language) -> Explained {
    let (net, vat) = (amount(own.net, language), amount(own.vat, language));
    let counts = !(own.net.is_zero() && own.vat.is_zero());
    Explained {
        link: format!("{base}/orders/{}", own.id),
        number: own.number.clone(),
        by: if counts { (t.closing.by)(&net, &vat) } else { String::new() },
        message: own.message.clone(),
        more: about_difference(&own.code).address(language),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(case: &str, country: &str, percentage: &str) -> Row {
        Row {
            case: case.to_owned(),
            country: (!country.is_empty()).then(|| country.parse().unwrap()),
            percentage: (!percentage.is_empty()).then(|| percentage.parse().unwrap()),
            ..papers::total(&[])
        }
    }

    #[test]
    fn cases_are_told_in_words() {
        for (row, nl, en) in [
            (row("domestic", "NL", "21"), "Binnenland 21%", "Domestic 21%"),
            (row("oss", "FR", "5.5"), "EU-consumenten (OSS) FR 5,5%", "EU consumers (OSS) FR 5.5%"),
            (row("unassigned", "", ""), "Niet in te delen", "Cannot be placed"),
            (
                Row { tax_rate: Some("21% btw".to_owned()), ..row("unexplained", "", "21") },
                "Niet verklaard: 21% btw",
                "Unexplained: 21% btw",
            ),
        ] {
            assert_eq!(label(&row, texts(Language::Nl), Language::Nl), nl);
            assert_eq!(label(&row, texts(Language::En), Language::En), en);
        }
    }

    #[test]
    fn a_difference_catches_the_eye_and_the_absence_of_one_does_not() {
        let mut own = row("domestic", "NL", "21");
        own.shop.count = 3;
        own.booked.count = 2;
        own.difference.net = Money::exact("-1234.50".parse().unwrap()).unwrap();
        let line = line(&own, String::new(), Language::Nl);
        assert_eq!(line.count, "3 / 2");
        let last: Vec<(&str, &str)> =
            line.cells.iter().skip(6).map(|own| (own.text.as_str(), own.class)).collect();
        assert_eq!(last, [("\u{2212}1.234,50", "off"), ("0,00", "even")]);
    }
}
