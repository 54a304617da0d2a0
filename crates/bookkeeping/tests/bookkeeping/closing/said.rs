//! The sentences of a statement, in both languages.

use bookkeeping::Language;
use bookkeeping::closing::{Edit, Evidence, Held, Sale, Standing, close};
use bookkeeping::edit::Position;

use super::{Amount, SOLD, as_booked, evidence, other, ours, sale};
use crate::support::money;

/// The sentences of the explanations, of what is outside, and the notes.
fn sentences(evidence: &Evidence, language: Language) -> Vec<String> {
    let own = close(evidence, language);
    let explained = own.explanations.into_iter().map(|own| own.message);
    let outside = own.outside.into_iter().filter_map(|own| own.message);
    explained.chain(outside).chain(own.notes).collect()
}

/// What is sold and held, what the report says, and a part of the sentence that must come of it.
type Said = (Vec<Sale>, Vec<Held>, Vec<Amount<'static>>, [&'static str; 2]);

/// Of what is booked, and of what Moneybird made of it.
fn of_the_books() -> Vec<Said> {
    let held = |rates| vec![ours("i1", 1, rates)];
    vec![
        (
            vec![sale(1, Standing::Underway(None))],
            vec![],
            vec![],
            ["volgende ronde boekt", "next round books"],
        ),
        (
            vec![sale(1, Standing::Underway(None))],
            held(&[SOLD]),
            vec![SOLD],
            ["maakt de boeking af", "completes the booking"],
        ),
        (
            vec![as_booked(1)],
            vec![],
            vec![],
            ["niet meer in de boeken", "no longer in Moneybird's books"],
        ),
        (
            vec![as_booked(1)],
            held(&[("nl21", "99.98", "21.02")]),
            vec![("nl21", "99.98", "21.02")],
            ["paar cent anders", "differently by cents"],
        ),
        (
            vec![as_booked(1)],
            held(&[("nl21", "90.00", "18.90")]),
            vec![("nl21", "90.00", "18.90")],
            ["is nu 108,90; er is 121,00 geboekt", "comes to 108.90 now; 121.00 was booked"],
        ),
        (
            vec![as_booked(1)],
            held(&[("nl21", "99.00", "22.00")]),
            vec![("nl21", "99.00", "22.00")],
            ["het totaal is hetzelfde", "the total is the same"],
        ),
        (
            vec![as_booked(1)],
            vec![ours("i1", 1, &[SOLD]), ours("i2", 1, &[SOLD])],
            vec![("nl21", "200.00", "42.00")],
            ["nog een factuur", "another invoice"],
        ),
    ]
}

/// Of what the shop changed, and of what is not ours.
fn of_others() -> Vec<Said> {
    let held = |rates| vec![ours("i1", 1, rates)];
    let edited = |edit| vec![Sale { edits: vec![edit], ..as_booked(1) }];
    let placed = Edit::Placed(Position::default().less(&Position::of(&as_booked(1).invoice)));
    let of_elsewhere = ours("i9", 99, &[SOLD]);
    vec![
        (
            edited(placed),
            held(&[SOLD]),
            vec![SOLD],
            ["wat een correctie zou boeken", "what a correction would book"],
        ),
        (
            edited(Edit::Unplaced(money("5.00"))),
            held(&[SOLD]),
            vec![SOLD],
            ["hoeveel daarvan btw is", "how much of it is VAT"],
        ),
        (
            vec![Sale { is_sold: false, ..as_booked(1) }],
            held(&[SOLD]),
            vec![SOLD],
            ["is deze bestelling verwijderd", "this order was removed"],
        ),
        (
            vec![Sale { currency: "USD".to_owned(), ..sale(1, Standing::Underway(None)) }],
            vec![],
            vec![],
            ["121,00 USD, telt hier niet mee", "121.00 USD, does not count here"],
        ),
        (
            vec![as_booked(1)],
            vec![ours("i1", 1, &[SOLD]), of_elsewhere],
            vec![("nl21", "200.00", "42.00")],
            ["van geen bestelling van deze periode", "of no order of this period"],
        ),
        (
            vec![as_booked(1)],
            vec![ours("i1", 1, &[SOLD]), other("o1", &[("nl21", "5.00", "1.05")])],
            vec![("nl21", "115.00", "24.15")],
            ["wijkt 10,00 netto en 2,10 btw af", "differs by 10.00 net and 2.10 VAT"],
        ),
    ]
}

#[test]
fn each_sentence_says_what_it_is_about_in_both_languages() {
    for (sales, held, report, parts) in of_the_books().into_iter().chain(of_others()) {
        let evidence = evidence(&sales, &held, &report);
        for (language, part) in [Language::Nl, Language::En].into_iter().zip(parts) {
            let said = sentences(&evidence, language);
            assert!(said.iter().any(|own| own.contains(part)), "'{part}' in {said:#?}");
            let others = sentences(&evidence, other_than(language));
            assert!(!others.iter().any(|own| own.contains(part)), "'{part}' in {others:#?}");
        }
    }
}

fn other_than(language: Language) -> Language {
    match language {
        Language::Nl => Language::En,
        Language::En => Language::Nl,
    }
}
