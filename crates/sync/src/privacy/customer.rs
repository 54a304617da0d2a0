//! A customer is erased: in whatever state their orders are, at once.

use std::collections::BTreeSet;

use bookkeeping::Words;
use store::{AccountId, AuditEntry, Connection, OrderRecord, Scrubbed, State};

use super::Whom;
use super::cleared::{cleared, persons, plan};
use crate::fault::Fault;
use crate::{Service, mishap};

/// How often an order is read again that somebody else has just changed.
const TRIES: u32 = 3;

/// How the facts begin in which sentences about orders stand.
const STATEMENTS: &str = "closing ";

/// What is to be erased.
#[derive(Debug, Clone)]
pub struct Erase {
    /// Whose data.
    pub whom: Whom,
    /// Who does it; nobody for the command line.
    pub by: Option<AccountId>,
    /// Only tell what would be done.
    pub is_trial: bool,
}

/// An order that was looked at, or something of its kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Affected {
    /// The order's id.
    pub id: i64,
    /// The number that people see.
    pub number: String,
    /// Where it stands.
    pub state: State,
}

/// What became of one connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erasure {
    /// Which.
    pub connection: Connection,
    /// What lost the person. What was without one already is not among them.
    pub erased: Vec<Affected>,
    /// What is being booked, or was changed all the time: to be erased after it.
    pub left: Vec<Affected>,
    /// The contacts in Moneybird that have the person still.
    pub contacts: Vec<String>,
}

/// What became of it everywhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erased {
    /// In each connection that knew of the person.
    pub places: Vec<Erasure>,
    /// What became of what was removed; nothing in a trial.
    pub scrubbed: Option<Scrubbed>,
}

/// What is known of a customer in one connection.
struct Known {
    records: Vec<OrderRecord>,
    /// All words that name them.
    words: Words,
    /// Those that hardly name anything else.
    sure: Words,
    contacts: BTreeSet<String>,
    customers: BTreeSet<String>,
}

impl Service {
    /// Erases a customer from these connections. It can be said again: what is erased stays so.
    ///
    /// # Errors
    /// If the database fails; what was erased until then is.
    pub async fn erase(&self, connections: &[Connection], asked: &Erase) -> Result<Erased, Fault> {
        let mut places = Vec::new();
        for connection in connections {
            let known = self.known_of(connection, &asked.whom).await?;
            if known.records.is_empty() {
                continue;
            }
            let place = if asked.is_trial {
                trial(connection, &known)
            } else {
                self.erase_in(connection, known, asked.by.as_ref()).await?
            };
            places.push(place);
        }
        let scrubbed = if asked.is_trial || places.is_empty() {
            None
        } else {
            Some(self.store.scrub().await.map_err(|error| self.database(&error))?)
        };
        Ok(Erased { places, scrubbed })
    }

    async fn known_of(&self, connection: &Connection, whom: &Whom) -> Result<Known, Fault> {
        let mut known = Known {
            records: Vec::new(),
            words: Words::default(),
            sure: Words::default(),
            contacts: BTreeSet::new(),
            customers: BTreeSet::new(),
        };
        if let Whom::Email(address) = whom {
            known.sure.add(address);
        }
        for id in self.family(&connection.id, whom).await? {
            let record = self.store.order(&connection.id, id).await;
            let record = record.map_err(|error| self.database(&error))?;
            known.records.extend(record);
        }
        for record in &known.records {
            for person in persons(record) {
                known.sure.join(Words::sure(&person));
                known.words.join(Words::every(&person));
            }
            let contact = plan(record).map(|invoice| invoice.contact);
            if let Some(contact) = contact.filter(|own| !own.is_collective()) {
                known
                    .contacts
                    .extend(record.booking.as_ref().and_then(|own| own.contact_id.clone()));
                known.customers.extend(Some(contact.customer_id).filter(|id| !id.is_empty()));
            }
        }
        known.words.join(known.sure.clone());
        Ok(known)
    }

