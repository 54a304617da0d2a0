//! What a reader of a statement must know besides.

use bookkeeping::{Language, Money, Settings, Subject, amsterdam_day};
use jiff::Timestamp;
use jiff::civil::Date;
use store::{Connection, OrderRecord, State};

use super::{Closing, is_left};
use crate::Period;
use crate::discover::SWEPT;
use crate::fault::{Code, Fault, say};

/// How many orders are named one by one.
const MOST_NAMED: usize = 20;

impl Closing {
    /// When the shop's orders were last read as a whole. Before that there is nothing to prove.
    pub(super) async fn taken_over(&self, connection: &Connection) -> Result<Timestamp, Fault> {
        let fact = self.service.store.fact(&connection.id, SWEPT).await;
        let fact = fact.map_err(|error| self.service.database(&error))?;
        fact.map(|fact| fact.at).ok_or_else(|| {
            let language = self.service.language();
            let message = say(
                language,
                "Van deze winkel is nog niets overgenomen.",
                "Nothing was taken over from this shop yet.",
            );
            let hint = say(language, "Draai eerst `sluitend sync`.", "Run `sluitend sync` first.");
            Fault::new(Code::Usage, message, hint)
        })
    }

    pub(super) fn notes(
        &self,
        connection: &Connection,
        records: &[OrderRecord],
        settings: &Settings,
        (part, swept): (Period, Timestamp),
    ) -> Vec<String> {
        let (from, to) = (part.first_day(), part.last_day());
        let language = self.service.language();
        let mut notes = Vec::new();
        let today = amsterdam_day(self.service.clock.now());
        if to >= today {
            let today = day(today, language);
            notes.push(match language {
                Language::Nl => format!("De periode is nog niet om; dit is de stand van {today}."),
                Language::En => format!("The period is not over yet; this is as of {today}."),
            });
        }
        let seen = connection.last_sync_at.unwrap_or(swept).max(swept);
        let seen = moment(seen, language);
        notes.push(match language {
            Language::Nl => format!("De winkel is het laatst bekeken op {seen}."),
            Language::En => format!("The shop was last looked at on {seen}."),
        });
        let whole = moment(swept, language);
        notes.push(match language {
            Language::Nl => format!(
                "Alle bestellingen zijn voor het laatst helemaal nagelezen op {whole}; wat daarna in een geboekte bestelling is gewijzigd, ziet Sluitend binnen een dag."
            ),
            Language::En => format!(
                "All orders were last read in full on {whole}; an edit to a booked order after that shows within a day."
            ),
        });
        let first = crate::first_day(connection, settings);
        if let Some(first) = first.filter(|first| *first > from) {
            let first = day(first, language);
            notes.push(match language {
                Language::Nl => format!("Bestellingen van vóór {first} zijn niet overgenomen."),
                Language::En => format!("Orders from before {first} are not taken over."),
            });
        }
        notes.extend(waiting(records, language));
        notes.extend(set_aside(records, language));
        notes
    }
}

/// A day, as the language writes it in figures.
fn day(day: Date, language: Language) -> String {
    match language {
        Language::Nl => day.strftime("%-d-%-m-%Y").to_string(),
        Language::En => day.to_string(),
    }
}

/// An instant by the clock of Amsterdam, as the days of a statement are. It says so: what else the commands print is
/// in UTC.
fn moment(at: Timestamp, language: Language) -> String {
    let zone = jiff::tz::TimeZone::get("Europe/Amsterdam").unwrap_or(jiff::tz::TimeZone::UTC);
    let at = at.to_zoned(zone);
    match language {
        Language::Nl => at.strftime("%-d-%-m-%Y om %H:%M Nederlandse tijd").to_string(),
        Language::En => at.strftime("%Y-%m-%d at %H:%M Dutch time").to_string(),
    }
}

/// The records of the period in a state, that of a summary not beside those of its orders.
fn within(records: &[OrderRecord], state: State) -> impl Iterator<Item = &OrderRecord> {
    let is_summary =
        |own: &OrderRecord| matches!(Subject::of_id(own.order_id), Some(Subject::Day { .. }));
    records.iter().filter(move |own| own.state == state && !is_summary(own) && !is_left(own))
}

fn total<'a>(records: impl IntoIterator<Item = &'a OrderRecord>) -> Money {
    Money::round(records.into_iter().map(|own| own.total).sum())
}

/// What is not booked yet: orders, and credit invoices of orders that are not.
fn waiting(records: &[OrderRecord], language: Language) -> Vec<String> {
    let is_credit =
        |own: &&OrderRecord| matches!(Subject::of_id(own.order_id), Some(Subject::Credit(_)));
    let (credits, orders): (Vec<&OrderRecord>, Vec<&OrderRecord>) =
        within(records, State::Waiting).partition(is_credit);
    let mut notes = Vec::new();
    if !orders.is_empty() {
        let (number, total) = (orders.len(), total(orders).said(language));
        notes.push(match language {
            Language::Nl => {
                format!("Niet meegeteld: {number} nog niet afgerond of betaald, samen {total}.")
            }
            Language::En => {
                format!("Not counted: {number} not completed or paid yet, {total} in all.")
            }
        });
    }
    if !credits.is_empty() {
        let (number, total) = (credits.len(), total(credits).said(language));
        notes.push(match language {
            Language::Nl => format!(
                "Niet meegeteld: creditfacturen die op hun bestelling wachten, of niet meer in de winkel staan ({number}, samen {total})."
            ),
            Language::En => format!(
                "Not counted: credit invoices that wait for their order, or are no longer in the shop ({number}, {total} in all)."
            ),
        });
    }
    notes
}

/// What a person set aside, with the reason.
fn set_aside(records: &[OrderRecord], language: Language) -> Option<String> {
    let own: Vec<&OrderRecord> = within(records, State::Ignored).collect();
    if own.is_empty() {
        return None;
    }
    let mut named: Vec<String> = own
        .iter()
        .take(MOST_NAMED)
        .map(|order| {
            let total = Money::round(order.total).said(language);
            match &order.why {
                Some(why) => format!("{} ({total}: {why})", order.number),
                None => format!("{} ({total})", order.number),
            }
        })
        .collect();
    if own.len() > MOST_NAMED {
        named.push("…".to_owned());
    }
    let (number, named, total) = (own.len(), named.join(", "), total(own).said(language));
    Some(match language {
        Language::Nl => {
            format!("Terzijde gelegd en niet meegeteld: {number}, samen {total}: {named}.")
        }
        Language::En => format!("Set aside and not counted: {number}, {total} in all: {named}."),
    })
}
