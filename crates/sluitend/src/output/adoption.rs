//! What another program booked, as text and as JSON.

use bookkeeping::switching::Proposal;
use bookkeeping::{Language, Money, said_day, said_month};
use jiff::civil::Date;
use serde::Serialize;
use store::ConnectionId;
use sync::{AdoptionMonth, AdoptionPreview, AdoptionSum, Applied, Beyond, Verdict, What};

use super::{Align, Table, shown};
use crate::language::{counted, say};

/// Orders that are named one by one; all of them are in the JSON.
const MOST: usize = 20;

/// `adopt` as JSON.
#[derive(Debug, Serialize)]
pub(crate) struct AdoptionShape {
    connection: String,
    up_to: UptoShape,
    from: Option<Date>,
    references: Vec<String>,
    proposed: bool,
    proposals: Vec<ProposalShape>,
    digest: String,
    applied: Option<AppliedShape>,
    currency: String,
    other_currency: u64,
    months: Vec<MonthShape>,
    unpaid: SumShape,
    left_alone: u64,
    unsold: u64,
    unreadable: Vec<i64>,
    beyond: Option<BeyondShape>,
    orders: Vec<VerdictShape>,
}

#[derive(Debug, Serialize)]
struct BeyondShape {
    orders: u64,
    last: String,
}

#[derive(Debug, Serialize)]
struct UptoShape {
    id: i64,
    number: String,
}

#[derive(Debug, Serialize)]
struct ProposalShape {
    reference: String,
    orders: usize,
    same_total: usize,
}

#[derive(Debug, Serialize)]
struct AppliedShape {
    adopted: u64,
    asked: u64,
    done_before: u64,
    left_alone: u64,
}

#[derive(Debug, Serialize)]
struct MonthShape {
    month: String,
    adopt: SumShape,
    ask: SumShape,
}

#[derive(Debug, Serialize)]
struct SumShape {
    orders: u64,
    total: Money,
}

#[derive(Debug, Serialize)]
struct VerdictShape {
    id: i64,
    number: String,
    date: Date,
    total: Money,
    currency: String,
    verdict: &'static str,
    done: bool,
    invoice_id: Option<String>,
    reference: Option<String>,
    code: Option<&'static str>,
    message: Option<String>,
    hint: Option<String>,
}

impl AdoptionShape {
    /// A preview, and what was done of it.
    pub(crate) fn new(
        connection: &ConnectionId,
        own: &AdoptionPreview,
        applied: Option<Applied>,
        language: Language,
    ) -> Self {
        Self {
            connection: connection.to_string(),
            up_to: UptoShape { id: own.up_to.0, number: own.up_to.1.clone() },
            from: own.from,
            references: own.templates.iter().map(ToString::to_string).collect(),
            proposed: own.is_proposed,
            proposals: own.proposals.iter().map(ProposalShape::from).collect(),
            digest: own.digest.clone(),
            applied: applied.map(AppliedShape::from),
            currency: own.currency.clone(),
            other_currency: own.other_currency,
            months: own.months.iter().map(MonthShape::from).collect(),
            unpaid: own.unpaid().into(),
            left_alone: own.left_alone,
            unsold: own.unsold,
            unreadable: own.unreadable.clone(),
            beyond: own.beyond.as_ref().map(|own| {
                let Beyond { orders, last } = own.clone();
                BeyondShape { orders, last }
            }),
            orders: own.orders.iter().map(|order| VerdictShape::new(order, language)).collect(),
        }
    }

    /// How many orders ask a person.
    pub(crate) fn asks(&self) -> usize {
        self.orders.iter().filter(|own| own.code.is_some()).count()
    }
}

impl From<&Proposal> for ProposalShape {
    fn from(own: &Proposal) -> Self {
        Self { reference: own.template.to_string(), orders: own.orders, same_total: own.agree }
    }
}

impl From<Applied> for AppliedShape {
    fn from(own: Applied) -> Self {
        let Applied { adopted, asked, done_before, left_alone } = own;
        Self { adopted, asked, done_before, left_alone }
    }
}

