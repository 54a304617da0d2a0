//! A move that was interrupted goes on, and what changed meanwhile is there in the end.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::AssertSqlSafe;
use tokio::sync::Notify;

use super::super::bench::{at, seconds};
use super::{Houses, assert_alive_once, busy, dump};
use crate::{Language, MirroredContact, Moment, Moved, OsEntropy, Role, SealingKey, Store, Watch};

/// Dies after so many commits.
struct Mortal {
    left: AtomicU32,
    died: Notify,
}

impl Watch for Mortal {
    fn at(&self, moment: Moment) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(async move {
            if moment == Moment::AfterCommit && self.left.fetch_sub(1, Ordering::Relaxed) == 1 {
                self.died.notify_one();
                std::future::pending::<()>().await;
            }
        })
    }
}

async fn attempt(houses: &Houses, store: &Store) -> Moved {
    let mut own = houses.begin(store).await.unwrap();
    own.pass(&|_| ()).await.unwrap();
    own.end(at(5_000), &|_| ()).await.unwrap().unwrap()
}

/// It died while the server was beginning, and whoever goes on saw nothing of that yet.
#[tokio::test]
#[ignore = "needs PostgreSQL: scripts/test sets SLUITEND_TEST_POSTGRES"]
async fn a_beginning_that_shows_late_is_no_hindrance() {
    let houses = Houses::new();
    busy(houses.old.store().await).await.store.close().await;
    let own = houses.begin(&houses.leaving().await).await.unwrap();
    own.to.prepare(&own.id, "sqlite:old", at(101)).await.unwrap();
    own.close().await;
    assert_eq!(attempt(&houses, &houses.leaving().await).await.orders, 450);
}

#[tokio::test]
#[ignore = "needs PostgreSQL: scripts/test sets SLUITEND_TEST_POSTGRES"]
async fn wherever_it_is_interrupted() {
    let houses = Houses::new();
    let desk = busy(houses.old.store().await).await;
    desk.store.close().await;
    let mut deaths = 0;
    let (moved, died) = loop {
        let mortal = Arc::new(Mortal { left: AtomicU32::new(2 + deaths), died: Notify::new() });
        let store = houses.leaving().await.watched(mortal.clone());
        let moved = tokio::select! {
            moved = attempt(&houses, &store) => Some(moved),
            () = mortal.died.notified() => None,
        };
        if let Some(moved) = moved {
            break (moved, deaths);
        }
        deaths += 1;
        assert_alive_once(&houses).await;
    };
    // Begun on both sides, each stretch, the end of each of the two, and the new beginning.
    assert!(died > 10, "{died}");
    assert_eq!(moved.orders, 450);
    let store = Houses::open(&houses.new).await.unwrap();
    let old = houses.leaving().await;
    let (before, after) = (dump(&old).await, dump(&store).await);
    let differ: Vec<&String> = before.iter().filter(|line| !after.contains(line)).collect();
    assert!(differ.iter().all(|line| line.starts_with("grants ")), "{differ:?}");
    assert_eq!(before.len(), after.len());
    store.close().await;
}

#[tokio::test]
#[ignore = "needs PostgreSQL: scripts/test sets SLUITEND_TEST_POSTGRES"]
async fn what_is_gone_is_gone_there_too() {
    for resumes in [false, true] {
        let houses = Houses::new();
        let desk = busy(houses.old.store().await).await;
        let account = desk.store.new_shopkeeper("Eva", Language::Nl, at(1)).await.unwrap();
        let session = desk.store.open_session(&account, at(2), seconds(500)).await.unwrap();
        desk.store.grant_shop(&account, 1, Role::Reader, at(2)).await.unwrap();
        let mut own = houses.begin(&houses.leaving().await).await.unwrap();
        own.pass(&|_| ()).await.unwrap();

        desk.store.close_session(session.expose()).await.unwrap();
        desk.store.revoke_shop(&account, 1).await.unwrap();
        let taken = desk.store.allowance_take("here", 5, seconds(1), at(90), at(91)).await.unwrap();
        assert_eq!(taken, Ok(1), "the first has left its window");
        let lease = desk.store.claim(&desk.connection, "w", at(70), at(90)).await.unwrap().unwrap();
        let mut write = desk.store.write(&lease, at(71)).await.unwrap();
        write.change_listing("open", &[], &[-3, 2]).await.unwrap();
        write.forget_contacts(&["1".to_owned()]).await.unwrap();
        write.commit().await.unwrap();
        desk.store.release(&lease, at(72), at(73)).await.unwrap();

        if resumes {
            own = houses.begin(&houses.leaving().await).await.unwrap();
            own.pass(&|_| ()).await.unwrap();
        }
        let moved = own.end(at(5_000), &|_| ()).await.unwrap().unwrap();
        assert_eq!(moved.last.written == 0, resumes, "{:?}", moved.last);
        let store = Houses::open(&houses.new).await.unwrap();
        assert!(store.session(session.expose(), at(3)).await.unwrap().is_none());
        assert_eq!(store.role_in(&account, 1).await.unwrap(), None);
        assert_eq!(store.listing(&desk.connection, "open").await.unwrap().len(), 1);
        assert!(store.contact_versions(&desk.connection).await.unwrap().is_empty());
        assert_eq!(dump(&store).await.len(), dump(&desk.store).await.len());
        store.close().await;
    }
}

