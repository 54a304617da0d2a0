//! A probe finds out how each switch of both sandboxes is set, and leaves nothing behind.

mod safety;
mod switches;
mod use_of_it;

use sandbox::books::Switches as BooksSwitches;
use sandbox::generate::Kinds;
use sandbox::shop::Switches as ShopSwitches;
use serde_json::Value;
use sync::{Answer, Fault, Finding, ProbeStep, Question, Report};

use crate::world::World;

/// The name of an administration that may be probed.
pub(crate) const SANDBOX: &str = "Sandbox Voorbeeld";

/// A shop and a sandbox administration that are set like this.
pub(crate) async fn world(
    orders: usize,
    shop: ShopSwitches,
    books: BooksSwitches,
    kinds: Kinds,
) -> World {
    World::named(SANDBOX, orders, 5, kinds, (shop, books), "all").await
}

/// Probes; where it has to wait, time goes on.
pub(crate) async fn probe(world: &World, named: Option<&str>) -> Result<Report, Fault> {
    let mut probe = world.service.probe(&world.connection, named);
    loop {
        match probe.advance().await? {
            ProbeStep::Wait(until) => world.clock.advance_to(until),
            ProbeStep::Done(report) => return Ok(report),
        }
    }
}

/// What came of one question, which was asked once.
pub(crate) fn found(report: &Report, question: Question) -> &Finding {
    let mut found = report.findings.iter().filter(|own| own.question == question);
    let first = found.next().unwrap_or_else(|| panic!("{question:?} is not in the report"));
    assert_eq!(found.next(), None, "{question:?} is there twice");
    assert_eq!(first.asked, first.answer != Answer::NotAsked);
    first
}

/// The probe's documents and its contact, as far as they are still there.
pub(crate) fn remains(world: &World) -> (Vec<Value>, usize) {
    let is_ours = |invoice: &Value| {
        invoice["reference"].as_str().is_some_and(|own| own.starts_with("sluitend-probe-"))
    };
    let invoices = world.books.invoices().into_iter().filter(is_ours).collect();
    let contacts = world.books.contacts();
    let ours = contacts.iter().filter(|own| own["customer_id"] == "sluitend-probe").count();
    (invoices, ours)
}