impl From<&AdoptionMonth> for MonthShape {
    fn from(own: &AdoptionMonth) -> Self {
        let month = own.first.strftime("%Y-%m").to_string();
        Self { month, adopt: own.adopt.into(), ask: own.ask.into() }
    }
}

impl From<AdoptionSum> for SumShape {
    fn from(own: AdoptionSum) -> Self {
        Self { orders: own.orders, total: own.total }
    }
}

impl VerdictShape {
    fn new(own: &Verdict, language: Language) -> Self {
        let (invoice_id, reference, refusal) = match &own.what {
            What::Adopt { invoice, plan, .. } => {
                (Some(invoice.clone()), Some(plan.reference.clone()), None)
            }
            What::Ask(refusal) => (None, None, Some(refusal)),
        };
        Self {
            id: own.id,
            number: own.number.clone(),
            date: own.date,
            total: own.total,
            currency: own.currency.clone(),
            verdict: if refusal.is_none() { "adopt" } else { "ask" },
            done: own.is_done,
            invoice_id,
            reference,
            code: refusal.map(bookkeeping::Refusal::code),
            message: refusal.map(|own| own.message(language)),
            hint: refusal.map(|own| own.hint(language)),
        }
    }
}

/// A preview as text, and what was done of it.
pub(crate) fn adoption(
    own: &AdoptionPreview,
    applied: Option<Applied>,
    language: Language,
) -> String {
    let mut parts = vec![head(own, language)];
    if !own.months.is_empty() {
        parts.push(months(&own.months, language));
    }
    parts.extend(pairs(&own.orders, language));
    parts.extend(asked(&own.orders, language));
    parts.extend(besides(own, language));
    parts.extend(applied.map(|done| told(done, language)));
    parts.join("\n\n")
}

fn head(own: &AdoptionPreview, language: Language) -> String {
    let number = shown(&own.up_to.1);
    let from = own.from.map(|day| said_day(day, language));
    let mut lines = vec![match (language, from) {
        (Language::Nl, Some(from)) => {
            format!("Bestellingen vanaf {from} tot en met {number}.")
        }
        (Language::Nl, None) => format!("Bestellingen tot en met {number}."),
        (Language::En, Some(from)) => format!("Orders from {from} up to {number}."),
        (Language::En, None) => format!("Orders up to {number}."),
    }];
    let references: Vec<String> =
        own.templates.iter().map(|one| format!("'{}'", shown(&one.to_string()))).collect();
    let references = references.join(", ");
    lines.push(match (language, own.is_proposed, references.is_empty()) {
        (Language::Nl, true, true) => {
            "In geen enkel kenmerk staat het nummer van een bestelling.".to_owned()
        }
        (Language::En, true, true) => "No reference has the number of an order in it.".to_owned(),
        (Language::Nl, true, _) => {
            format!("Kenmerken van het andere programma, voorgesteld: {references}.")
        }
        (Language::Nl, false, _) => format!("Kenmerken van het andere programma: {references}."),
        (Language::En, true, _) => {
            format!("References of the other program, as proposed: {references}.")
        }
        (Language::En, false, _) => format!("References of the other program: {references}."),
    });
    for one in &own.proposals {
        let (template, agree) = (one.template.to_string(), one.agree);
        let (template, orders) = (shown(&template), counted(one.orders, language));
        lines.push(match language {
            Language::Nl => format!("  {template}: {orders}, waarvan {agree} met hetzelfde bedrag"),
            Language::En => format!("  {template}: {orders}, {agree} of them with the same amount"),
        });
    }
    lines.join("\n")
}

