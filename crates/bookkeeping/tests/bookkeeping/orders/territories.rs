//! Places whose VAT is not that of their country code (art. 6 and 7 VAT Directive 2006/112/EC).

use bookkeeping::{Order, Refusal, VatCase};

use crate::support::{consumer, country, decided, order, refused, row, settings};

fn sent_to(code: &str, postcode: &str) -> Order {
    Order {
        customer: consumer(code, postcode),
        ..order("121", "21", vec![row("Kan", "1", "121", "21")])
    }
}

#[test]
fn goods_to_a_territory_are_refused_with_its_name() {
    let table = [
        ("ES", "35001", "Canarias"),
        ("ES", "38760", "Canarias"),
        ("ES", "51001", "Ceuta"),
        ("ES", "52006", "Melilla"),
        ("ES", "ES-35001", "Canarias"),
        ("ES", "E-35001", "Canarias"),
        ("DE", "27498", "Helgoland"),
        ("DE", "D-27498", "Helgoland"),
        ("DE", "78266", "Büsingen"),
        ("DE", "87491", "Jungholz"),
        ("DE", "D-87567", "Kleinwalsertal"),
        ("DE", "87568", "Kleinwalsertal"),
        ("DE", "87569", "Kleinwalsertal"),
        ("ES", "AD500", "Andorra"),
        ("FR", "AD 500", "Andorra"),
        ("IT", "23041", "Livigno"),
        ("IT", "I-22061", "Campione d'Italia"),
        ("IT", "47890", "San Marino"),
        ("IT", "00120", "Città del Vaticano"),
        ("DK", "3900", "Grønland"),
        ("DK", "FO-100", "Føroyar"),
        ("DK", " 100 ", "Føroyar"),
        ("DK", "DK-100", "Føroyar"),
        ("FI", "22100", "Åland"),
        ("FI", "FI-22100", "Åland"),
        ("FI", "AX-22100", "Åland"),
        ("GR", "63086", "Άγιον Όρος"),
        ("GR", "630 86", "Άγιον Όρος"),
        ("FR", "97110", "Guadeloupe"),
        ("FR", "97200", "Martinique"),
        ("FR", "97300", "Guyane"),
        ("FR", "97400", "La Réunion"),
        ("FR", "97500", "Saint-Pierre-et-Miquelon"),
        ("FR", "97600", "Mayotte"),
        ("FR", "97700", "Saint-Barthélemy"),
        ("FR", "97800", "Saint-Martin"),
        ("FR", "98413", "Terres australes françaises"),
        ("FR", "98600", "Wallis-et-Futuna"),
        ("FR", "98714", "Polynésie française"),
        ("FR", "98800", "Nouvelle-Calédonie"),
        ("GB", "BT1 5GS", "Northern Ireland"),
        ("GB", "bt15gs", "Northern Ireland"),
        ("XI", "BT1 5GS", "Northern Ireland"),
        // Monaco is France for VAT, so it is no export.
        ("MC", "98000", "Monaco"),
    ];
    for (code, postcode, name) in table {
        assert_eq!(country(code).territory(postcode, ""), Some(name), "{code} {postcode}");
        let refusal = refused(&sent_to(code, postcode), &settings());
        assert_eq!(refusal, Refusal::Territory { name: name.to_owned() });
        assert_eq!(refusal.code(), "territory");
    }
}

#[test]
fn their_neighbours_are_not() {
    let table = [
        ("ES", "28035"),
        ("ES", "03501"),
        ("DE", "27499"),
        ("DE", "35274"),
        ("DE", "87566"),
        ("DE", "87490"),
        ("IT", "23032"),
        // The valleys that Livigno and Campione once shared a postcode with.
        ("IT", "23030"),
        ("IT", "22060"),
        ("IT", "47900"),
        ("IT", "00121"),
        ("DK", "3800"),
        ("DK", "1000"),
        ("SE", "100"),
        ("DK", "1A0"),
        ("DK", "4390"),
        ("FI", "02210"),
        ("FI", "20100"),
        ("GR", "63085"),
        ("FR", "75009"),
        ("FR", "98000"), // Monaco, written as France: taxed as France
        ("GB", "B1 1BT"),
        ("GB", "EC1A 1BB"),
        ("NL", "3510AB"),
        ("NL", "2210AB"),
        ("ES", ""),
        ("FI", "AX"),
    ];
    for (code, postcode) in table {
        assert_eq!(country(code).territory(postcode, ""), None, "{code} {postcode}");
    }
}

/// Under a country code of their own these places say themselves that they are outside.
#[test]
fn places_with_a_code_of_their_own_are_exported_to() {
    let codes = [
        "AX", "BL", "BQ", "FO", "GF", "GG", "GI", "GL", "GP", "IC", "IM", "JE", "MF", "MQ", "NC",
        "PF", "PM", "RE", "SJ", "SM", "VA", "YT",
    ];
    for code in codes {
        let order = Order {
            customer: consumer(code, "1000"),
            ..order("121", "0", vec![row("Kan", "1", "121", "0")])
        };
        let line = decided(&order, &settings()).unwrap().lines.remove(0);
        assert_eq!(line.case, VatCase::Export, "{code}");
    }
}

