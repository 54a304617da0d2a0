//! How another program writes numbers into references: read, and found out.

use bookkeeping::switching::{Template, digest, propose};

use super::{claim, paper, template};
use crate::support::dec;

#[test]
fn a_template_has_one_number() {
    for text in ["{number}", "Order {number}", "W-{number}/a", "#{number}"] {
        assert_eq!(template(text).to_string(), text);
    }
    for text in ["", "Order", "{number} {number}", "{nummer}", "{prefix}{number}", "{number"] {
        let error = text.parse::<Template>().unwrap_err();
        assert!(error.contains("{number}"), "{error}");
    }
}

#[test]
fn the_way_that_fits_most_amounts_comes_first() {
    let claims: Vec<_> = (1001..=1005).map(|id| claim(id, &id.to_string())).collect();
    let mut papers: Vec<_> =
        claims.iter().map(|own| paper(&own.number, &format!("Order {}", own.number))).collect();
    // Two invoices of its own happen to be called as two orders.
    papers.push(paper("a", "1001"));
    papers.push(paper("b", "1002"));
    for own in &mut papers[4..] {
        own.total = dec("3");
    }
    let told: Vec<_> = propose(&claims, &papers)
        .into_iter()
        .map(|own| (own.template.to_string(), own.orders, own.agree))
        .collect();
    assert_eq!(told, [("Order {number}".to_owned(), 5, 4), ("{number}".to_owned(), 2, 0)]);
}

#[test]
fn a_number_is_not_cut_out_of_a_longer_one() {
    for (number, reference, found) in [
        ("17", "17", Some("{number}")),
        ("17", "Bestelling 17", Some("Bestelling {number}")),
        ("17", "WEB17", Some("WEB{number}")),
        ("17", "2026-17", Some("2026-{number}")),
        ("17", "0017", None),
        ("17", "171", None),
        ("web-17", "Order WEB-17.", Some("Order {number}.")),
        ("2026-0017", "Factuur bij 2026-0017", Some("Factuur bij {number}")),
        ("17", "  17 ", Some("{number}")),
        ("17", "Größe 17 €", Some("Größe {number} €")),
        ("17", "{17}", None),
        ("17", "Order 17 {a}", None),
        ("", "17", None),
        ("e", "Order", None),
    ] {
        let proposed = propose(&[claim(1, number)], &[paper("1", reference)]);
        let told = proposed.first().map(|own| own.template.to_string());
        assert_eq!(told.as_deref(), found, "{number} in {reference}");
    }
}

#[test]
fn what_is_agreed_to_has_a_name_of_its_own() {
    let name = |lines: &[&str]| digest(lines.iter().map(|line| (*line).to_owned()));
    let own = name(&["1 adopt", "2 ask"]);
    assert!(own.len() == 16 && own.chars().all(|sign| sign.is_ascii_hexdigit()), "{own}");
    assert_eq!(own, name(&["1 adopt", "2 ask"]));
    for other in [vec!["1 adopt"], vec!["2 ask", "1 adopt"], vec!["1 adopt2 ask"], vec![]] {
        assert_ne!(own, name(&other), "{other:?}");
    }
}
