//! Whom the invoice is made out to.

use bookkeeping::settings::{Consumers, Matching};
use bookkeeping::{Contact, Customer, Order};

use crate::support::{booked, consumer, country, order, row, settings};

fn contact(change: impl FnOnce(&mut Customer)) -> Contact {
    let mut order = pen();
    change(&mut order.customer);
    booked(&order, &settings()).contact
}

fn pen() -> Order {
    order("12.10", "2.10", vec![row("Pen", "1", "12.10", "21")])
}

#[test]
fn a_consumer() {
    let expected = Contact {
        customer_id: "ccv-7-24464274".to_owned(),
        match_email: Some("klant@example.com".to_owned()),
        company_name: String::new(),
        first_name: "Voornaam".to_owned(),
        last_name: "Achternaam".to_owned(),
        address1: "Voorbeeldstraat 3".to_owned(),
        address2: String::new(),
        postcode: "1234AB".to_owned(),
        city: "Plaats".to_owned(),
        country: Some(country("NL")),
        phone: String::new(),
        email: "klant@example.com".to_owned(),
        vat_number: String::new(),
        chamber_of_commerce: String::new(),
    };
    assert_eq!(contact(|_| {}), expected);
}

#[test]
fn spaces_around_what_was_typed_are_left_out() {
    let fields: [fn(&mut Customer) -> &mut String; 10] = [
        |customer| &mut customer.company,
        |customer| &mut customer.first_name,
        |customer| &mut customer.last_name,
        |customer| &mut customer.address1,
        |customer| &mut customer.address2,
        |customer| &mut customer.postcode,
        |customer| &mut customer.city,
        |customer| &mut customer.phone,
        |customer| &mut customer.email,
        |customer| &mut customer.chamber_of_commerce,
    ];
    let typed = |text: &str| {
        contact(|customer| {
            for field in fields {
                text.clone_into(field(customer));
            }
        })
    };
    assert_eq!(typed("  tekst "), typed("tekst"));
    assert_eq!(typed("tekst").chamber_of_commerce, "tekst");
}

#[test]
fn a_customer_keeps_the_same_id() {
    let by_mail = |mail: &str| {
        contact(|customer| {
            customer.account = None;
            mail.clone_into(&mut customer.email);
        })
        .customer_id
    };
    // SHA-256 of klant@example.com, its first eight bytes.
    assert_eq!(by_mail("klant@example.com"), by_mail(" Klant@Example.COM "));
    assert!(by_mail("klant@example.com").starts_with("ccv-7-e"));
    assert_eq!(by_mail("klant@example.com").len(), "ccv-7-e".len() + 16);
    assert_ne!(by_mail("klant@example.com"), by_mail("ander@example.com"));
    assert_eq!(by_mail(" "), "ccv-7-o339323562");
    let mut other = pen();
    other.shop = 8;
    assert_eq!(booked(&other, &settings()).contact.customer_id, "ccv-8-24464274");
}

#[test]
fn a_name_is_always_there() {
    let named = |first: &str, last: &str, company: &str, email: &str| {
        let contact = contact(|customer| {
            first.clone_into(&mut customer.first_name);
            last.clone_into(&mut customer.last_name);
            company.clone_into(&mut customer.company);
            email.clone_into(&mut customer.email);
        });
        [contact.company_name, contact.first_name, contact.last_name]
    };
    assert_eq!(named(" A ", "B", "", "e"), ["", "A", "B"]);
    assert_eq!(named("", "", " Firma ", "e"), ["Firma", "", ""]);
    assert_eq!(named("", " ", "", "e@x"), ["", "", "e@x"]);
    assert_eq!(named("", "", "", ""), ["", "", "Klant van bestelling 2022-1"]);
}

#[test]
fn recognised_by_mail_only_where_that_is_safe() {
    let mut by_nothing = settings();
    by_nothing.contacts.matching = Matching::None;
    assert_eq!(booked(&pen(), &by_nothing).contact.match_email, None);
    assert_eq!(contact(|customer| customer.email = " ".to_owned()).match_email, None);
    // An intra-Community supply must show this very VAT number (art. 35a Wet OB 1968).
    let mut order = Order {
        intra_community: true,
        customer: consumer("DE", "10115"),
        ..order("100", "0", vec![row("Pen", "1", "100", "0")])
    };
    order.customer.vat_number = "de 811.569-869".to_owned();
    let contact = booked(&order, &settings()).contact;
    assert_eq!((contact.match_email, contact.vat_number), (None, "DE811569869".to_owned()));
    // So it is a contact of its own: that of an earlier order may lack the number.
    assert_eq!(contact.customer_id, "ccv-7-24464274-DE811569869");
}

#[test]
fn one_contact_for_all_consumers_but_not_for_businesses() {
    let mut one = settings();
    one.contacts.consumers = Consumers::One;
    let of = |change: fn(&mut Customer)| {
        let mut order = pen();
        change(&mut order.customer);
        booked(&order, &one).contact
    };
    let collective = of(|_| {});
    assert_eq!(collective.customer_id, "ccv-7-particulieren");
    assert_eq!(collective.company_name, "Webshop particulieren");
    let private = [&collective.first_name, &collective.last_name, &collective.address1];
    assert!(private.iter().all(|text| text.is_empty()) && collective.email.is_empty());
    assert_eq!(collective.match_email, None);
    assert_eq!(of(|customer| customer.vat_number = "-".to_owned()), collective);
    assert_eq!(of(|customer| customer.company = " ".to_owned()), collective);

    let own = [
        of(|customer| customer.business = true),
        of(|customer| customer.company = "Firma".to_owned()),
        of(|customer| customer.vat_number = "NL001234567B01".to_owned()),
    ];
    assert!(own.iter().all(|contact| contact.customer_id == "ccv-7-24464274"));
}

#[test]
fn a_number_without_digits_is_no_vat_number() {
    for (typed, number) in [
        ("NL 0012.34.567.B01", "NL001234567B01"),
        ("be0123456749", "BE0123456749"),
        ("n.v.t.", ""),
        ("geen", ""),
        ("-", ""),
    ] {
        let contact = contact(|customer| typed.clone_into(&mut customer.vat_number));
        assert_eq!(contact.vat_number, number, "{typed}");
    }
}
