//! Every change of an order, from every situation: it works from the ones it names, and from all
//! others it is a conflict that changes nothing.

use super::bench::{Bench, Desk, at, intent, seen};
use crate::{Error, ForeignInvoice, OrderRecord, State, Write};

/// Where an order can be.
const SITUATIONS: [&str; 14] = [
    "waiting",
    "ready",
    "planned",
    "contact",
    "invoice_sending",
    "invoice_made",
    "payment_sending",
    "payment_made",
    "booked",
    "changed",
    "refused",
    "refused with invoice",
    "refused with payment",
    "ignored",
];

/// A change, and the situations it starts from.
const CHANGES: [(&str, &[&str]); 26] = [
    ("set_ready", &["waiting"]),
    ("set_waiting", &["ready"]),
    ("refuse waiting", &["waiting"]),
    ("refuse booking", BOOKING),
    ("refuse booked", &["booked"]),
    ("plan", &["ready"]),
    ("await_contact", &["planned", "contact"]),
    ("set_contact", &["planned", "contact"]),
    ("back_from_contact", &["contact"]),
    ("intend_invoice", &["planned"]),
    ("invoice_made", &["invoice_sending"]),
    ("invoice_found", &["planned", "contact", "invoice_sending"]),
    ("back_to_planned", &["invoice_sending"]),
    ("intend_payment", &["invoice_made"]),
    ("payment_made", &["invoice_made", "payment_sending"]),
    ("back_to_invoice_made", &["payment_sending"]),
    ("postpone", &["contact", "invoice_sending", "payment_sending"]),
    ("note_problem", BOOKING),
    ("booked", &["invoice_made", "payment_made"]),
    ("adopt", &["waiting", "ready", "refused"]),
    ("change", &["booked", "changed"]),
    ("owe_payment", &["booked"]),
    ("settle_change", &["changed"]),
    ("release_refused", &["refused", "refused with invoice", "refused with payment"]),
    ("ignore refused", &["refused", "refused with invoice", "refused with payment"]),
    // Never, not even from where it says.
    ("ignore booked", &[]),
];

const BOOKING: &[&str] =
    &["planned", "contact", "invoice_sending", "invoice_made", "payment_sending", "payment_made"];

pub(crate) async fn every_change_names_the_state_it_starts_from(bench: &Bench) {
    let desk = bench.desk().await;
    let mut order = 0;
    for (change, from) in CHANGES {
        for situation in SITUATIONS {
            order += 1;
            put(&desk, order, situation).await;
            let before = steps_and_record(&desk, order).await;
            let mut write = desk.write(9).await;
            let result = apply(&mut write, order, change, before.1.attempt + 1).await;
            // Committed either way: a conflict must have changed nothing by itself.
            write.commit().await.unwrap();
            let after = steps_and_record(&desk, order).await;
            match result {
                Ok(()) => {
                    assert!(from.contains(&situation), "{change} from {situation}");
                    assert_eq!(after.0, before.0 + 1, "one step: {change} from {situation}");
                    assert_eq!(after.1.updated_at, at(9));
                }
                Err(Error::Conflict { what, .. }) => {
                    assert!(!from.contains(&situation), "{change} from {situation}");
                    assert_eq!(what, format!("order {order}"));
                    assert_eq!(after, before, "{change} from {situation}");
                }
                Err(error) => panic!("{change} from {situation}: {error}"),
            }
        }
    }
}

async fn steps_and_record(desk: &Desk, order: i64) -> (usize, OrderRecord) {
    let steps = desk.store.steps(&desk.connection, order).await.unwrap();
    (steps.len(), desk.order(order).await)
}

/// Brings a new order into a situation.
async fn put(desk: &Desk, order: i64, situation: &str) {
    let mut write = desk.write(1).await;
    let mut seen = seen(order);
    seen.ready = situation != "waiting";
    write.see_order(&seen).await.unwrap();
    let way: &[&str] = match situation {
        "waiting" | "ready" => &[],
        "planned" => &["plan"],
        "contact" => &["plan", "await_contact"],
        "invoice_sending" => &["plan", "intend_invoice"],
        "invoice_made" => &["plan", "invoice_found"],
        "payment_sending" => &["plan", "invoice_found", "intend_payment"],
        "payment_made" => &["plan", "invoice_found", "payment_made"],
        "booked" => &["plan", "invoice_found", "booked"],
        "changed" => &["plan", "invoice_found", "booked", "change"],
        "refused" => &["plan", "refuse booking"],
        "refused with invoice" => &["plan", "invoice_found", "refuse booking"],
        "refused with payment" => &["plan", "invoice_found", "payment_made", "refuse booking"],
        "ignored" => &["plan", "refuse booking", "ignore refused"],
        other => panic!("{other}"),
    };
    for change in way {
        apply(&mut write, order, change, 1).await.unwrap();
    }
    write.commit().await.unwrap();
}

async fn apply(write: &mut Write<'_>, order: i64, change: &str, attempt: i64) -> Result<(), Error> {
    let intent = intent(attempt, 3, 900);
    match change {
        "set_ready" => write.set_ready(order).await,
        "set_waiting" => write.set_waiting(order).await,
        "refuse waiting" => write.refuse(order, State::Waiting, "currency", "{}").await,
        "refuse booking" => write.refuse(order, State::Booking, "currency", "{}").await,
        "refuse booked" => write.refuse(order, State::Booked, "contradiction", "{}").await,
        "plan" => write.plan(order, "{}", "R", "2026-11-23".parse().unwrap()).await,
        "await_contact" => write.await_contact(order, at(900)).await,
        "set_contact" => write.set_contact(order, "c").await,
        "back_from_contact" => write.back_from_contact(order).await,
        "intend_invoice" => write.intend_invoice(order, intent).await,
        "invoice_made" => write.invoice_made(order, "i", false).await,
        "invoice_found" => write.invoice_made(order, "i", true).await,
        "back_to_planned" => write.back_to_planned(order).await,
        "intend_payment" => write.intend_payment(order, intent).await,
        "payment_made" => write.payment_made(order, "p").await,
        "back_to_invoice_made" => write.back_to_invoice_made(order).await,
        "postpone" => write.postpone(order, at(901)).await,
        "note_problem" => write.note_problem(order, "throttled", "{}").await,
        "booked" => write.booked(order, "{}").await,
        "adopt" => {
            let booked_on = "2026-03-01".parse().unwrap();
            let (plan, reference, booked) = ("{\"own\":1}", "F", "{}");
            let id = &format!("i{order}");
            write.adopt(order, ForeignInvoice { id, plan, reference, booked_on, booked }).await
        }
        "change" => write.change(order, "contradiction", "{}").await,
        "owe_payment" => write.owe_payment(order, "{}").await,
        "settle_change" => write.settle_change(order).await,
        "release_refused" => write.release_refused(order).await.map(|_| ()),
        "ignore refused" => write.ignore(order, State::Refused, "test").await,
        "ignore booked" => write.ignore(order, State::Booked, "test").await,
        other => panic!("{other}"),
    }
}