#[test]
fn the_city_tells_apart_what_shares_a_postcode() {
    for (postcode, city, name) in [
        ("23030", "Livigno", Some("Livigno")),
        ("I-23030", " LIVIGNO (SO) ", Some("Livigno")),
        ("23030", "Trepalle", Some("Livigno")),
        ("22060", "Campione d'Italia", Some("Campione d'Italia")),
        ("22060", "Cantù", None),
        ("23030", "Bormio", None),
        // Only where the postcode is theirs.
        ("20121", "Livigno", None),
    ] {
        assert_eq!(country("IT").territory(postcode, city), name, "{postcode} {city}");
        let mut order = sent_to("IT", postcode);
        city.clone_into(&mut order.customer.city);
        assert_eq!(order.territory(), name);
    }
    assert_eq!(country("ES").territory("23030", "Livigno"), None);
    // Büsingen and Campione have a postcode of Switzerland too, which begins like others at home.
    for (code, postcode, city, name) in [
        ("DE", "CH-8238", "Büsingen am Hochrhein", Some("Büsingen")),
        ("DE", "8238", "BUESINGEN", Some("Büsingen")),
        ("DE", "82380", "Peißenberg", None),
        ("IT", "CH 6911", "Campione d'Italia", Some("Campione d'Italia")),
    ] {
        assert_eq!(country(code).territory(postcode, city), name, "{postcode} {city}");
    }
}

#[test]
fn a_delivery_without_a_postcode_may_be_to_the_customers_own_territory() {
    for postcode in ["", " - ", "."] {
        let mut order = sent_to("ES", "38001");
        "Santa Cruz".clone_into(&mut order.customer.city);
        order.customer.delivery_country = Some(country("ES"));
        postcode.clone_into(&mut order.customer.delivery_postcode);
        "Santa Cruz de Tenerife".clone_into(&mut order.customer.delivery_city);
        assert_eq!(order.territory(), Some("Canarias"), "'{postcode}'");
        // With a postcode of its own it is where that is; of another country nothing is known.
        "28001".clone_into(&mut order.customer.delivery_postcode);
        assert_eq!(order.territory(), None);
        order.customer.delivery_country = Some(country("DE"));
        postcode.clone_into(&mut order.customer.delivery_postcode);
        assert_eq!(order.territory(), None);
    }
}

#[test]
fn a_delivery_country_alone_is_filled_up_from_the_billing_address() {
    let mut order = sent_to("ES", "35001");
    order.customer.delivery_country = Some(country("ES"));
    assert_eq!(order.destination(), Some((country("ES"), "35001")));
    assert_eq!(refused(&order, &settings()).code(), "territory");
    // Not where it has a place of its own, and not from another country.
    order.customer.delivery_city = "Madrid".to_owned();
    assert_eq!(order.destination(), Some((country("ES"), "")));
    // With a city it is the same place if the city is.
    "LAS PALMAS".clone_into(&mut order.customer.delivery_city);
    " Las Palmas".clone_into(&mut order.customer.city);
    assert_eq!(order.destination(), Some((country("ES"), "35001")));
    order.customer.delivery_city = String::new();
    order.customer.delivery_country = Some(country("DE"));
    assert_eq!(order.destination(), Some((country("DE"), "")));
    order.customer.delivery_postcode = "10115".to_owned();
    order.customer.country = Some(country("DE"));
    assert_eq!(order.destination(), Some((country("DE"), "10115")));
}

#[test]
fn the_delivery_address_decides() {
    let mut abroad = sent_to("DE", "27498");
    abroad.customer.delivery_country = Some(country("NL"));
    abroad.customer.delivery_postcode = "1234AB".to_owned();
    assert!(decided(&abroad, &settings()).is_ok());
    let mut home = sent_to("NL", "1234AB");
    home.customer.delivery_country = Some(country("DE"));
    home.customer.delivery_postcode = "27498".to_owned();
    assert_eq!(refused(&home, &settings()).code(), "territory");
}

#[test]
fn goods_that_are_fetched_go_nowhere() {
    let mut order = sent_to("DE", "27498");
    order.deliver_method = "pickup".to_owned();
    assert!(decided(&order, &settings()).is_ok());
    order.customer.country = None;
    assert!(decided(&order, &settings()).is_ok());
}

#[test]
fn goods_to_an_unknown_country_are_refused() {
    let mut order = sent_to("NL", "1234AB");
    order.customer.country = None;
    let refusal = refused(&order, &settings());
    assert_eq!(refusal, Refusal::NoCountry);
    assert_eq!(refusal.code(), "territory");
}

#[test]
fn country_codes() {
    for (text, code, is_eu) in [
        ("nl", "NL", true),
        (" DE ", "DE", true),
        ("EL", "GR", true),
        ("GR", "GR", true),
        ("UK", "GB", false),
        ("gb", "GB", false),
        ("CH", "CH", false),
        ("NO", "NO", false),
    ] {
        assert_eq!((country(text).code(), country(text).is_eu()), (code, is_eu), "{text}");
    }
    for text in ["", "N", "NLD", "N1", "??", "Nederland", "ÉÉ"] {
        assert!(text.parse::<bookkeeping::Country>().is_err(), "{text}");
    }
}