#[tokio::test]
#[ignore = "needs PostgreSQL: scripts/test sets SLUITEND_TEST_POSTGRES"]
async fn what_only_one_may_have_goes_from_one_to_another() {
    for in_the_end in [false, true] {
        let houses = Houses::new();
        let store = houses.old.store().await;
        let mut made = Vec::new();
        for (name, seconds) in [("a", 1), ("b", 2), ("c", 3)] {
            let account = store.new_shopkeeper(name, Language::Nl, at(seconds)).await.unwrap();
            store.set_email(&account, &format!("{name}@example.nl")).await.unwrap();
            store.grant_shop(&account, 1, Role::Owner, at(1)).await.unwrap();
            made.push(account);
        }
        let opens = "UPDATE memberships SET by_app_store = 1 WHERE account_id = $1";
        let last = sqlx::query(opens).bind(made[2].to_string());
        last.execute(&store.pool).await.unwrap();
        let keys = ["^key_".to_owned().into(), "secret".to_owned().into()];
        let save = || store.save_install(&keys[0], &keys[1], "https://a", "https://b", at(1));
        save().await.unwrap();
        let mut own = houses.begin(&houses.leaving().await).await.unwrap();
        own.pass(&|_| ()).await.unwrap();

        // Round and round, so that no order would do.
        let round = "UPDATE accounts SET email_lower = email_lower || '.'; \
                     UPDATE accounts SET email_lower = CASE name WHEN 'a' THEN 'b@example.nl' \
                     WHEN 'b' THEN 'c@example.nl' ELSE 'a@example.nl' END; \
                     UPDATE memberships SET by_app_store = 0; DELETE FROM installs";
        sqlx::raw_sql(AssertSqlSafe(round)).execute(&store.pool).await.unwrap();
        let first = sqlx::query(opens).bind(made[0].to_string());
        first.execute(&store.pool).await.unwrap();
        let install = save().await.unwrap();
        if !in_the_end {
            own.pass(&|_| ()).await.unwrap();
        }
        own.end(at(5_000), &|_| ()).await.unwrap().unwrap();
        let there = Houses::open(&houses.new).await.unwrap();
        assert_eq!(dump(&there).await, dump(&store).await);
        assert_eq!(there.app_store_account(1).await.unwrap(), Some(made[0].clone()));
        assert!(there.install(&install).await.is_ok());
        there.close().await;
    }
}

#[tokio::test]
#[ignore = "needs PostgreSQL: scripts/test sets SLUITEND_TEST_POSTGRES"]
async fn a_server_that_sorts_as_people_do() {
    let houses = Houses::new();
    let there = Houses::open(&houses.new).await.unwrap();
    for (table, column) in
        [("listings", "listing"), ("contacts", "contact_id"), ("contact_emails", "contact_id")]
    {
        let sorts = format!("ALTER TABLE {table} ALTER {column} TYPE TEXT COLLATE \"en-x-icu\"");
        sqlx::query(AssertSqlSafe(sorts)).execute(&there.pool).await.unwrap();
    }
    there.close().await;
    let desk = houses.old.desk().await;
    let names = ["open", "Open", "_x", "-x", "x", "X", "é", "z", "10", "9", "a b", "ab", "A"];
    let mut write = desk.write(2).await;
    for (at, name) in names.into_iter().enumerate() {
        let ids: Vec<i64> = (1..=40 + i64::try_from(at).unwrap()).collect();
        write.change_listing(name, &ids, &[]).await.unwrap();
        let contact = MirroredContact {
            contact_id: name.to_owned(),
            version: 1,
            customer_id: None,
            archived: false,
            emails: vec!["a@example.nl".to_owned()],
        };
        write.save_contacts(&[contact]).await.unwrap();
    }
    write.commit().await.unwrap();
    let mut own = houses.begin(&houses.leaving().await).await.unwrap();
    own.pass(&|_| ()).await.unwrap();
    let mut again = houses.begin(&houses.leaving().await).await.unwrap();
    assert_eq!(again.pass(&|_| ()).await.unwrap().written, 0);
    again.end(at(5_000), &|_| ()).await.unwrap().unwrap();
    let key = SealingKey::from_bytes(&[7; 32]).unwrap();
    let store = Store::open(houses.new.url(), key, Arc::new(OsEntropy)).await.unwrap();
    assert_eq!(store.listing(&desk.connection, "Open").await.unwrap().len(), 41);
    store.close().await;
}
