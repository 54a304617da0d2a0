//! A record without the person in it.

use bookkeeping::edit::Correction;
use bookkeeping::{Credit, Customer, Invoice, Order, Refusal, Subject, Words};
use serde::de::DeserializeOwned;
use store::{Forgotten, NumberedStep, OrderRecord};

/// What is kept of something that is booked, read.
pub(super) enum Kept {
    Order(Box<Order>),
    Credit(Box<Credit>),
    Correction(Box<Correction>),
    /// A summary, or an order that was never shown.
    Nothing,
    /// What this version cannot read.
    Unreadable,
}

impl Kept {
    pub(super) fn of(record: &OrderRecord) -> Self {
        fn read<T: DeserializeOwned>(text: &str, of: impl Fn(Box<T>) -> Kept) -> Kept {
            match serde_json::from_str::<Option<T>>(text) {
                Ok(Some(own)) => of(Box::new(own)),
                Ok(None) => Kept::Nothing,
                Err(_) => Kept::Unreadable,
            }
        }
        match Subject::of_id(record.order_id) {
            Some(Subject::Order(_)) => read(&record.snapshot, Self::Order),
            Some(Subject::Credit(_)) => read(&record.snapshot, Self::Credit),
            Some(Subject::Correction { .. }) => read(&record.snapshot, Self::Correction),
            Some(Subject::Day { .. }) | None => Self::Nothing,
        }
    }

    /// Who it is about.
    pub(super) fn customer(&self) -> Option<Customer> {
        match self {
            Self::Order(order) => Some(order.customer.clone()),
            Self::Credit(credit) => Some(credit.part.customer.clone()),
            Self::Correction(own) => Some(own.contact.person()),
            Self::Nothing | Self::Unreadable => None,
        }
    }
}

/// The invoice that was decided for a record, if one was that can be read.
pub(super) fn plan(record: &OrderRecord) -> Option<Invoice> {
    serde_json::from_str(&record.booking.as_ref()?.plan).ok()
}

/// All by whom a record is known: the customer, and whom its invoice is made out to.
pub(super) fn persons(record: &OrderRecord) -> Vec<Customer> {
    let contact = plan(record).map(|invoice| invoice.contact.person());
    Kept::of(record).customer().into_iter().chain(contact).collect()
}

/// What is to be kept of a record; nothing if that is what is kept already.
///
/// # Errors
/// If it cannot be written as JSON.
pub(super) fn cleared(
    record: &OrderRecord,
    steps: &[NumberedStep],
    words: &Words,
) -> Result<Option<Forgotten>, serde_json::Error> {
    let snapshot = match Kept::of(record) {
        Kept::Order(own) => serde_json::to_string(&own.without_person(words))?,
        Kept::Credit(own) => serde_json::to_string(&own.without_person(words))?,
        Kept::Correction(own) => serde_json::to_string(&own.without_person())?,
        // As that of an order that was never shown: there is nothing in it that could be read.
        Kept::Unreadable if record.order_id > 0 => "null".to_owned(),
        Kept::Nothing | Kept::Unreadable => words.out_of(&record.snapshot),
    };
    let booking = record.booking.as_ref();
    let plan = match (booking, plan(record)) {
        (Some(_), Some(own)) => Some(serde_json::to_string(&own.without_person(words))?),
        (own, _) => own.map(|own| words.out_of(&own.plan)),
    };
    let refusal = record.refusal.as_deref().map(|text| refusal(text, words)).transpose()?;
    let why = record.why.as_deref().map(|text| words.out_of(text));
    let step = |own: &NumberedStep| (own.number, words.out_of(&own.step.detail));
    let told: Vec<(i64, String)> =
        steps.iter().filter(|own| words.are_in(&own.step.detail)).map(step).collect();
    let is_same = snapshot == record.snapshot
        && plan.as_deref() == booking.map(|own| own.plan.as_str())
        && (&refusal, &why) == (&record.refusal, &record.why)
        && told.is_empty();
    Ok((!is_same).then_some(Forgotten {
        order: record.order_id,
        state: record.state,
        updated_at: record.updated_at,
        snapshot,
        plan,
        refusal,
        why,
        steps: told,
    }))
}

/// A refusal as it is kept, letter by letter the same where no word stands in it: a person may have it on
/// their screen, and agree to it.
fn refusal(text: &str, words: &Words) -> Result<String, serde_json::Error> {
    let Ok(own) = serde_json::from_str::<Refusal>(text) else { return Ok(words.out_of(text)) };
    let left = own.without(words);
    if left == own { Ok(text.to_owned()) } else { serde_json::to_string(&left) }
}
