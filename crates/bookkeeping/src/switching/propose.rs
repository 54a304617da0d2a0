//! Which way of writing references fits the invoices best. It is proposed, with figures, never assumed.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::matching::{Claim, Paper};
use super::template::{Template, key};

/// How many are told.
const MOST: usize = 5;

/// A reference that is longer than this, in signs, is a text.
const LONGEST: usize = 100;

/// A way of writing references, and how well it fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The way.
    pub template: Template,
    /// How many orders have an invoice that is called so.
    pub orders: usize,
    /// Of how many the amount is the same.
    pub agree: usize,
}

/// The ways in which numbers of these orders stand in the references of these invoices, the best first: the
/// one in which most amounts agree.
pub fn propose(claims: &[Claim], papers: &[Paper]) -> Vec<Proposal> {
    let mut by_number: HashMap<String, Vec<&Claim>> = HashMap::new();
    for claim in claims.iter().filter(|claim| !claim.number.trim().is_empty()) {
        by_number.entry(key(&claim.number)).or_default().push(claim);
    }
    // The orders of each way, and of those the ones whose amounts agree.
    let mut ways: BTreeMap<Template, [BTreeSet<i64>; 2]> = BTreeMap::new();
    for paper in papers {
        for (way, number) in paper.references.iter().flat_map(|text| ways_of(text)) {
            for claim in by_number.get(&number).into_iter().flatten() {
                let [orders, agree] = ways.entry(way.clone()).or_default();
                orders.insert(claim.order);
                if claim.agrees(paper) {
                    agree.insert(claim.order);
                }
            }
        }
    }
    let mut all: Vec<Proposal> = ways
        .into_iter()
        .map(|(template, [orders, agree])| Proposal {
            template,
            orders: orders.len(),
            agree: agree.len(),
        })
        .collect();
    let worth = |own: &Proposal| {
        let counts = std::cmp::Reverse((own.agree, own.orders));
        (counts, own.template.length(), own.template.clone())
    };
    all.sort_by_key(worth);
    all.truncate(MOST);
    all
}

/// All that a reference may hold as a number, with what stands around it. A number is never cut out of a
/// longer number, nor a word out of a longer word.
fn ways_of(reference: &str) -> Vec<(Template, String)> {
    let reference = reference.trim();
    if reference.chars().count() > LONGEST {
        return Vec::new();
    }
    let signs: Vec<(usize, char)> = reference.char_indices().collect();
    let is_one = |one: char, next: char| {
        (one.is_ascii_digit() && next.is_ascii_digit())
            || (one.is_alphabetic() && next.is_alphabetic())
    };
    let inner = signs.windows(2).filter(|pair| !is_one(pair[0].1, pair[1].1)).map(|pair| pair[1].0);
    let cuts: Vec<usize> = [0].into_iter().chain(inner).chain([reference.len()]).collect();
    let mut ways = Vec::new();
    for (at, start) in cuts.iter().enumerate() {
        for end in &cuts[at + 1..] {
            let own = &reference[*start..*end];
            let way = Template::around(&reference[..*start], &reference[*end..]);
            // What stands between words and a number is no part of the number. A way that nobody could
            // repeat is none.
            if !own.is_empty() && own == own.trim() && way.is_plain() {
                ways.push((way, key(own)));
            }
        }
    }
    ways
}
