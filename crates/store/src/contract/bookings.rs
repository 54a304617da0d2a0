use super::bench::{Bench, Desk, at, intent};
use crate::{Booking, Error, Stage, State};

pub(crate) async fn the_whole_way(bench: &Bench) {
    let desk = bench.desk().await;
    desk.planned(1).await;
    let mut expected = Booking {
        stage: Stage::Planned,
        plan: "{\"plan\":1}".to_owned(),
        reference: "R1".to_owned(),
        booked_on: "2026-11-23".parse().unwrap(),
        contact_id: None,
        invoice_id: None,
        payment_id: None,
        sent_at: None,
        settle_at: None,
        booked: None,
        adopted: false,
    };
    assert_eq!(desk.order(1).await.booking.as_ref(), Some(&expected));

    let mut write = desk.write(3).await;
    write.await_contact(1, at(900)).await.unwrap();
    write.commit().await.unwrap();
    (expected.stage, expected.settle_at) = (Stage::Contact, Some(at(900)));
    assert_eq!(desk.order(1).await.booking.as_ref(), Some(&expected));

    let mut write = desk.write(4).await;
    write.set_contact(1, "c-1").await.unwrap();
    write.commit().await.unwrap();
    (expected.stage, expected.settle_at) = (Stage::Planned, None);
    expected.contact_id = Some("c-1".to_owned());
    assert_eq!(desk.order(1).await.booking.as_ref(), Some(&expected));

    let mut write = desk.write(5).await;
    write.intend_invoice(1, intent(1, 5, 905)).await.unwrap();
    write.commit().await.unwrap();
    expected.stage = Stage::InvoiceSending;
    (expected.sent_at, expected.settle_at) = (Some(at(5)), Some(at(905)));
    let read = desk.order(1).await;
    assert_eq!((read.booking.as_ref(), read.attempt), (Some(&expected), 1));

    let mut write = desk.write(6).await;
    write.invoice_made(1, "i-1", false).await.unwrap();
    write.commit().await.unwrap();
    (expected.stage, expected.sent_at, expected.settle_at) = (Stage::InvoiceMade, None, None);
    expected.invoice_id = Some("i-1".to_owned());
    assert_eq!(desk.order(1).await.booking.as_ref(), Some(&expected));

    let mut write = desk.write(7).await;
    write.intend_payment(1, intent(2, 7, 907)).await.unwrap();
    write.commit().await.unwrap();
    expected.stage = Stage::PaymentSending;
    (expected.sent_at, expected.settle_at) = (Some(at(7)), Some(at(907)));
    assert_eq!(desk.order(1).await.booking.as_ref(), Some(&expected));

    let mut write = desk.write(8).await;
    write.payment_made(1, "p-1").await.unwrap();
    write.booked(1, "{\"total\":\"12.50\"}").await.unwrap();
    write.commit().await.unwrap();
    (expected.stage, expected.sent_at, expected.settle_at) = (Stage::Verified, None, None);
    expected.payment_id = Some("p-1".to_owned());
    expected.booked = Some("{\"total\":\"12.50\"}".to_owned());
    let read = desk.order(1).await;
    assert_eq!((read.state, read.updated_at), (State::Booked, at(8)));
    assert_eq!((read.booking, read.attempt), (Some(expected), 2));
}

pub(crate) async fn invoice_and_payment_are_looked_up(bench: &Bench) {
    let desk = bench.desk().await;
    desk.planned(1).await;
    let mut write = desk.write(3).await;
    write.await_contact(1, at(4)).await.unwrap();
    write.back_from_contact(1).await.unwrap();
    write.intend_invoice(1, intent(1, 3, 903)).await.unwrap();
    write.back_to_planned(1).await.unwrap();
    write.commit().await.unwrap();
    let booking = desk.order(1).await.booking.unwrap();
    assert_eq!((booking.stage, booking.sent_at, booking.settle_at), (Stage::Planned, None, None));

    let mut write = desk.write(4).await;
    write.intend_invoice(1, intent(2, 4, 904)).await.unwrap();
    write.invoice_made(1, "i-1", true).await.unwrap();
    write.intend_payment(1, intent(3, 4, 904)).await.unwrap();
    write.back_to_invoice_made(1).await.unwrap();
    write.payment_made(1, "found").await.unwrap();
    write.commit().await.unwrap();
    let read = desk.order(1).await;
    let booking = read.booking.unwrap();
    assert_eq!((booking.stage, booking.adopted), (Stage::PaymentMade, true));
    assert_eq!(booking.payment_id.as_deref(), Some("found"));
    assert_eq!((booking.sent_at, booking.settle_at, read.attempt), (None, None, 3));
}

pub(crate) async fn what_was_to_settle_too_late_is_brought_forward(bench: &Bench) {
    let desk = bench.desk().await;
    let other = Desk::open(bench.store().await, 2).await;
    for own in [&desk, &other] {
        for order in 1..=3 {
            own.planned(order).await;
        }
        let mut write = own.write(3).await;
        write.await_contact(1, at(90_000)).await.unwrap();
        write.intend_contact("ccv-1", intent(1, 3, 90_000)).await.unwrap();
        write.intend_contact("ccv-2", intent(1, 3, 903)).await.unwrap();
        write.intend_invoice(2, intent(1, 3, 90_000)).await.unwrap();
        write.intend_invoice(3, intent(1, 3, 903)).await.unwrap();
        write.commit().await.unwrap();
    }
    let mut write = desk.write(4).await;
    assert_eq!(write.bring_forward(at(1_000)).await.unwrap(), 2);
    assert_eq!(write.bring_forward(at(1_000)).await.unwrap(), 0);
    write.commit().await.unwrap();
    let settles = async |desk: &Desk| {
        let mut found = Vec::new();
        for order in 1..=3 {
            found.push(desk.order(order).await.booking.unwrap().settle_at.unwrap());
        }
        for customer in ["ccv-1", "ccv-2"] {
            let own = desk.store.contact_intent(&desk.connection, customer).await.unwrap();
            found.push(own.unwrap().settle_at.unwrap());
        }
        found
    };
    assert_eq!(settles(&desk).await, [1_000, 1_000, 903, 1_000, 903].map(at));
    assert_eq!(settles(&other).await, [90_000, 90_000, 903, 90_000, 903].map(at));
}

