use std::sync::Arc;

use super::bench::{Bench, Counting, at, new};
use crate::{Error, SealingKey, Store};

pub(crate) async fn a_key_that_sealed_nothing_there_is_found(bench: &Bench) {
    let store = bench.store().await;
    let key = SealingKey::from_bytes(&[8; 32]).unwrap();
    let (own, name) = (store.key.id().to_owned(), key.id().to_owned());
    let other = Store::open(bench.url(), key, Arc::<Counting>::default()).await.unwrap();
    let fits = async |store: &Store| store.check_key().await;
    fits(&store).await.unwrap();
    let operator = store.save_operator("op@example.nl", "hash", at(0)).await.unwrap();
    fits(&other).await.expect("nothing is sealed yet");
    // The secret of an operator is enough.
    store.set_login(&operator, "hash", &"seed".to_owned().into(), 0).await.unwrap();
    for known in [false, true] {
        if known {
            store.save_connection(&new(1), at(1)).await.unwrap();
        }
        fits(&store).await.unwrap();
        let error = fits(&other).await.unwrap_err();
        assert!(
            matches!(&error, Error::WrongKey { expected, actual } if (expected, actual) == (&own, &name)),
            "{error:?}"
        );
        assert_eq!(error.code(), "key-file");
    }
    // Where a shop was connected anew with another key, both can be worked with.
    other.save_connection(&new(2), at(2)).await.unwrap();
    fits(&store).await.unwrap();
    fits(&other).await.unwrap();
}
