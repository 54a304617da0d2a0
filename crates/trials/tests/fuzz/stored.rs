//! What the store gives back: orders, plans and refusals, perhaps of a disk that lies.

use bookkeeping::{Invoice, Order, Refusal, edit};

use crate::hunt::{Case, hunt};
use crate::orders::{check_order, check_refusal, survives};

fn value(case: &mut Case<'_>) {
    let bytes = case.input();
    if let Ok(order) = serde_json::from_slice::<Order>(&bytes) {
        let _ = edit::fingerprint(&order);
        check_order(case, &order);
    }
    if let Ok(invoice) = serde_json::from_slice::<Invoice>(&bytes) {
        case.note("invoice");
        survives(&invoice);
        let position = edit::Position::of([&invoice]);
        let _ = (position.total(), position.sold(), position.less(&position));
    }
    if let Ok(refusal) = serde_json::from_slice::<Refusal>(&bytes) {
        case.note("refusal");
        check_refusal(&refusal);
    }
}

#[test]
fn stored_values() {
    hunt("stored", 5_000, value);
}
