//! An order of which the person was forgotten is the same to the books.

use bookkeeping::{Invoice, Order, Refusal, Words};

use super::many::many;
use super::plan::Plan;
use super::shop::sell;
use crate::support::{consumer, decided, order, row, settings};

const SOME: u64 = 500;

/// All but whom it is for.
fn to_nobody(decided: Result<Invoice, Refusal>) -> Result<Invoice, Refusal> {
    let fingerprint = String::new();
    decided.map(|own| Invoice { fingerprint, ..own.without_person(&Words::default()) })
}

fn kept(order: &Order) -> Order {
    let kept = order.without_person(&Words::every(&order.customer));
    let text = serde_json::to_string(&kept).unwrap();
    for word in ["Voornaam", "Achternaam", "klant@", "Voorbeeldstraat", "Plaats", "123456789"] {
        assert!(!text.contains(word), "{word} in {text}");
    }
    let read: Order = serde_json::from_str(&text).unwrap();
    assert_eq!(read, kept);
    assert!(order.is_still(&read) && read.is_still(&read) && *order != read);
    read
}

#[test]
fn it_is_decided_in_the_same_way() {
    let settings = settings();
    many(SOME, |random| {
        let (order, _) = sell(&Plan::invented(random));
        let left = decided(&kept(&order), &settings);
        assert_eq!(to_nobody(left), to_nobody(decided(&order, &settings)));
    });
}

#[test]
fn it_lies_in_the_same_place() {
    for (code, postcode, left) in [
        ("ES", "35001", "35"),
        ("ES", "28001", ""),
        ("DE", "D-27498", "D-27498"),
        ("DK", " 100 ", " 100"),
        ("DK", "3900", "39"),
        ("FR", "98000", ""),
        ("NL", "1234 AB", ""),
        ("GB", "BT1 5GS", "BT"),
    ] {
        let mut order = order("121", "21", vec![row("Kan", "1", "121", "21")]);
        order.customer = consumer(code, postcode);
        let own = kept(&order);
        assert_eq!(own.territory(), order.territory(), "{code} {postcode}");
        assert_eq!(own.customer.postcode, left, "{code} {postcode}");
        order.customer.delivery_country = order.customer.country;
        assert_eq!(kept(&order).territory(), order.territory(), "{code} {postcode} at home");
    }
}

#[test]
fn a_city_is_kept_where_nothing_else_tells() {
    let mut order = order("121", "21", vec![row("Kan", "1", "121", "21")]);
    order.customer = consumer("IT", "23030");
    order.customer.city = "Livigno (SO)".to_owned();
    let own = order.without_person(&Words::every(&order.customer));
    assert_eq!((own.territory(), order.territory()), (Some("Livigno"), Some("Livigno")));
    assert_eq!(own.customer.city, "Livigno (SO)");
    order.customer.city = "Valdidentro".to_owned();
    assert_eq!(order.without_person(&Words::default()).customer.city, "");
}

#[test]
fn words_are_taken_out_as_a_whole() {
    let mut words = Words::default();
    for word in ["Wit", "Anna de Wit", "a@b.example", "Ümit", "", " x "] {
        words.add(word);
    }
    for (text, left) in [
        ("Anna de Wit is onbekend", "… is onbekend"),
        ("ANNA DE WIT, WIT, witte, A@b.example!", "…, …, witte, …!"),
        ("ümit en Ümiter", "… en Ümiter"),
        ("x", "x"),
        ("", ""),
    ] {
        assert_eq!(words.out_of(text), left);
        assert_eq!(words.are_in(text), text != left);
    }
}

#[test]
fn what_others_repeated_of_them_is_gone() {
    let mut words = Words::default();
    words.add("Wit");
    let rejected = |answer: &str| Refusal::Rejected {
        what: bookkeeping::Document::Contact,
        answer: answer.to_owned(),
    };
    let why = |answer: &str| Refusal::EditedUnbookable { why: Box::new(rejected(answer)) };
    assert_eq!(why("Wit: te kort").without(&words), why("…: te kort"));
    assert_eq!(Refusal::NoCountry.without(&words), Refusal::NoCountry);
}