fn months(all: &[AdoptionMonth], language: Language) -> String {
    let mut table = Table::new(&[
        (say(language, "maand", "month"), Align::Left),
        (say(language, "al geboekt", "booked already"), Align::Right),
        (say(language, "bedrag", "amount"), Align::Right),
        (say(language, "vraagt u", "asks you"), Align::Right),
        (say(language, "bedrag", "amount"), Align::Right),
    ]);
    for own in all {
        table.row([
            said_month(own.first, language),
            own.adopt.orders.to_string(),
            own.adopt.total.said(language),
            own.ask.orders.to_string(),
            own.ask.total.said(language),
        ]);
    }
    table.text()
}

/// Which invoice is taken to be of which order.
fn pairs(all: &[Verdict], language: Language) -> Option<String> {
    let pair = |own: &Verdict| match &own.what {
        What::Adopt { plan, .. } => {
            let (number, reference) = (shown(&own.number), shown(&plan.reference));
            let day = said_day(plan.date, language);
            Some(match language {
                Language::Nl => format!("{number} ({}): factuur {reference} van {day}", own.id),
                Language::En => format!("{number} ({}): invoice {reference} of {day}", own.id),
            })
        }
        What::Ask(_) => None,
    };
    some(all.iter().filter_map(pair).collect(), language)
}

fn asked(all: &[Verdict], language: Language) -> Option<String> {
    let asks = |own: &Verdict| match &own.what {
        What::Ask(refusal) => {
            let (number, message) = (shown(&own.number), refusal.message(language));
            Some(format!("{number} ({}): {}", own.id, shown(&message)))
        }
        What::Adopt { .. } => None,
    };
    some(all.iter().filter_map(asks).collect(), language)
}

/// The first of these lines, and how many more there are.
fn some(mut lines: Vec<String>, language: Language) -> Option<String> {
    let more = lines.len().saturating_sub(MOST);
    lines.truncate(MOST);
    if more > 0 {
        lines.push(match language {
            Language::Nl => format!("en nog {more}; --json noemt ze allemaal"),
            Language::En => format!("and {more} more; --json lists all of them"),
        });
    }
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// What is left as it is.
fn besides(own: &AdoptionPreview, language: Language) -> Option<String> {
    let mut lines = own.remarks(language, |total| total.said(language));
    if !own.unreadable.is_empty() {
        let ids: Vec<String> = own.unreadable.iter().map(ToString::to_string).collect();
        let ids = ids.join(", ");
        lines.push(match language {
            Language::Nl => format!("De winkel kan deze niet tonen: {ids}."),
            Language::En => format!("The shop cannot show these: {ids}."),
        });
    }
    lines.extend(own.beyond.as_ref().map(|own| beyond(own, language)));
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// The books seem to be filled farther than was said.
fn beyond(own: &Beyond, language: Language) -> String {
    let (orders, last) = (own.orders, shown(&own.last));
    match (language, orders) {
        (Language::Nl, 1) => format!(
            "Let op: van een latere bestelling, {last}, staat er ook een factuur met hetzelfde bedrag. Zonder die te noemen wordt zij nog eens geboekt."
        ),
        (Language::Nl, _) => format!(
            "Let op: van {orders} latere bestellingen staat er ook een factuur met hetzelfde bedrag; de laatste is {last}. Zonder die te noemen worden zij nog eens geboekt."
        ),
        (Language::En, 1) => format!(
            "Mind: of a later order, {last}, there is an invoice of the same amount as well. Unless you name that one, it is booked once more."
        ),
        (Language::En, _) => format!(
            "Mind: of {orders} later orders there is an invoice of the same amount as well; the last is {last}. Unless you name that one, they are booked once more."
        ),
    }
}

fn told(done: Applied, language: Language) -> String {
    let Applied { adopted, asked, done_before, left_alone } = done;
    match language {
        Language::Nl => format!(
            "Nu geboekt als factuur van het andere programma: {adopted}. Nu aan u gevraagd: {asked}. Was al gedaan: {done_before}. Intussen elders: {left_alone}."
        ),
        Language::En => format!(
            "Booked now as an invoice of the other program: {adopted}. Asked of you now: {asked}. Done before: {done_before}. Elsewhere meanwhile: {left_alone}."
        ),
    }
}
