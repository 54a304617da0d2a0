//! What would be done, as a page shows it.

use bookkeeping::Language;
use sync::{AdoptionPreview, AdoptionSum, Verdict, What};

use super::Asked;
use crate::look::{day, euros, month};
use crate::reason;
use crate::texts::texts;

/// Orders that are named one by one.
const MOST: usize = 50;

/// Orders that are named with their invoices.
const MOST_PAIRS: usize = 20;

/// A preview.
pub(super) struct Sheet {
    pub(super) lead: String,
    /// How references are read, each with what fits it; those that are not chosen have a link.
    pub(super) ways: Vec<Way>,
    pub(super) months: Vec<Month>,
    /// The number of each order, and its invoice.
    pub(super) pairs: Vec<[String; 2]>,
    /// How many more have one.
    pub(super) more_pairs: Option<String>,
    pub(super) asks: Vec<Ask>,
    /// How many more ask.
    pub(super) more: Option<String>,
    pub(super) notes: Vec<String>,
    /// The later order that should be named instead.
    pub(super) warning: Option<String>,
    /// What an answer has to repeat.
    pub(super) digest: String,
    /// The one way to write references that is used; the answer repeats it.
    pub(super) reference: String,
    /// Whether there is anything left to agree to.
    pub(super) is_open: bool,
}

/// A way of writing references.
pub(super) struct Way {
    pub(super) reference: String,
    pub(super) fits: String,
    pub(super) is_chosen: bool,
    /// Where it is looked at in this way.
    pub(super) link: String,
}

/// A month of a preview.
pub(super) struct Month {
    pub(super) name: String,
    pub(super) adopt: [String; 2],
    pub(super) ask: [String; 2],
}

/// An order that asks.
pub(super) struct Ask {
    pub(super) number: String,
    /// Where it is, once it is here.
    pub(super) link: Option<String>,
    pub(super) text: String,
}

/// A preview; `is_done` says whether nothing of it is left to agree to.
pub(super) fn sheet(
    own: &AdoptionPreview,
    asked: &Asked,
    base: &str,
    (is_done, language): (bool, Language),
) -> Sheet {
    let t = &texts(language).adopting;
    let from = own.from.map(|from| day(from, language));
    let references: Vec<String> = own.templates.iter().map(ToString::to_string).collect();
    let ways = own.proposals.iter().map(|one| {
        let reference = one.template.to_string();
        let asked = Asked { reference: reference.clone(), ..asked.clone() };
        Way {
            fits: (t.fits)(one.orders, one.agree),
            is_chosen: own.templates.contains(&one.template),
            link: format!("{base}/adopt?{}", asked.query()),
            reference,
        }
    });
    let sum = |own: AdoptionSum| [own.orders.to_string(), euros(own.total, language)];
    let months = own.months.iter().map(|one| Month {
        name: month(one.first, language),
        adopt: sum(one.adopt),
        ask: sum(one.ask),
    });
    let asks = own.orders.iter().filter_map(|one| ask(one, base, (is_done, language)));
    let (asks, more) = first(asks.collect(), MOST);
    let pairs = own.orders.iter().filter_map(|one| pair(one, language));
    let (pairs, more_pairs) = first(pairs.collect(), MOST_PAIRS);
    let and_more = |number: usize| (number > 0).then(|| (t.more)(number));
    Sheet {
        lead: (t.lead)(&own.up_to.1, from.as_deref(), is_done),
        ways: ways.collect(),
        months: months.collect(),
        asks,
        more: and_more(more),
        pairs,
        more_pairs: and_more(more_pairs),
        notes: notes(own, language),
        warning: own.beyond.as_ref().map(|own| (t.beyond)(own.orders, &own.last)),
        digest: own.digest.clone(),
        reference: references.concat(),
        is_open: !own.orders.is_empty() && !is_done,
    }
}

/// The first so many, and how many more there are.
fn first<T>(mut all: Vec<T>, most: usize) -> (Vec<T>, usize) {
    let more = all.len().saturating_sub(most);
    all.truncate(most);
    (all, more)
}

fn pair(own: &Verdict, language: Language) -> Option<[String; 2]> {
    let What::Adopt { plan, .. } = &own.what else { return None };
    let text = (texts(language).adopting.pair)(&plan.reference, &day(plan.date, language));
    Some([own.number.clone(), text])
}

fn ask(own: &Verdict, base: &str, (is_done, language): (bool, Language)) -> Option<Ask> {
    let What::Ask(refusal) = &own.what else { return None };
    Some(Ask {
        number: own.number.clone(),
        link: (own.is_done || is_done).then(|| format!("{base}/orders/{}", own.id)),
        text: reason::message(refusal, language),
    })
}

fn notes(own: &AdoptionPreview, language: Language) -> Vec<String> {
    let mut notes = own.remarks(language, |total| euros(total, language));
    let unreadable = own.unreadable.len();
    if unreadable > 0 {
        notes.push((texts(language).adopting.unreadable)(unreadable));
    }
    notes
}
