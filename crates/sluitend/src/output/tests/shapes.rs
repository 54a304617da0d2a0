//! Errors, connections, orders and syncs.

use ::sync::{Code, Fault, OrderView, Tally};
use bookkeeping::{Contradiction, Country, Language, Refusal, Warning};
use jiff::Timestamp;
use rust_decimal::Decimal;
use serde_json::json;
use store::{Connection, ConnectionId, Counts, Health, OrderRecord, State, Step};

use super::super::*;

const ID: &str = "01a207d9-2100-7fff-bfff-000000000001";

fn id() -> ConnectionId {
    ID.parse().unwrap()
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn view(state: State) -> OrderView {
    OrderView {
        connection: id(),
        id: 412_000_171,
        number: "FW-17".to_owned(),
        state,
        code: None,
        message: None,
        hint: None,
        refusal: None,
        waits: None,
        reference: None,
        invoice_id: None,
        total: Decimal::new(5_905, 1),
        date: "2026-04-01".parse().unwrap(),
        settle_at: None,
    }
}

fn refused() -> OrderView {
    let refusal = Refusal::Contradiction { how: Contradiction::NoRows };
    OrderView {
        code: Some(refusal.code().to_owned()),
        message: Some(refusal.message(Language::En)),
        hint: Some("Look.".to_owned()),
        ..view(State::Refused)
    }
}

#[test]
fn an_error() {
    let fault = Fault::new(Code::ScopeMissing, "what", "do");
    let error = serde_json::to_value(FailureShape { error: (&fault).into() }).unwrap();
    let expected = json!({"error": {"code": "scope-missing", "message": "what", "hint": "do"}});
    assert_eq!(error, expected);
}

#[test]
fn a_summary_and_its_orders() {
    let member = |order_id: i64, number: &str| OrderRecord {
        connection: id(),
        order_id,
        number: number.to_owned(),
        state: State::Booked,
        code: None,
        refusal: None,
        why: None,
        snapshot: "null".to_owned(),
        seen_at: Timestamp::UNIX_EPOCH,
        placed_on: "2026-04-01".parse().unwrap(),
        total: Decimal::new(5, 0),
        currency: "EUR".to_owned(),
        shop_status: Some(7),
        paid: true,
        backfill: false,
        ready_at: None,
        attempt: 0,
        booking: None,
        of_order: None,
        summary: Some(-7),
        review: false,
        updated_at: Timestamp::UNIX_EPOCH,
    };
    let members = [member(1, "FW-17"), member(2, "FW-18")];
    let shape = OrderShape::from(&view(State::Booked)).with_orders(&members);
    let orders = serde_json::to_value(shape).unwrap()["orders"].clone();
    let (first, second) = ("FW-17", "FW-18");
    let expected = json!([
        {"id": 1, "number": first, "total": "5.00"},
        {"id": 2, "number": second, "total": "5.00"},
    ]);
    assert_eq!(orders, expected);
    let text = order(&view(State::Booked), "EUR", (&[], &[], &members), Language::En);
    assert!(text.contains("orders: FW-17, FW-18"), "{text}");
    let none = order(&view(State::Booked), "EUR", (&[], &[], &[]), Language::En);
    assert!(!none.contains("orders:"), "{none}");
}

#[test]
fn orders_and_what_happened_to_one() {
    let booked = OrderView {
        reference: Some("FW-17".to_owned()),
        invoice_id: Some("33".to_owned()),
        ..view(State::Booked)
    };
    let step =
        Step { at: at("2026-04-02T10:00:00.5Z"), what: "booked".to_owned(), detail: String::new() };
    let shape = OrdersShape {
        orders: vec![OrderShape::from(&booked).with_steps(vec![step]), (&refused()).into()],
    };
    assert_eq!(
        serde_json::to_value(shape).unwrap(),
        json!({"orders": [
            {
                "id": 412_000_171, "number": "FW-17", "state": "booked", "code": null,
                "message": null, "hint": null, "reference": "FW-17", "invoice_id": "33",
                "total": "590.50", "date": "2026-04-01", "connection": ID, "again_at": null,
                "steps": [{"at": "2026-04-02T10:00:00.5Z", "what": "booked", "detail": ""}],
            },
            {
                "id": 412_000_171, "number": "FW-17", "state": "refused",
                "code": "contradiction", "message": "The order has no rows.", "hint": "Look.",
                "reference": null, "invoice_id": null, "total": "590.50", "date": "2026-04-01",
                "connection": ID, "again_at": null,
            },
        ]})
    );
}

#[test]
fn what_to_look_at_in_the_invoice_of_one_order() {
    let warning = Warning::RateNotValid {
        country: Country::NL,
        percentage: "9".parse().unwrap(),
        day: "2018-12-31".parse().unwrap(),
    };
    let own = view(State::Booked);
    let text = order(&own, "EUR", (&[], std::slice::from_ref(&warning), &[]), Language::En);
    let sentence = "Mind: VAT of NL was charged at 9 %, but on 2018-12-31 it had 21, 6, 0 %";
    assert!(text.contains(sentence), "{text}");
    let plain = order(&own, "EUR", (&[], &[], &[]), Language::En);
    assert!(plain.contains("date: 2026-04-01\n\nwhen (UTC)"), "{plain}");
    let shape = OrderShape::from(&own).with_warnings(&[warning], Language::En);
    let json = serde_json::to_value(shape).unwrap();
    assert_eq!(json["warnings"][0]["code"], "rate-not-valid");
    assert!(json["warnings"][0]["message"].as_str().unwrap().starts_with("VAT of NL"), "{json}");
}

#[test]
fn a_list_of_orders_is_a_table() {
    let text = orders(&[view(State::Waiting), refused()], Language::En);
    assert_eq!(
        text,
        "id         number  date         total  state    invoice\n\
         412000171  FW-17   2026-04-01  590.50  waiting\n\
         412000171  FW-17   2026-04-01  590.50  refused           contradiction: The order has no rows.\n"
    );
    assert_eq!(orders(&[], Language::Nl), "Geen bestellingen.");
}

#[test]
fn a_sync_that_leaves_something_for_a_person_and_something_unknown() {
    let again = at("2026-04-02T10:15:30Z");
    let unknown = OrderView { settle_at: Some(again), ..view(State::Booking) };
    let tally = Tally { booked: 3, adopted: 1, moneybird: 9, ccvshop: 4, ..Tally::default() };
    let orders = [refused(), unknown, view(State::Booked)];
    let own =
        SyncedShape::new(ID.to_owned(), &Counts::default(), tally, Some(again), &orders, None);
    assert!(!own.is_clean());
    let text = synced(&own, "Fietswinkel", Language::En);
    for part in [
        "booked 3 (1 of them",
        "contradiction: The order has no rows.\n    Look.\n      FW-17 (412000171)",
        "2026-04-02 10:15:30",
    ] {
        assert!(text.contains(part), "'{part}' in {text}");
    }
    assert_eq!(
        serde_json::to_value(SyncShape { connections: vec![own], error: None }).unwrap(),
        json!({"connections": [{
            "id": ID,
            "orders": {
                "waiting": 0, "ready": 0, "booking": 0, "booked": 0, "refused": 0,
                "ignored": 0, "changed": 0,
            },
            "booked_now": 3,
            "adopted_now": 1,
            "calls": {"moneybird": 9, "ccvshop": 4},
            "again_at": "2026-04-02T10:15:30Z",
            "needs_person": [{
                "id": 412_000_171, "number": "FW-17", "state": "refused",
                "code": "contradiction", "message": "The order has no rows.", "hint": "Look.",
            }],
            "unsettled": [{
                "id": 412_000_171, "number": "FW-17", "again_at": "2026-04-02T10:15:30Z",
            }],
        }]})
    );
}

#[test]
fn a_sync_with_nothing_left_is_clean() {
    let (counts, tally) = (Counts::default(), Tally::default());
    let booked = [view(State::Booked), view(State::Waiting)];
    let own = SyncedShape::new(ID.to_owned(), &counts, tally, None, &booked, None);
    assert!(own.is_clean());
    let json = serde_json::to_value(&own).unwrap();
    assert_eq!((&json["again_at"], &json["needs_person"]), (&json!(null), &json!([])));
}

#[test]
fn connections_in_each_state() {
    let own = Connection {
        id: id(),
        shop_id: 5,
        shop_name: "Fietswinkel".to_owned(),
        shop_url: "https://fietswinkel.example".to_owned(),
        administration_id: "123".to_owned(),
        administration_name: "Boeken".to_owned(),
        settings: Some(String::new()),
        health: Health::Active,
        created_at: at("2026-04-01T00:00:00Z"),
        last_sync_at: None,
        next_sync_at: at("2026-04-01T00:00:00Z"),
        holder: None,
        is_kept_waiting: false,
        attempt: 0,
    };
    let shape = |own: &Connection| ConnectionShape::new(own, &Counts::default(), Language::En);
    assert_eq!(
        serde_json::to_value(shape(&own)).unwrap(),
        json!({
            "id": ID,
            "shop": {"id": 5, "name": "Fietswinkel", "url": "https://fietswinkel.example"},
            "administration": {"id": "123", "name": "Boeken"},
            "state": "active", "code": null, "message": null,
            "last_sync_at": null, "next_sync_at": "2026-04-01T00:00:00Z",
            "orders": {
                "waiting": 0, "ready": 0, "booking": 0, "booked": 0, "refused": 0,
                "ignored": 0, "changed": 0,
            },
        })
    );
    let unset = serde_json::to_value(shape(&Connection { settings: None, ..own.clone() })).unwrap();
    assert_eq!(unset["state"], "no-settings");
    let health = Health::Broken { code: "clock".to_owned(), message: "Late.".to_owned() };
    let broken = shape(&Connection { health, ..own });
    assert!(connections(&[broken], Language::En).contains("broken: Late."));
}
