use std::collections::BTreeMap;

use super::bench::{Bench, Desk, at, intent};
use crate::{ContactIntent, ContactState, Error, MirroredContact};

fn contact(id: &str, version: i64, customer: Option<&str>, emails: &[&str]) -> MirroredContact {
    MirroredContact {
        contact_id: id.to_owned(),
        version,
        customer_id: customer.map(ToOwned::to_owned),
        archived: false,
        emails: emails.iter().map(|email| (*email).to_owned()).collect(),
    }
}

async fn save(desk: &Desk, contacts: &[MirroredContact]) {
    let mut write = desk.write(1).await;
    write.save_contacts(contacts).await.unwrap();
    write.commit().await.unwrap();
}

pub(crate) async fn the_mirror_finds_contacts(bench: &Bench) {
    let desk = bench.desk().await;
    let (store, id) = (&desk.store, &desk.connection);
    let mut archived = contact("3", 1, Some("K2"), &["ANNA@example.nl"]);
    archived.archived = true;
    save(
        &desk,
        &[
            contact("10", 5, Some("K1"), &["anna@example.nl", " Anna@Example.nl ", "", " "]),
            contact("9", 6, None, &["anna@example.nl", "bert@example.nl"]),
            archived,
        ],
    )
    .await;

    let found = store.contacts_by_email(id, "Anna@example.NL").await.unwrap();
    assert_eq!(found, ["9", "10"], "the lowest number first, archived ones never");
    assert_eq!(store.contacts_by_email(id, "").await.unwrap(), [""; 0]);
    assert_eq!(store.contacts_by_email(id, "ann@example.nl").await.unwrap(), [""; 0]);
    let by_customer = async |customer| {
        let found = store.contact_by_customer_id(id, customer).await.unwrap();
        found.map(|contact| (contact.contact_id, contact.version, contact.archived))
    };
    assert_eq!(by_customer("K1").await, Some(("10".to_owned(), 5, false)));
    assert_eq!(by_customer("K2").await, Some(("3".to_owned(), 1, true)));
    assert_eq!(by_customer("K3").await, None);

    // A newer version replaces everything; two with one customer id: a live one comes first.
    save(
        &desk,
        &[contact("10", 7, Some("K2"), &["carla@example.nl"]), contact("11", 1, Some("K2"), &[])],
    )
    .await;
    assert_eq!(by_customer("K1").await, None);
    assert_eq!(by_customer("K2").await, Some(("10".to_owned(), 7, false)));
    assert_eq!(store.contacts_by_email(id, "anna@example.nl").await.unwrap(), ["9"]);
    assert_eq!(store.contacts_by_email(id, "carla@example.nl").await.unwrap(), ["10"]);
    let versions = BTreeMap::from([("10", 7), ("11", 1), ("3", 1), ("9", 6)]);
    let versions = versions.into_iter().map(|(id, version)| (id.to_owned(), version)).collect();
    assert_eq!(store.contact_versions(id).await.unwrap(), versions);

    let other = Desk::open(bench.store().await, 2).await;
    let found = store.contacts_by_email(&other.connection, "bert@example.nl").await.unwrap();
    assert_eq!(found, [""; 0]);
}

pub(crate) async fn contacts_are_forgotten(bench: &Bench) {
    let desk = bench.desk().await;
    save(
        &desk,
        &[contact("1", 1, None, &["anna@example.nl"]), contact("2", 1, None, &["anna@example.nl"])],
    )
    .await;
    let mut write = desk.write(2).await;
    write.forget_contacts(&["1".to_owned(), "77".to_owned()]).await.unwrap();
    write.commit().await.unwrap();
    let (store, id) = (&desk.store, &desk.connection);
    assert_eq!(store.contacts_by_email(id, "anna@example.nl").await.unwrap(), ["2"]);
    let versions = store.contact_versions(id).await.unwrap();
    assert_eq!(versions.into_keys().collect::<Vec<_>>(), ["2"]);
}

pub(crate) async fn intents(bench: &Bench) {
    let desk = bench.desk().await;
    let read = async || desk.store.contact_intent(&desk.connection, "K1").await.unwrap();
    let conflict = |result: Result<(), Error>| {
        assert!(matches!(result, Err(Error::Conflict { .. })), "{result:?}");
    };
    assert_eq!(read().await, None);

    let mut write = desk.write(1).await;
    conflict(write.contact_refused("K1", "no").await);
    conflict(write.contact_cleared("K1", ContactState::Sending).await);
    write.intend_contact("K1", intent(1, 1, 901)).await.unwrap();
    conflict(write.intend_contact("K1", intent(2, 1, 901)).await);
    write.commit().await.unwrap();
    let mut expected = ContactIntent {
        state: ContactState::Sending,
        contact_id: None,
        attempt: 1,
        sent_at: Some(at(1)),
        settle_at: Some(at(901)),
        message: None,
    };
    assert_eq!(read().await, Some(expected.clone()));

    let mut write = desk.write(2).await;
    write.contact_refused("K1", "Firstname is too long").await.unwrap();
    write.commit().await.unwrap();
    expected.state = ContactState::Refused;
    (expected.sent_at, expected.settle_at) = (None, None);
    expected.message = Some("Firstname is too long".to_owned());
    assert_eq!(read().await, Some(expected.clone()));

    let mut write = desk.write(3).await;
    conflict(write.intend_contact("K1", intent(3, 3, 903)).await);
    write.intend_contact("K1", intent(2, 3, 903)).await.unwrap();
    write.contact_made("K1", "c-1").await.unwrap();
    conflict(write.intend_contact("K1", intent(3, 3, 903)).await);
    conflict(write.contact_cleared("K1", ContactState::Sending).await);
    write.commit().await.unwrap();
    expected.state = ContactState::Known;
    (expected.attempt, expected.message) = (2, None);
    expected.contact_id = Some("c-1".to_owned());
    assert_eq!(read().await, Some(expected));

    let mut write = desk.write(4).await;
    write.contact_cleared("K1", ContactState::Known).await.unwrap();
    write.contact_made("K2", "c-2").await.unwrap();
    write.commit().await.unwrap();
    assert_eq!(read().await, None);
    let found = desk.store.contact_intent(&desk.connection, "K2").await.unwrap().unwrap();
    assert_eq!((found.state, found.attempt), (ContactState::Known, 0));
}
