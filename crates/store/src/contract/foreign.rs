//! Orders that another program booked.

use super::bench::{Bench, Desk, at, intent, new};
use crate::{Error, ForeignInvoice, Stage, State};

const INVOICE: ForeignInvoice<'static> = ForeignInvoice {
    id: "481",
    plan: "{\"theirs\":1}",
    reference: "Order 1",
    booked_on: jiff::civil::date(2026, 3, 1),
    booked: "{\"total\":\"1\"}",
};

pub(crate) async fn what_another_program_booked_is_booked(bench: &Bench) {
    let desk = bench.desk().await;
    desk.ready(1).await;
    let mut write = desk.write(2).await;
    write.adopt(1, INVOICE).await.unwrap();
    write.commit().await.unwrap();
    let record = desk.order(1).await;
    assert_eq!((record.state, record.code.clone()), (State::Booked, None));
    let own = record.booking.clone().unwrap();
    assert_eq!((own.stage, own.invoice_id.as_deref()), (Stage::Verified, Some("481")));
    assert_eq!((own.plan.as_str(), own.reference.as_str()), (INVOICE.plan, "Order 1"));
    assert_eq!((own.booked_on, own.booked.as_deref()), (INVOICE.booked_on, Some(INVOICE.booked)));
    assert_eq!((own.payment_id, own.adopted), (None, true));
    let steps = desk.store.steps(&desk.connection, 1).await.unwrap();
    let last = steps.last().unwrap();
    assert_eq!((last.what.as_str(), last.detail.as_str(), last.at), ("adopted", "481", at(2)));
    // Twice is a conflict that changes nothing.
    let mut write = desk.write(3).await;
    let again = write.adopt(1, ForeignInvoice { id: "482", ..INVOICE }).await;
    assert!(matches!(again, Err(Error::Conflict { .. })), "{again:?}");
    drop(write);
    assert_eq!(desk.order(1).await, record);
}

/// A request of ours left once: whatever came of it is looked for by our own address, never by a reference.
pub(crate) async fn what_was_sent_once_is_not_adopted(bench: &Bench) {
    let desk = bench.desk().await;
    desk.planned(1).await;
    let mut write = desk.write(2).await;
    write.intend_invoice(1, intent(1, 2, 9)).await.unwrap();
    write.back_to_planned(1).await.unwrap();
    write.refuse(1, State::Booking, "invoice-refused", "{}").await.unwrap();
    let adopted = write.adopt(1, INVOICE).await;
    assert!(matches!(adopted, Err(Error::Conflict { .. })), "{adopted:?}");
    write.commit().await.unwrap();
    assert_eq!(desk.order(1).await.state, State::Refused);
}

/// Two looks may each have found one invoice for another order.
pub(crate) async fn an_invoice_is_adopted_for_one_order(bench: &Bench) {
    let desk = bench.desk().await;
    desk.ready(1).await;
    desk.ready(2).await;
    let mut write = desk.write(2).await;
    write.adopt(1, INVOICE).await.unwrap();
    let again = write.adopt(2, INVOICE).await;
    assert!(matches!(again, Err(Error::Conflict { .. })), "{again:?}");
    write.adopt(2, ForeignInvoice { id: "482", ..INVOICE }).await.unwrap();
    write.commit().await.unwrap();
    for (order, invoice) in [(1, "481"), (2, "482")] {
        let own = desk.order(order).await.booking.unwrap();
        assert_eq!(own.invoice_id.as_deref(), Some(invoice), "{order}");
    }
}

/// Several shops may book into one administration, and two looks may each have found the invoice.
pub(crate) async fn an_invoice_is_adopted_at_one_connection(bench: &Bench) {
    let store = bench.store().await;
    let (first, second) = (Desk::open(store.clone(), 1).await, Desk::open(store.clone(), 2).await);
    let elsewhere = crate::NewConnection { administration_id: "9".to_owned(), ..new(3) };
    let elsewhere = store.save_connection(&elsewhere, at(0)).await.unwrap();
    let lease = store.claim(&elsewhere, "desk", at(0), at(1_000)).await.unwrap().unwrap();
    let third = Desk { store: store.clone(), connection: elsewhere, lease };
    for desk in [&first, &second, &third] {
        desk.ready(1).await;
    }
    let mut write = first.write(2).await;
    assert!(!write.is_of_another(1, INVOICE.id).await.unwrap());
    write.adopt(1, INVOICE).await.unwrap();
    assert!(!write.is_of_another(1, INVOICE.id).await.unwrap(), "it is this one's");
    write.commit().await.unwrap();
    let mut write = second.write(3).await;
    let again = write.adopt(1, INVOICE).await;
    assert!(matches!(again, Err(Error::Conflict { .. })), "{again:?}");
    assert!(write.is_of_another(1, INVOICE.id).await.unwrap());
    // It can still be asked about.
    write.refuse(1, State::Ready, "elsewhere", "{}").await.unwrap();
    write.commit().await.unwrap();
    assert_eq!(second.order(1).await.state, State::Refused);
    // Of another administration it is another invoice.
    let mut write = third.write(3).await;
    assert!(!write.is_of_another(1, INVOICE.id).await.unwrap());
    write.adopt(1, INVOICE).await.unwrap();
    write.commit().await.unwrap();
}