    async fn erase_in(
        &self,
        connection: &Connection,
        known: Known,
        by: Option<&AccountId>,
    ) -> Result<Erasure, Fault> {
        let (mut erased, mut left) = (Vec::new(), Vec::new());
        for record in known.records {
            let own = affected(&record);
            match self.erase_order(record, &known.words).await? {
                Some(true) => erased.push(own),
                Some(false) => {}
                None => left.push(own),
            }
        }
        let (id, now) = (&connection.id, self.clock.now());
        let contacts: Vec<String> = known.contacts.into_iter().collect();
        // What is being booked needs its contact.
        if left.is_empty() {
            let customers: Vec<String> = known.customers.into_iter().collect();
            let done = self.store.forget_customer(id, (&contacts, &customers), now).await;
            done.map_err(|error| self.database(&error))?;
        }
        let sure = &known.sure;
        let done = self.store.rewrite_audit(connection.shop_id, |text| sure.out_of(text)).await;
        done.map_err(|error| self.database(&error))?;
        let done = self.store.rewrite_letters(id, |text| out_of_letter(sure, text)).await;
        done.map_err(|error| self.database(&error))?;
        // A statement is made anew when somebody wants to see it.
        for (name, fact) in self.store.facts(id).await.map_err(|error| self.database(&error))? {
            if name.starts_with(STATEMENTS) && sure.are_in(&fact.body) {
                let done = self.store.forget_fact(id, &name).await;
                done.map_err(|error| self.database(&error))?;
            }
        }
        let entry = AuditEntry {
            at: now,
            account: by.cloned(),
            shop_id: Some(connection.shop_id),
            connection: Some(id.clone()),
            what: "customer erased".to_owned(),
            detail: erased.len().to_string(),
        };
        self.store.note(&entry).await.map_err(|error| self.database(&error))?;
        Ok(Erasure { connection: connection.clone(), erased, left, contacts })
    }

    /// Whether there was a person in it; nothing if it could not be changed now.
    async fn erase_order(&self, record: OrderRecord, words: &Words) -> Result<Option<bool>, Fault> {
        let (connection, id) = (record.connection.clone(), record.order_id);
        let mut record = record;
        for _ in 0..TRIES {
            if record.state == State::Booking {
                return Ok(None);
            }
            let steps = self.store.numbered_steps(&connection, id).await;
            let steps = steps.map_err(|error| self.database(&error))?;
            let without = cleared(&record, &steps, words)
                .map_err(|error| mishap::unreadable(&error, self.language()))?;
            let Some(without) = without else { return Ok(Some(false)) };
            let now = self.clock.now();
            let hit = self.store.forget_persons(&connection, &[without], now).await;
            if hit.map_err(|error| self.database(&error))? == [id] {
                return Ok(Some(true));
            }
            // Somebody changed it meanwhile.
            let again = self.store.order(&connection, id).await;
            let Some(again) = again.map_err(|error| self.database(&error))? else {
                return Ok(Some(false));
            };
            record = again;
        }
        Ok(None)
    }
}

/// A letter without these words. Its lines break where they are full, in the middle of a name too.
fn out_of_letter(words: &Words, text: &str) -> String {
    let left = words.out_of(text);
    let on_one_line = left.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.are_in(&on_one_line) { words.out_of(&on_one_line) } else { left }
}

/// What would become of it.
fn trial(connection: &Connection, known: &Known) -> Erasure {
    let all = known.records.iter();
    let (left, erased): (Vec<_>, Vec<_>) = all.partition(|own| own.state == State::Booking);
    Erasure {
        connection: connection.clone(),
        erased: erased.into_iter().map(affected).collect(),
        left: left.into_iter().map(affected).collect(),
        contacts: known.contacts.iter().cloned().collect(),
    }
}

fn affected(record: &OrderRecord) -> Affected {
    Affected { id: record.order_id, number: record.number.clone(), state: record.state }
}
