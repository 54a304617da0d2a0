//! Keeps the local mirror of contacts, so that a known customer costs no call.

use std::collections::BTreeSet;

use moneybird::{Batch, Contact, ContactId};
use store::MirroredContact;

use crate::desk::Desk;
use crate::fault::Halt;

/// Brings the mirror up to date: one call, and one per hundred contacts that changed.
pub(super) async fn refresh(desk: &Desk) -> Result<(), Halt> {
    let theirs = desk.books.contact_versions().await.map_err(|error| desk.moneybird(&error))?;
    let ours = desk.service.store.contact_versions(desk.id()).await;
    let ours = ours.map_err(|error| desk.database(&error))?;
    let changed: Vec<ContactId> = theirs
        .iter()
        .filter(|version| ours.get(version.id.as_str()) != Some(&version.version))
        .map(|version| version.id.clone())
        .collect();
    for batch in Batch::split(&changed) {
        let contacts =
            desk.books.fetch_contacts(&batch).await.map_err(|error| desk.moneybird(&error))?;
        let mirrored: Vec<MirroredContact> = contacts.iter().map(mirrored).collect();
        let mut write = desk.write().await?;
        write.save_contacts(&mirrored).await.map_err(|error| desk.database(&error))?;
        desk.commit(write).await?;
    }
    let there: BTreeSet<&str> = theirs.iter().map(|version| version.id.as_str()).collect();
    let gone: Vec<String> = ours.into_keys().filter(|id| !there.contains(id.as_str())).collect();
    if gone.is_empty() {
        return Ok(());
    }
    let mut write = desk.write().await?;
    write.forget_contacts(&gone).await.map_err(|error| desk.database(&error))?;
    desk.commit(write).await
}

/// What the mirror keeps of a contact.
pub(super) fn mirrored(contact: &Contact) -> MirroredContact {
    MirroredContact {
        contact_id: contact.id.as_str().to_owned(),
        version: contact.version,
        customer_id: contact.customer_id.clone(),
        archived: contact.archived,
        emails: contact.emails(),
    }
}
