//! What the merchant set up.

use rust_decimal::Decimal;

use super::regime::{COUNTRIES, Country, NETHERLANDS};
use crate::shop::model::{GeozoneCountry, Merchant, StatusName, Tariff};

/// All statuses with their Dutch names.
pub(super) fn statuses() -> Vec<StatusName> {
    let names = [
        ("Nieuw", "#1e88e5"),
        ("In behandeling", "#8e24aa"),
        ("Wacht op fabrikant", "#6d4c41"),
        ("Wacht op betaling", "#fb8c00"),
        ("Verzonden", "#00897b"),
        ("Afgeleverd", "#43a047"),
        ("Afgerond", "#2e7d32"),
        ("Geannuleerd", "#e53935"),
        ("Wacht op leverancier", "#6d4c41"),
        ("Wordt ingepakt", "#5e35b1"),
        ("Klaar om op te halen", "#00acc1"),
        ("Wordt samengesteld", "#3949ab"),
        ("Nabestelling", "#f4511e"),
        ("Gereserveerd", "#757575"),
    ];
    let status = |(number, (name, colour)): (u8, (&str, &str))| StatusName {
        status: number,
        name: name.to_owned(),
        colour: colour.to_owned(),
    };
    (1..).zip(names).map(status).collect()
}

/// The countries the shop sells to, with their rates.
pub(super) fn countries() -> Vec<GeozoneCountry> {
    COUNTRIES.into_iter().map(geozone_country).collect()
}

fn geozone_country(country: Country) -> GeozoneCountry {
    let geozone = if country == NETHERLANDS {
        (1, "Nederland")
    } else if country.normal().is_zero() {
        (3, "Buiten de EU")
    } else {
        (2, "Europese Unie")
    };
    let tariff = |kind: &str, percentage| Tariff { kind: kind.to_owned(), percentage };
    GeozoneCountry {
        country: country.name.to_owned(),
        code: country.code.to_owned(),
        geozone: (geozone.0, geozone.1.to_owned()),
        tariffs: vec![
            tariff("normal", country.normal()),
            tariff("low a", country.low()),
            tariff("zero", Decimal::ZERO),
        ],
    }
}

/// Whose shop it is.
pub(super) fn merchant() -> Merchant {
    Merchant {
        id: 880_421,
        first_name: "Sanne".to_owned(),
        last_name: "Voorbeeld".to_owned(),
        company: "Kop & Kaft".to_owned(),
        email: "winkel@voorbeeld.example".to_owned(),
        street: "Voorbeeldstraat".to_owned(),
        house_number: "12".to_owned(),
        postcode: "3811AB".to_owned(),
        city: "Amersfoort".to_owned(),
        tax_number: super::numbers::dutch(1_234_567),
        coc_number: "61234567".to_owned(),
        iban: "NL00VRBD0123456789".to_owned(),
    }
}
