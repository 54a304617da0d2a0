use super::bench::{Bench, at};
use crate::{AccountId, AuditEntry, ConnectionId};

fn entry(seconds: i64, shop_id: Option<i64>, what: &str) -> AuditEntry {
    AuditEntry {
        at: at(seconds),
        account: None,
        shop_id,
        connection: None,
        what: what.to_owned(),
        detail: "€".to_owned(),
    }
}

pub(crate) async fn what_was_done_is_told(bench: &Bench) {
    let store = bench.store().await;
    assert_eq!(store.audit(9).await.unwrap(), []);
    // It outlives whoever did it, so nobody has to exist.
    let account: AccountId = "019ab06e-c480-7fff-bfff-ffffffffffff".parse().unwrap();
    let connection: ConnectionId = "019ab06e-c480-7fff-bfff-fffffffffffe".parse().unwrap();
    let full = AuditEntry {
        account: Some(account),
        connection: Some(connection),
        ..entry(1, Some(7), "settings")
    };
    let others = [entry(2, None, "log-in"), entry(3, Some(8), "connect"), entry(4, Some(7), "x")];
    // Noted late, and told in its place.
    for one in [&others[0], &others[1], &others[2], &full] {
        store.note(one).await.unwrap();
    }
    let [log_in, connect, last] = others;
    assert_eq!(store.audit_of(7, 9).await.unwrap(), [last.clone(), full]);
    assert_eq!(store.audit_of(7, 1).await.unwrap(), std::slice::from_ref(&last));
    assert_eq!(store.audit_of(9, 9).await.unwrap(), []);
    assert_eq!(store.audit(3).await.unwrap(), [last, connect, log_in]);
}

pub(crate) async fn what_was_done_long_ago_is_forgotten(bench: &Bench) {
    let store = bench.store().await;
    for (seconds, shop) in [(1, Some(7)), (2, Some(8)), (3, None), (4, Some(7)), (5, None)] {
        store.note(&entry(seconds, shop, "x")).await.unwrap();
    }
    assert_eq!(store.audited_before(at(1)).await.unwrap(), [] as [i64; 0]);
    assert_eq!(store.audited_before(at(2)).await.unwrap(), [7]);
    assert_eq!(store.audited_before(at(9)).await.unwrap(), [7, 8]);
    assert_eq!(store.sweep_audit(Some(7), at(4)).await.unwrap(), 1);
    assert_eq!(store.sweep_audit(None, at(4)).await.unwrap(), 1);
    let left: Vec<_> = store.audit(9).await.unwrap();
    let left: Vec<_> = left.into_iter().map(|own| (own.at, own.shop_id)).collect();
    assert_eq!(left, [(at(5), None), (at(4), Some(7)), (at(2), Some(8))]);
}
