//! What a probe must not do.

use sandbox::books::Switches as Books;
use sandbox::generate::Kinds;
use sandbox::shop::Switches as Shop;
use sync::Code;

use super::{SANDBOX, probe, remains, world};
use crate::histories::Mishap;
use crate::world::World;

#[tokio::test]
async fn it_refuses_what_is_not_a_sandbox_and_sends_nothing_but_reads() {
    let ordinary = "Parkietje B.V.";
    for (name, named, says) in [
        (ordinary, None, "is no sandbox"),
        (ordinary, Some(ordinary), "is no sandbox"),
        (ordinary, Some(SANDBOX), "is no sandbox"),
        (SANDBOX, None, "Confirm that"),
        (SANDBOX, Some("sandbox voorbeeld"), "is called 'Sandbox Voorbeeld', not"),
    ] {
        let switches = (Shop::default(), Books::default());
        let world = World::named(name, 5, 5, Kinds::plain(), switches, "all").await;
        let before = world.transport.inner().said().len();
        let fault = probe(&world, named).await.unwrap_err();
        assert_eq!((fault.code, fault.code.exit()), (Code::Usage, 2), "{name} {named:?}");
        assert!(fault.message.contains(says), "{}", fault.message);
        let said = world.transport.inner().said().split_off(before);
        assert!(said.iter().all(|exchange| exchange.method == "GET"), "{name} {named:?}");
        assert_eq!(said.len(), 1);
        assert_eq!(remains(&world), (vec![], 0));
        assert_eq!(world.service.known().await.unwrap(), sync::Known::default());
    }
}

/// So many requests go to Moneybird before the shop is asked, at least.
const REQUESTS: usize = 40;

#[tokio::test]
async fn whatever_goes_wrong_its_documents_are_removed() {
    for (mishap, step) in [(Mishap::NeverOpens, 5), (Mishap::AnswerLost, 1)] {
        for at in (0..REQUESTS).step_by(step) {
            let switches = (Shop::default(), Books::default());
            let world = World::named(SANDBOX, 3, 5, Kinds::plain(), switches, "all").await;
            world.transport.plan(at, mishap);
            let first = probe(&world, Some(SANDBOX)).await;
            assert!(world.transport.struck(), "{mishap:?} at request {at}");
            let told = format!("{mishap:?} at request {at}: {:?}", first.map(|report| report.left));
            // What could not be removed, the next probe removes.
            let second = probe(&world, Some(SANDBOX)).await;
            let second = second.unwrap_or_else(|fault| panic!("{told}: {fault:?}"));
            assert!(second.left.is_empty(), "{told}: {:?}", second.left);
            assert_eq!(remains(&world), (vec![], 0), "{told}");
        }
    }
}

#[tokio::test]
async fn a_fault_in_the_middle_still_removes_what_was_made() {
    // Found by counting: the rounding is asked here, when three invoices are there.
    let switches = (Shop::default(), Books::default());
    let world = World::named(SANDBOX, 12, 5, Kinds::plain(), switches, "all").await;
    world.transport.plan(12, Mishap::NeverOpens);
    let fault = probe(&world, Some(SANDBOX)).await.unwrap_err();
    assert!(world.transport.struck());
    assert_eq!((fault.code, fault.code.exit()), (Code::Unreachable, 3));
    let deleted = world.transport.inner().said();
    let deleted = deleted.iter().filter(|exchange| exchange.method == "DELETE").count();
    assert!(deleted >= 3, "{deleted}");
    assert_eq!(remains(&world), (vec![], 0));
}

#[tokio::test]
async fn what_was_there_stays_and_what_it_tells_is_nobodys() {
    let world = world(60, Shop::default(), Books::default(), Kinds::everyday()).await;
    world.pass().await.unwrap();
    // Time goes on meanwhile: an invoice may become late, a VAT number may be checked.
    let state = || {
        let kept = ["id", "reference", "total_price_incl_tax", "total_paid", "details", "payments"];
        let own = |invoice: &serde_json::Value| kept.map(|member| invoice[member].clone());
        world.books.invoices().iter().map(own).collect::<Vec<_>>()
    };
    let ids = || -> Vec<_> { world.books.contacts().iter().map(|own| own["id"].clone()).collect() };
    let (invoices, contacts) = (world.books.invoices(), world.books.contacts());
    let before = (state(), ids());
    assert!(invoices.len() > 20, "{}", invoices.len());
    let report = probe(&world, Some(SANDBOX)).await.unwrap();
    assert!((state(), ids()) == before);
    let text = serde_json::to_string(&report).unwrap();
    let mut private = vec![SANDBOX.to_owned(), "token-of-the-books".to_owned()];
    private.extend(world.shop.orders().iter().map(|order| order.id.to_string()));
    private.extend(invoices.iter().map(|own| own["reference"].as_str().unwrap().to_owned()));
    private.extend(contacts.iter().filter_map(|own| Some(own["lastname"].as_str()?.to_owned())));
    private.retain(|word| word.len() > 4);
    for word in private {
        assert!(!text.contains(&word), "{word} in {text}");
    }
}
