//! What an invoice is for: numbers and addresses that come back, and nonsense that is nobody's.

use bookkeeping::Subject;

const SHOP: i64 = 4_217_306;

fn all() -> Vec<(Subject, i64, &'static str, &'static str)> {
    let day = "2026-03-09".parse().unwrap();
    vec![
        (
            Subject::Order(339_323_562),
            339_323_562,
            "https://s/api/rest/v1/orders/339323562/?webshop=4217306",
            "ccv-4217306-339323562",
        ),
        (
            Subject::Credit(5_004),
            -20_017,
            "https://s/api/rest/v1/invoices/5004/?webshop=4217306",
            "ccv-4217306-c5004",
        ),
        (
            Subject::Correction { order: 339_323_562, number: 2 },
            -1_357_294_248_010,
            "https://s/api/rest/v1/orders/339323562/?webshop=4217306&correction=2",
            "ccv-4217306-339323562-k2",
        ),
        (
            Subject::Day { day, number: 1 },
            -810_412_360_007,
            "https://s/api/rest/v1/orders/?webshop=4217306&day=2026-03-09&summary=1",
            "ccv-4217306-2026-03-09-d1",
        ),
    ]
}

#[test]
fn each_has_a_number_and_an_address_of_its_own() {
    for (subject, id, address, identifier) in all() {
        assert_eq!(subject.id(), Some(id));
        assert_eq!(Subject::of_id(id), Some(subject));
        assert_eq!(subject.address("https://s/", SHOP), address);
        assert_eq!(Subject::of_address(address, SHOP), Some(subject));
        assert_eq!(
            Subject::of_address(&address.replace("https://s", "http://new"), SHOP),
            Some(subject)
        );
        assert_eq!(Subject::of_address(address, SHOP + 1), None);
        assert_eq!(subject.identifier(SHOP), identifier);
    }
}

#[test]
fn nonsense_is_nobodys() {
    for id in [0, -1, -4, -3, -2, -8, i64::MIN, -(10_000 * 20_261_301 + 1) * 4 - 3] {
        assert_eq!(Subject::of_id(id), None, "{id}");
    }
    for address in [
        "",
        "https://s/orders/1",
        "https://s/api/rest/v1/orders/?webshop=4217306",
        "https://s/api/rest/v1/orders/x/?webshop=4217306",
        "https://s/api/rest/v1/orders/?webshop=4217306&day=2026-03-09&summary=1&orders=",
        "https://s/api/rest/v1/orders/?webshop=4217306&day=2026-03-09&summary=1&x=1",
        "https://s/api/rest/v1/orders/-7/?webshop=4217306",
        "https://s/api/rest/v1/orders/?webshop=4217306&day=2026-13-01&summary=1",
        "https://s/api/rest/v1/orders/1/?webshop=4217306&correction=0",
        "https://s/api/rest/v1/returns/1/?webshop=4217306",
    ] {
        assert_eq!(Subject::of_address(address, SHOP), None, "{address}");
    }
    assert_eq!(Subject::Credit(i64::MAX).id(), None);
    assert_eq!(Subject::Correction { order: 1, number: 1_000 }.id(), None);
    assert_eq!(Subject::Correction { order: 1, number: 999 }.id(), Some(-7_998));
    for nothing in [
        Subject::Order(0),
        Subject::Credit(0),
        Subject::Credit(-1),
        Subject::Correction { order: 0, number: 1 },
        Subject::Correction { order: 1, number: 0 },
    ] {
        assert_eq!(nothing.id(), None, "{nothing:?}");
    }
}
