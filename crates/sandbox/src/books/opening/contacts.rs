//! The contacts that were there before the shop was connected.

use serde_json::{Value, json};

/// Attributes of the contacts, and whether each was archived since.
pub(in crate::books) fn contacts() -> Vec<(Value, bool)> {
    vec![
        (
            json!({ "company_name": "Groothandel De Linde B.V.", "city": "Utrecht",
                 "address1": "Lindelaan 4", "zipcode": "3511 AA",
                 "send_invoices_to_email": "administratie@delinde.example" }),
            false,
        ),
        (
            json!({ "firstname": "Sanne", "lastname": "de Wit", "city": "Zwolle",
                 "send_invoices_to_email": "klant1@voorbeeld.example" }),
            false,
        ),
        (
            json!({ "company_name": "Kapsalon Knip", "firstname": "Mo", "lastname": "El Amrani",
                 "city": "Breda", "send_invoices_to_email": "mo@knip.example" }),
            false,
        ),
        (
            json!({ "company_name": "Brauhaus Adler GmbH", "country": "DE", "city": "Köln",
                 "tax_number": "DE123456789",
                 "send_invoices_to_email": "rechnung@adler.example" }),
            false,
        ),
        (json!({ "company_name": "Webshop particulieren" }), false),
        (
            json!({ "firstname": "Kees", "lastname": "Vertrokken", "city": "Goes",
                 "customer_id": "oud-17",
                 "send_invoices_to_email": "kees@vertrokken.example" }),
            true,
        ),
    ]
}