pub(crate) async fn attempts_are_numbered(bench: &Bench) {
    let desk = bench.desk().await;
    desk.planned(1).await;
    let mut write = desk.write(3).await;
    for wrong in [0, 2] {
        let error = write.intend_invoice(1, intent(wrong, 3, 9)).await.unwrap_err();
        let Error::Conflict { expected, found, .. } = error else {
            panic!("{error}");
        };
        assert_eq!(expected, format!("planned before attempt {wrong}"));
        assert_eq!(found, "booking (planned)");
    }
    write.intend_invoice(1, intent(1, 3, 9)).await.unwrap();
    write.invoice_made(1, "i-1", false).await.unwrap();
    assert!(write.intend_payment(1, intent(1, 3, 9)).await.is_err());
    write.intend_payment(1, intent(2, 3, 9)).await.unwrap();
    write.commit().await.unwrap();
    assert_eq!(desk.order(1).await.attempt, 2);
}

pub(crate) async fn retrying_goes_on_from_the_invoice(bench: &Bench) {
    let desk = bench.desk().await;
    for order in 1..=3 {
        desk.planned(order).await;
    }
    let mut write = desk.write(3).await;
    for order in 1..=3 {
        write.set_contact(order, "c-1").await.unwrap();
        write.intend_invoice(order, intent(1, 3, 903)).await.unwrap();
        if order > 1 {
            write.invoice_made(order, "i-1", false).await.unwrap();
            write.intend_payment(order, intent(2, 3, 903)).await.unwrap();
        }
        if order > 2 {
            write.payment_made(order, "p-1").await.unwrap();
        }
        write.refuse(order, State::Booking, "payment-refused", "{}").await.unwrap();
    }
    write.commit().await.unwrap();
    for (order, stage) in
        [(1, Stage::InvoiceSending), (2, Stage::PaymentSending), (3, Stage::PaymentMade)]
    {
        let read = desk.order(order).await;
        let booking = read.booking.unwrap();
        assert_eq!((read.state, booking.stage), (State::Refused, stage));
        assert_eq!((booking.sent_at, booking.settle_at), (None, None));
    }

    let (store, id) = (&desk.store, &desk.connection);
    assert_eq!(store.retry(id, 1, at(4)).await.unwrap(), State::Ready);
    let read = desk.order(1).await;
    assert_eq!((read.state, read.booking, read.attempt), (State::Ready, None, 1));
    assert_eq!((read.code, read.refusal), (None, None));
    let mut write = desk.write(5).await;
    write.plan(1, "{}", "R1", "2026-11-24".parse().unwrap()).await.unwrap();
    write.commit().await.unwrap();
    let booking = desk.order(1).await.booking.unwrap();
    assert_eq!((booking.stage, booking.contact_id), (Stage::Planned, None), "decided anew");

    for (order, stage) in [(2, Stage::InvoiceMade), (3, Stage::PaymentMade)] {
        assert_eq!(store.retry(id, order, at(4)).await.unwrap(), State::Booking);
        let read = desk.order(order).await;
        let booking = read.booking.unwrap();
        assert_eq!((read.state, booking.stage, read.code), (State::Booking, stage, None));
        assert_eq!(booking.plan, "{\"plan\":1}");
        assert_eq!(booking.contact_id.as_deref(), Some("c-1"));
        assert_eq!(booking.invoice_id.as_deref(), Some("i-1"));
    }
    let error = store.retry(id, 3, at(5)).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "order 3 is booking (payment_made), not refused; it was changed meanwhile, so look again"
    );
    let error = store.retry(id, 99, at(5)).await.unwrap_err();
    assert_eq!(error.code(), "not-found");

    let mut write = desk.write(6).await;
    write.refuse(3, State::Booking, "contradiction", "{}").await.unwrap();
    write.commit().await.unwrap();
    store.retry_anew(id, 3, at(7)).await.unwrap();
    let read = desk.order(3).await;
    assert_eq!((read.state, read.booking, read.attempt), (State::Ready, None, 2));
    let error = store.retry_anew(id, 3, at(8)).await.unwrap_err();
    assert!(error.to_string().contains("refused with an invoice"), "{error}");
}

pub(crate) async fn a_problem_is_gone_at_the_next_success(bench: &Bench) {
    let desk = bench.desk().await;
    desk.planned(1).await;
    let mut write = desk.write(3).await;
    write.note_problem(1, "throttled", "{\"until\":1}").await.unwrap();
    write.intend_invoice(1, intent(1, 3, 9)).await.unwrap();
    write.commit().await.unwrap();
    let read = desk.order(1).await;
    assert_eq!((read.state, read.code.as_deref()), (State::Booking, Some("throttled")));
    assert_eq!(read.refusal.as_deref(), Some("{\"until\":1}"));

    let mut write = desk.write(4).await;
    write.invoice_made(1, "i-1", false).await.unwrap();
    write.commit().await.unwrap();
    let read = desk.order(1).await;
    assert_eq!((read.code, read.refusal), (None, None));
}
