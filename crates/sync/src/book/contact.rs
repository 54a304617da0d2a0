//! Whom an invoice is for: a contact that is known, found, or made.

use bookkeeping::{Contact, Document, Invoice, Refusal};
use jiff::Timestamp;
use moneybird::{ContactId, CustomerId, Error};
use remote::Effect;
use store::{ContactState, OrderRecord, State};

use super::{Booking, fresh_until, intent, mirror};
use crate::desk::Desk;
use crate::fault::Halt;
use crate::{mishap, translate};

/// What came of looking for a contact.
enum Found {
    /// It is there.
    Id(String),
    /// Whether it was made is not known before then.
    Later(Timestamp),
    /// Moneybird does not want it.
    Refused(String),
}

/// The contact for a booking; none when the booking has to wait for it or was refused.
pub(super) async fn resolve(
    desk: &Desk,
    booking: &mut Booking,
    record: &OrderRecord,
    invoice: &Invoice,
) -> Result<Option<ContactId>, Halt> {
    let order = record.order_id;
    let own = record.booking.as_ref();
    if let Some(id) = own.and_then(|own| own.contact_id.as_deref())
        && !booking.gone_contacts.contains(id)
    {
        return Ok(ContactId::new(id).ok());
    }
    let found = match of_its_order(desk, booking, record, &invoice.contact).await? {
        Some(id) => Found::Id(id),
        None => find(desk, booking, &invoice.contact).await?,
    };
    match found {
        Found::Id(id) => {
            let mut write = desk.write().await?;
            write.set_contact(order, &id).await.map_err(|error| desk.database(&error))?;
            desk.commit(write).await?;
            Ok(ContactId::new(id).ok())
        }
        Found::Later(until) => {
            let mut write = desk.write().await?;
            write.await_contact(order, until).await.map_err(|error| desk.database(&error))?;
            desk.commit(write).await?;
            Ok(None)
        }
        Found::Refused(answer) => {
            let refusal = Refusal::Rejected { what: Document::Contact, answer };
            desk.refuse(order, State::Booking, &refusal).await?;
            Ok(None)
        }
    }
}

/// Whom a credit invoice or a correction is for when the person was forgotten since: Moneybird knows them by the
/// contact of the order's own invoice, or of the summary that it is in.
async fn of_its_order(
    desk: &Desk,
    booking: &Booking,
    record: &OrderRecord,
    contact: &Contact,
) -> Result<Option<String>, Halt> {
    let mut next = record.of_order.filter(|_| contact.is_forgotten());
    while let Some(order) = next {
        let found = desk.service.store.order(desk.id(), order).await;
        let Some(found) = found.map_err(|error| desk.database(&error))? else { break };
        let id = found.booking.and_then(|own| own.contact_id);
        if let Some(id) = id.filter(|id| !booking.gone_contacts.contains(id)) {
            return Ok(Some(id));
        }
        next = found.summary;
    }
    Ok(None)
}

/// By our own customer id, then by e-mail address, both in the mirror; else it is made.
async fn find(desk: &Desk, booking: &mut Booking, contact: &Contact) -> Result<Found, Halt> {
    let mut own = by_customer_id(desk, &contact.customer_id).await?;
    if own.contact.is_none() && !booking.contacts_are_fresh {
        mirror::refresh(desk).await?;
        booking.contacts_are_fresh = true;
        own = by_customer_id(desk, &contact.customer_id).await?;
    }
    if let Some(id) = own.contact {
        return Ok(Found::Id(id));
    }
    if let Some(email) = &contact.match_email {
        let found = desk.service.store.contacts_by_email(desk.id(), email).await;
        let found = found.map_err(|error| desk.database(&error))?;
        let usable = |id: &String| !booking.gone_contacts.contains(id);
        if let Some(id) = found.into_iter().find(usable) {
            return Ok(Found::Id(id));
        }
    }
    make(desk, booking, &Contact { customer_id: own.customer_id, ..contact.clone() }).await
}

/// A customer's contact, and the customer id that it has or is to get.
struct Own {
    contact: Option<String>,
    customer_id: String,
}

/// Nothing can be booked on an archived contact, and nobody can take it out of the archive by the
/// API (moneybird-api.md §8.8); so a customer whose contact is there gets another, with a number
/// behind the customer id.
async fn by_customer_id(desk: &Desk, customer_id: &str) -> Result<Own, Halt> {
    let mut number = 1;
    loop {
        let customer_id =
            if number == 1 { customer_id.to_owned() } else { format!("{customer_id}-{number}") };
        let found = desk.service.store.contact_by_customer_id(desk.id(), &customer_id).await;
        match found.map_err(|error| desk.database(&error))? {
            Some(found) if found.archived => number += 1,
            found => {
                let contact = found.map(|found| found.contact_id);
                return Ok(Own { contact, customer_id });
            }
        }
    }
}

