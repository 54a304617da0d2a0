//! When a connection is looked at again with which a round cannot even begin.

use std::sync::Arc;
use std::time::Duration;

use remote::Clock;
use store::{OsEntropy, SealingKey, Store};
use sync::{Code, Service};

use crate::settings;
use crate::world::World;

#[tokio::test]
async fn what_cannot_be_begun_with_is_put_off_like_any_other_fault() {
    let world = World::of_one_order().await;
    let (store, id) = (world.service.store(), &world.connection);
    store.save_settings(id, "[orders").await.unwrap();
    let interval = world.service.options().interval;
    world.clock.advance(interval);
    let now = world.clock.now();
    assert!(store.census(now).await.unwrap().overdue_since.is_some());
    assert_eq!(world.pass().await.unwrap_err().code, Code::Settings);
    let connection = store.connection(id).await.unwrap();
    assert_eq!(connection.next_sync_at, now + interval);
    assert_eq!((connection.holder, connection.last_sync_at), (None, None));
    assert_eq!(store.census(now).await.unwrap().overdue_since, None, "a worker took it up");
    // Whoever mends them waits for nothing.
    world.service.import_settings(id, &settings::toml(&world.books, "all")).await.unwrap();
    store.look_now(id, now).await.unwrap();
    assert_eq!(store.due(now, now + 2 * interval).await.unwrap(), std::slice::from_ref(id));
    assert_eq!(world.pass().await.unwrap().tally.booked, 1);
}

#[tokio::test]
async fn who_has_another_key_leaves_a_connection_to_those_who_have_the_right_one() {
    let first = World::of_one_order().await;
    let folder = tempfile::tempdir().unwrap();
    let (file, backup) = (folder.path().join("store.db"), folder.path().join("backup"));
    first.service.store().backup(&backup, first.clock.now(), None).await.unwrap();
    let world = first.restored_to_file(&file, &backup).await;
    let key = SealingKey::random(&OsEntropy).unwrap();
    let url = format!("sqlite:{}", file.display());
    let store = Store::open(&url, key, Arc::new(OsEntropy)).await.unwrap();
    let options = world.service.options().clone();
    let other = Service::new(store, world.transport.clone(), world.clock.clone(), options);
    world.clock.advance(Duration::from_mins(31));
    let read = async || world.service.store().connection(&world.connection).await.unwrap();
    let before = read().await;
    let mut round = other.round(&world.connection, "other");
    assert_eq!(round.advance(&|_| ()).await.unwrap_err().code, Code::KeyFile);
    let after = read().await;
    assert_eq!((after.next_sync_at, after.holder), (before.next_sync_at, None));
    assert_eq!(world.pass().await.unwrap().tally.booked, 1);
}
