//! The VAT number of an intra-Community supply: one of another member state, as VIES writes it.

use bookkeeping::{Order, Refusal};

use crate::support::{booked, consumer, country, dec, order, refused, row, settings};

/// An intra-Community supply to Germany, by a customer of that country with that number.
fn supply(of: &str, number: &str) -> Order {
    let mut order = Order {
        intra_community: true,
        customer: consumer(of, "1000"),
        shipping_percentage: dec("0"),
        ..order("100", "0", vec![row("Kan", "1", "100", "0")])
    };
    order.customer.delivery_country = Some(country("DE"));
    order.customer.delivery_postcode = "10115".to_owned();
    order.customer.vat_number = number.to_owned();
    order
}

#[test]
fn numbers_of_every_state() {
    let table = [
        ("AT", "ATU12345678"),
        ("BE", "BE0123456749"),
        ("BE", "BE1000000012"),
        ("BG", "BG123456789"),
        ("BG", "BG1234567890"),
        ("CY", "CY12345678X"),
        ("CZ", "CZ12345678"),
        ("CZ", "CZ123456789"),
        ("CZ", "CZ1234567890"),
        ("DE", "DE123456789"),
        ("DK", "DK12345678"),
        ("EE", "EE123456789"),
        ("GR", "EL123456789"),
        ("ES", "ESX1234567X"),
        ("ES", "ESB12345678"),
        ("ES", "ES12345678Z"),
        ("FI", "FI12345678"),
        ("FR", "FR12123456789"),
        ("FR", "FRK7123456789"),
        ("HR", "HR12345678901"),
        ("HU", "HU12345678"),
        ("IE", "IE1234567WA"),
        ("IE", "IE1X23456L"),
        ("IE", "IE1234567L"),
        ("IT", "IT12345678901"),
        ("LT", "LT123456789"),
        ("LT", "LT123456789012"),
        ("LU", "LU12345678"),
        ("LV", "LV12345678901"),
        ("MT", "MT12345678"),
        ("PL", "PL1234567890"),
        ("PT", "PT123456789"),
        ("RO", "RO12"),
        ("RO", "RO1234567890"),
        ("SE", "SE123456789012"),
        ("SI", "SI12345678"),
        ("SK", "SK1234567890"),
        ("GB", "XI123456789"),
        ("GB", "XI123456789012"),
        ("GB", "XIGD123"),
        ("GB", "XIHA123"),
    ];
    for (of, number) in table {
        let contact = booked(&supply(of, number), &settings()).contact;
        assert_eq!(contact.vat_number, number);
        assert!(contact.customer_id.ends_with(number), "{}", contact.customer_id);
        // One more digit is no number of that state, unless it has longer ones.
        let longer = format!("{number}0");
        let is_longer = table.iter().any(|(_, own)| *own == longer)
            || ["RO12", "BG123456789"].contains(&number);
        let outcome = crate::support::decided(&supply(of, &longer), &settings());
        assert_eq!(
            outcome.is_ok(),
            is_longer || number.starts_with("CZ12345678") && longer.len() < 13,
            "{longer}"
        );
    }
}

#[test]
fn as_customers_type_them() {
    for (of, typed, number) in [
        ("DE", "de 123.456.789", "DE123456789"),
        ("GR", "GR123456789", "EL123456789"),
        // Without the sign it is of the delivery country, or of the billing country.
        ("NL", "123456789", "DE123456789"),
        ("DE", "123456789", "DE123456789"),
        ("AT", "U12345678", "ATU12345678"),
        ("BE", "0123.456.749", "BE0123456749"),
        ("FI", "123456789", "DE123456789"),
        // Letters that are no sign of a state.
        ("FR", "AB123456789", "FRAB123456789"),
    ] {
        assert_eq!(booked(&supply(of, typed), &settings()).contact.vat_number, number, "{typed}");
    }
}

#[test]
fn what_is_no_number_of_another_state() {
    for (of, typed) in [
        ("DE", ""),
        ("DE", "DE12345678A"),
        ("DE", "DE1234567890"),
        ("DE", "1"),
        ("AT", "AT12345678"),
        ("ES", "ES123456789"),
        ("BE", "BE123456749"),
        ("NL", "NL001234567B01"),
        ("NL", "001234567B01"),
        ("CH", "CHE123456789"),
        ("GB", "GB123456789"),
        ("DE", "EL"),
        ("DE", "XIGD12"),
        // French numbers may begin with any letters; a sign of a state in front makes it a doubt.
        ("FR", "SE123456789"),
        ("FR", "NL123456789"),
        ("FR", "BE123456789"),
        // Without its sign it may be of the billing or of the delivery country.
        ("GR", "123456789"),
        ("DE", &"1".repeat(1_000)),
    ] {
        let number: String = typed.chars().filter(char::is_ascii_alphanumeric).take(20).collect();
        let has_digits = number.contains(|character: char| character.is_ascii_digit());
        let why =
            if has_digits { Refusal::VatNumberOdd { number } } else { Refusal::VatNumberMissing };
        assert_eq!(refused(&supply(of, typed), &settings()), why, "{typed}");
    }
}

#[test]
fn elsewhere_the_number_stays_as_it_was_typed() {
    let mut order = order("121", "21", vec![row("Kan", "1", "121", "21")]);
    order.customer.vat_number = "gb 123.456.789".to_owned();
    assert_eq!(booked(&order, &settings()).contact.vat_number, "GB123456789");
}
