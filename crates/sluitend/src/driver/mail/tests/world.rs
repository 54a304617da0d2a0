//! A shop whose owner has an address, and a mail server.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use billing::Terms;
use post::Server;
use remote::{Clock as _, ManualClock};
use store::{
    AccountId, ConnectionId, Entropy, EntropyError, Language, LetterKind, NewConnection, OsEntropy,
    Posted, Role, SeenOrder, State, Telling,
};
use sync::{Options, Service};
use url::Url;

use super::super::look_out::LookOut;
use super::super::{Mailing, confirming, postman};
use super::server::{Kept, Script, Scripted};
use crate::pretend::{connection, service_on};
use crate::stop::Stop;

pub(super) struct World {
    pub(super) service: Service,
    pub(super) clock: Arc<ManualClock>,
    pub(super) connection: ConnectionId,
    pub(super) owner: AccountId,
    pub(super) scripted: Scripted,
    pub(super) server: Server,
    pub(super) public: Url,
    /// What a month costs, if the host charges.
    pub(super) terms: Option<Terms>,
    stop: Stop,
}

/// Random bytes, as long as there are any.
#[derive(Default)]
pub(super) struct Fickle {
    pub(super) is_dry: AtomicBool,
}

impl Entropy for Fickle {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), EntropyError> {
        if self.is_dry.swap(false, Ordering::Relaxed) {
            return Err(EntropyError("dry".to_owned()));
        }
        OsEntropy.fill(bytes)
    }
}

impl World {
    /// On a Saturday afternoon.
    pub(super) async fn new(scripts: Vec<Script>) -> Self {
        Self::on(scripts, Arc::new(OsEntropy)).await
    }

    pub(super) async fn on(scripts: Vec<Script>, entropy: Arc<dyn Entropy>) -> Self {
        let (service, clock) = service_on(Options::of_address("here"), entropy).await;
        let store = service.store();
        let new = NewConnection {
            shop_name: "Fietsen\r\nBcc: all@example.nl".to_owned(),
            settings: Some("[orders]".to_owned()),
            ..connection(7)
        };
        let now = clock.now();
        let connection = store.save_connection(&new, now).await.unwrap();
        let owner = store.new_shopkeeper("Bea", Language::Nl, now).await.unwrap();
        store.grant_shop(&owner, 7, Role::Owner, now).await.unwrap();
        store.set_email(&owner, "bea@shop.example").await.unwrap();
        let scripted = Scripted::start(scripts).await;
        let server = scripted.server("books:geheim@");
        let public = "https://books.example".parse().unwrap();
        let (_, stop) = Stop::pair();
        let terms = None;
        Self { service, clock, connection, owner, scripted, server, public, terms, stop }
    }

    pub(super) fn mailing(&self) -> Mailing<'_> {
        let terms = self.terms.as_ref();
        Mailing { server: Some(&self.server), hook: None, public: &self.public, terms }
    }

    /// A minute of whoever looks out and brings the letters.
    pub(super) async fn minute(&self) {
        self.minute_of(&self.service).await;
    }

    pub(super) async fn minute_of(&self, service: &Service) {
        LookOut::default().look(service, self.mailing()).await.unwrap();
        confirming::deliver(service, self.mailing(), &self.server, &self.stop).await.unwrap();
        postman::deliver(service, &self.server, &self.stop).await.unwrap();
    }

    pub(super) fn passes(&self, minutes: u64) {
        self.clock.advance(Duration::from_mins(minutes));
    }

    pub(super) async fn breaks(&self) {
        let store = self.service.store();
        store.mark_broken(&self.connection, "credentials-moneybird", "Weg.").await.unwrap();
    }

    pub(super) async fn is_mended(&self) {
        self.service.store().mark_active(&self.connection).await.unwrap();
    }

    /// So many orders that wait for a decision, from that id on.
    pub(super) async fn refused(&self, from: i64, number: i64, reason: (&str, &str)) {
        let (store, now) = (self.service.store(), self.clock.now());
        let until = now + Duration::from_mins(2);
        let lease = store.claim(&self.connection, "w", now, until).await.unwrap().unwrap();
        let mut write = store.write(&lease, now).await.unwrap();
        for order in from..from + number {
            let seen = SeenOrder {
                order_id: order,
                number: format!("W{order}"),
                ready: true,
                snapshot: "{}".to_owned(),
                seen_at: now,
                placed_on: "2026-10-27".parse().unwrap(),
                total: "12.50".parse().unwrap(),
                currency: "EUR".to_owned(),
                shop_status: Some(7),
                paid: true,
                backfill: false,
                of_order: None,
            };
            write.see_order(&seen).await.unwrap();
            write.refuse(order, State::Ready, reason.0, reason.1).await.unwrap();
        }
        write.commit().await.unwrap();
        store.release(&lease, now, now).await.unwrap();
    }

    /// The takeover was told of.
    pub(super) async fn is_taken_over(&self) {
        let kind = LetterKind::Takeover;
        let telling = Telling { connection: &self.connection, kind, topic: "" };
        let told = self.service.store().tell_of(telling, &[], self.clock.now()).await;
        assert!(told.unwrap());
    }

    pub(super) fn kept(&self) -> Kept {
        self.scripted.kept()
    }

    /// What arrived, as whoever reads it sees it.
    pub(super) fn letters(&self) -> Vec<String> {
        self.kept().letters.iter().map(|own| decoded(own)).collect()
    }

    /// The outbox, the oldest first.
    pub(super) async fn outbox(&self) -> Vec<Posted> {
        let mut all = self.service.store().outbox(99).await.unwrap();
        all.reverse();
        all
    }

    pub(super) async fn states(&self) -> Vec<&'static str> {
        self.outbox().await.iter().map(|own| own.state.as_str()).collect()
    }
}

/// A letter with its headers on one line each, and its quoted-printable read.
fn decoded(text: &str) -> String {
    let (head, body) = text.split_once("\n\n").unwrap();
    let joined = format!("{}\n\n{body}", head.replace("\n ", " ")).replace("=\n", "");
    let mut bytes = Vec::new();
    let mut rest = joined.as_bytes();
    while let Some((sign, after)) = rest.split_first() {
        let digits = after.get(..2).and_then(|own| std::str::from_utf8(own).ok());
        let read = digits.and_then(|own| u8::from_str_radix(own, 16).ok());
        if let (b'=', Some(byte)) = (sign, read) {
            bytes.push(byte);
            rest = &after[2..];
        } else {
            bytes.push(*sign);
            rest = after;
        }
    }
    String::from_utf8(bytes).unwrap()
}
