//! A service that nobody answers, for tests of what goes on around it.

#[path = "../../trials/tests/house/database.rs"]
mod database;

use std::sync::Arc;

use remote::{Boxed, ManualClock, Reply, Request, SendError, Transport};
use secrecy::SecretString;
use store::{Entropy, NewConnection, OsEntropy, SealingKey, Secrets};
use sync::{Options, Service};

/// The remote side of nobody.
pub(crate) struct Nobody;

impl Transport for Nobody {
    fn send<'a>(&'a self, _: &'a Request) -> Boxed<'a, Result<Reply, SendError>> {
        Box::pin(async { Err(SendError::NeverOpened("nobody is there".to_owned())) })
    }
}

/// A service on an empty database, and its clock.
pub(crate) async fn service() -> (Service, Arc<ManualClock>) {
    service_with(Options::of_address("here")).await
}

/// The same, told to behave like this.
pub(crate) async fn service_with(options: Options) -> (Service, Arc<ManualClock>) {
    service_on(options, Arc::new(OsEntropy)).await
}

/// The same, with random bytes from there.
pub(crate) async fn service_on(
    options: Options,
    entropy: Arc<dyn Entropy>,
) -> (Service, Arc<ManualClock>) {
    let clock = Arc::new(ManualClock::at("2026-11-28T13:30:00Z".parse().unwrap()));
    let key = SealingKey::random(&OsEntropy).unwrap();
    let store = database::fresh(key, entropy).await;
    (Service::new(store, Arc::new(Nobody), clock.clone(), options), clock)
}

/// A connection of a shop, as it is before there are settings.
pub(crate) fn connection(shop_id: i64) -> NewConnection {
    let secret = SecretString::from("s");
    NewConnection {
        shop_id,
        shop_name: "Fietsen".to_owned(),
        shop_url: "https://shop.example".to_owned(),
        administration_id: "1".to_owned(),
        administration_name: "Boeken".to_owned(),
        settings: None,
        secrets: Secrets {
            shop_key: secret.clone(),
            shop_secret: secret.clone(),
            moneybird_token: secret,
        },
    }
}