/// Makes a contact, unless a request for it is under way already.
async fn make(desk: &Desk, booking: &mut Booking, contact: &Contact) -> Result<Found, Halt> {
    let customer_id = &contact.customer_id;
    let known = desk.service.store.contact_intent(desk.id(), customer_id).await;
    let mut attempt = 0;
    if let Some(known) = known.map_err(|error| desk.database(&error))? {
        attempt = known.attempt;
        match (known.state, known.settle_at) {
            (ContactState::Sending, Some(until)) if desk.surely() < until => {
                return Ok(Found::Later(until));
            }
            (ContactState::Sending, until) => {
                if let Some(id) = look_up(desk, customer_id).await? {
                    return Ok(Found::Id(id));
                }
                // The answer tells what time it is there.
                if let Some(until) = until.filter(|until| desk.surely() < *until) {
                    return Ok(Found::Later(until));
                }
                clear(desk, customer_id, ContactState::Sending).await?;
                attempt = 0;
            }
            (ContactState::Known, _) => {
                // It was made once and is gone from the mirror: removed, merged or archived.
                clear(desk, customer_id, ContactState::Known).await?;
                attempt = 0;
            }
            (ContactState::Refused, _) => {}
        }
    }
    match send(desk, booking, contact, attempt, true).await? {
        Sent::WithoutEmail(attempt) => match send(desk, booking, contact, attempt, false).await? {
            Sent::WithoutEmail(_) => Ok(Found::Refused(contact.email.clone())),
            Sent::Settled(found) => Ok(found),
        },
        Sent::Settled(found) => Ok(found),
    }
}

enum Sent {
    Settled(Found),
    /// The e-mail address takes no mail; worth another attempt without it.
    WithoutEmail(i64),
}

/// Sends one request for a contact: intent first, outcome after it.
async fn send(
    desk: &Desk,
    booking: &mut Booking,
    contact: &Contact,
    last_attempt: i64,
    with_email: bool,
) -> Result<Sent, Halt> {
    let customer_id = &contact.customer_id;
    let new = match translate::contact(contact, with_email) {
        Ok(new) => new,
        Err(invalid) => return Ok(Sent::Settled(Found::Refused(invalid.to_string()))),
    };
    let fresh = fresh_until(desk);
    let intent = intent(desk, last_attempt);
    let mut write = desk.write().await?;
    write.intend_contact(customer_id, intent).await.map_err(|error| desk.database(&error))?;
    desk.commit(write).await?;
    let error = match desk.books.create_contact(&new, Some(fresh)).await {
        Ok(made) => {
            booking.known(Document::Contact);
            return Ok(Sent::Settled(Found::Id(note(desk, customer_id, &made).await?)));
        }
        Err(error) => error,
    };
    if error.effect() == Effect::Unknown {
        booking.unknown(desk, Document::Contact, &error, intent.settle_at)?;
        return Ok(Sent::Settled(Found::Later(intent.settle_at)));
    }
    if error.is_customer_id_taken() {
        clear(desk, customer_id, ContactState::Sending).await?;
        return taken(desk, customer_id, &error).await.map(Sent::Settled);
    }
    if !matches!(error, Error::Rejected { .. }) {
        clear(desk, customer_id, ContactState::Sending).await?;
        return Err(desk.moneybird(&error));
    }
    let answer = mishap::moneybird_sentence(&error, desk.language());
    let mut write = desk.write().await?;
    write.contact_refused(customer_id, &answer).await.map_err(|error| desk.database(&error))?;
    desk.commit(write).await?;
    if with_email && error.is_email_unreachable() {
        return Ok(Sent::WithoutEmail(intent.attempt));
    }
    Ok(Sent::Settled(Found::Refused(answer)))
}

/// Somebody has this customer id already: a request of ours that was taken for lost, or a contact
/// that was archived since. An archived one is remembered, so that the next round takes another id.
async fn taken(desk: &Desk, customer_id: &str, error: &Error) -> Result<Found, Halt> {
    if let Some(id) = look_up(desk, customer_id).await? {
        return Ok(Found::Id(id));
    }
    let page = desk.books.search_contacts(customer_id, std::num::NonZeroU32::MIN).await;
    let page = page.map_err(|error| desk.moneybird(&error))?;
    let archived = |own: &&moneybird::Contact| own.customer_id.as_deref() == Some(customer_id);
    if let Some(found) = page.items.iter().find(archived) {
        let mut write = desk.write().await?;
        let done = write.save_contacts(&[mirror::mirrored(found)]).await;
        done.map_err(|error| desk.database(&error))?;
        desk.commit(write).await?;
        return Ok(Found::Later(desk.now()));
    }
    Ok(Found::Refused(mishap::moneybird_sentence(error, desk.language())))
}

/// Asks Moneybird for the contact of a customer id and remembers it. An archived one does not
/// count: nothing can be booked on it.
async fn look_up(desk: &Desk, customer_id: &str) -> Result<Option<String>, Halt> {
    let Ok(id) = CustomerId::new(customer_id) else { return Ok(None) };
    let found = desk.books.contact_by_customer_id(&id).await;
    match found.map_err(|error| desk.moneybird(&error))? {
        Some(contact) if !contact.archived => note(desk, customer_id, &contact).await.map(Some),
        _ => Ok(None),
    }
}

/// Remembers a contact that is there.
async fn note(
    desk: &Desk,
    customer_id: &str,
    contact: &moneybird::Contact,
) -> Result<String, Halt> {
    let id = contact.id.as_str();
    let mut write = desk.write().await?;
    let mirrored = [mirror::mirrored(contact)];
    write.save_contacts(&mirrored).await.map_err(|error| desk.database(&error))?;
    write.contact_made(customer_id, id).await.map_err(|error| desk.database(&error))?;
    desk.commit(write).await?;
    Ok(id.to_owned())
}

async fn clear(desk: &Desk, customer_id: &str, from: ContactState) -> Result<(), Halt> {
    let mut write = desk.write().await?;
    write.contact_cleared(customer_id, from).await.map_err(|error| desk.database(&error))?;
    desk.commit(write).await
}
